import { expect, test } from 'vitest';
import { DEFAULT_TRAIN } from '../config/complete';
import { rateFactor, type ScheduleSettings } from './schedule';

const PER_EPOCH = 10;
const factors = (settings: Partial<ScheduleSettings>, epochs = 4) =>
  Array.from({ length: epochs * PER_EPOCH }, (_, i) => rateFactor({ ...DEFAULT_TRAIN, epochs, ...settings }, i + 1, PER_EPOCH));

test('constant: always the same', () => {
  expect(new Set(factors({}))).toEqual(new Set([1]));
});

test('warm-up: a line from 0 to 1, whatever follows', () => {
  const rising = factors({ warmUp: 0.5 }).slice(0, 6);
  expect(rising).toEqual([0.2, 0.4, 0.6, 0.8, 1, 1]);
  for (const schedule of ['step', 'cosine'] as const) expect(factors({ schedule, warmUp: 0.5 }).slice(0, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
});

test('step: a factor every so many epochs', () => {
  const each = factors({ schedule: 'step', stepEvery: 2, stepFactor: 0.1 });
  expect(each.slice(0, 20)).toEqual(Array(20).fill(1));
  expect(each.slice(20)).toEqual(Array(20).fill(0.1));
});

test('cosine: from 1 to nearly 0 at the last step, half way at half time, never up', () => {
  const each = factors({ schedule: 'cosine' });
  expect(each[0]).toBe(1);
  expect(each[20]).toBeCloseTo(0.5, 12);
  expect(each.at(-1)).toBeCloseTo((1 + Math.cos((Math.PI * 39) / 40)) / 2, 12);
  for (const [i, factor] of each.entries()) expect(factor).toBeLessThanOrEqual(each[i - 1] ?? 1);
  const warmed = factors({ schedule: 'cosine', warmUp: 2 });
  expect(warmed[20]).toBe(1);
  expect(warmed[30]).toBeCloseTo(0.5, 12);
});
