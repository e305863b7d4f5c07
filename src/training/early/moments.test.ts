import { expect, test } from 'vitest';
import { asBefore, ByPace } from './moments';

/** Seconds of an epoch at which it is validated, with steps of `ms` and a first one of `first`. */
function momentsOf(steps: number, ms: number, first = ms) {
  const pace = new ByPace();
  const at: number[] = [];
  let passed = 0;
  for (let step = 1; step <= steps; step++) {
    const took = step === 1 ? first : ms;
    passed += took;
    if (pace.after(step, steps, took)) at.push(passed / 1000);
  }
  return { at, taken: pace.taken };
}

test('the first point of a long epoch is within 5 s or 5 % of it, whichever is sooner', () => {
  for (const seconds of [4, 5, 10, 20, 60, 200, 600, 1800]) {
    const { at } = momentsOf(400, (1000 * seconds) / 400);
    expect(at.length).toBeGreaterThanOrEqual(2);
    // A step that reaches the share may end a little behind it.
    expect(at[0]).toBeLessThanOrEqual(Math.max(Math.min(5, 0.05 * seconds), 0.005 * seconds) + seconds / 400);
  }
});

test('at fixed shares of the epoch, in which points do not crowd', () => {
  expect(momentsOf(400, 150).taken).toEqual([20, 40, 100, 200, 300]);
  expect(momentsOf(400, 1500).taken).toEqual([2, 4, 8, 20, 40, 100, 200, 300]);
  // 5 s: a quarter lies 1 s behind the first point.
  expect(momentsOf(400, 12.5).taken).toEqual([20, 200]);
});

test('an epoch that ends within 4 s has no points, even where its first step takes longer than all others', () => {
  expect(momentsOf(47, 10).taken).toEqual([]);
  expect(momentsOf(47, 10, 3000).taken).toEqual([]);
  expect(momentsOf(1, 60_000).taken).toEqual([]);
});

test('of few steps none is taken twice, and never the last', () => {
  expect(momentsOf(4, 10_000).taken).toEqual([1, 2, 3]);
  expect(momentsOf(2, 10_000).taken).toEqual([1]);
});

test('another model is validated where the first was, whatever its pace', () => {
  const { taken } = momentsOf(400, 150);
  const same = asBefore(taken);
  expect(Array.from({ length: 400 }, (_, i) => i + 1).filter((step) => same.after(step, 400, 0.01))).toEqual(taken);
});
