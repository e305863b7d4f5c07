import { expect, test } from 'vitest';
import { interleaved } from './interleave';

test('things take turns, and every round has a time of each', async () => {
  const order: string[] = [];
  const thing = (name: string, ms: number) => ({
    once: async () => {
      order.push(name);
      return ms;
    },
  });
  let breaths = 0;
  const times = await interleaved([thing('a', 1), thing('b', 2)], 3, async () => void breaths++);
  expect(order.join('')).toBe('ababab');
  expect(times).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ]);
  expect(breaths).toBe(6);
});
