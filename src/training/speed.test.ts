import { expect, test } from 'vitest';
import { Meter } from './speed';

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
