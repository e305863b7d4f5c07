import { expect, test } from 'vitest';
import { Meter, secondsLeft } from './speed';

test('rows a second are of all steps; the times are their median and their 95th percentile', () => {
  const meter = new Meter();
  expect(meter.rowsPerSecond).toBe(0);
  for (let i = 1; i <= 100; i++) meter.addStep(i, 10);
  expect(meter.speed()).toEqual({ rowsPerSecond: (1000 * 1000) / 5050, stepMs: { median: 51, p95: 96 } });
});

test('counts are of what happened between two readings, for each step', () => {
  const meter = new Meter();
  const counts = (n: number) => ({ dispatches: n, submits: 2 * n, bytesWritten: 3 * n, bytesRead: 4 * n });
  meter.addCounts(counts(100), counts(110));
  expect(meter.perStep()).toEqual(counts(10));
  for (let i = 0; i < 5; i++) meter.addStep(1, 1);
  meter.addCounts(counts(200), counts(210));
  expect(meter.perStep()).toEqual(counts(4));
});

test('what a step takes is told without the first, which warms up', () => {
  const meter = new Meter();
  expect(meter.msPerStep).toBe(0);
  meter.addStep(900, 1);
  expect(meter.msPerStep).toBe(900);
  meter.addStep(10, 1);
  meter.addStep(30, 1);
  expect(meter.msPerStep).toBe(20);
  expect(meter.msPerValidation).toBeUndefined();
  meter.addValidation(100);
  meter.addValidation(300);
  expect(meter.msPerValidation).toBe(200);
});

test('the time left is that of steps, validations and the test; a validation that was never timed is taken as training', () => {
  const left = { steps: 90, validations: 2, ofValidation: 1000, ofTest: 3000, batch: 512 };
  // 90 steps of 20 ms; two validations and the test, which is three times as long, of 200 ms a validation.
  expect(secondsLeft({ msPerStep: 20, msPerValidation: 200 }, left)).toBeCloseTo(1.8 + 0.4 + 0.6, 12);
  // Two batches as dear as steps.
  expect(secondsLeft({ msPerStep: 20, msPerValidation: undefined }, left)).toBeCloseTo(1.8 + 0.08 + 0.12, 12);
  expect(secondsLeft({ msPerStep: 20, msPerValidation: undefined }, { ...left, ofValidation: 0 })).toBeCloseTo(1.8, 12);
});
