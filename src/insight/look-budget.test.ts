import { expect, test } from 'vitest';
import { LOOK_SHARE, LookBudget } from './look-budget';

/** A clock that only work moves. */
function clock() {
  let now = 0;
  const budget = new LookBudget(() => now);
  return {
    budget,
    train: (ms: number) => {
      now += ms;
    },
    look: (ms: number) =>
      budget.look(async () => {
        now += ms;
      }),
    now: () => now,
  };
}

test.each([1, 4, 12, 40, 300])('looks of %d ms take at most their share, whatever they take, and nearly that', async (ms) => {
  const { budget, train, look, now } = clock();
  let looking = 0;
  for (let step = 0; step < 20_000; step++) {
    train(5);
    if (!budget.mayLook()) continue;
    await look(ms);
    looking += ms;
  }
  const share = looking / (now() - looking);
  expect(share).toBeLessThanOrEqual(LOOK_SHARE + 1e-9);
  expect(share).toBeGreaterThan(0.85 * LOOK_SHARE);
});

test('a look that takes longer than the last one is paid back before the next', async () => {
  const { budget, train, look } = clock();
  train(1000);
  await look(10);
  train(1000);
  expect(budget.mayLook()).toBe(true);
  await look(300);
  train(20_000);
  // 310 ms are spent, and another 300 would be: that is the share of 30 s.
  expect(budget.mayLook()).toBe(false);
  train(9_000);
  expect(budget.mayLook()).toBe(true);
});

test('time in which nothing is trained pays for no look', () => {
  const { budget, train } = clock();
  budget.rest(true);
  train(100_000);
  budget.rest(false);
  expect(budget.mayLook()).toBe(false);
  train(1000);
  expect(budget.mayLook()).toBe(true);
});

test('work before training counts neither for looks nor against them', async () => {
  const { budget, train } = clock();
  await budget.before(async () => train(100_000));
  expect(budget.mayLook()).toBe(false);
  // The first look is taken to cost 10 ms: the share of half a second.
  train(499);
  expect(budget.mayLook()).toBe(false);
  train(1);
  expect(budget.mayLook()).toBe(true);
});
