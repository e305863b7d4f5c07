import { expect, test } from 'vitest';
import { LOOK_SHARE, LookBudget, type LookKind } from './look-budget';

/** A clock that only work moves. */
function clock() {
  let now = 0;
  const budget = new LookBudget(() => now);
  return {
    budget,
    train: (ms: number) => {
      now += ms;
    },
    look: (kind: LookKind, ms: number) =>
      budget.look(kind, async () => {
        now += ms;
      }),
    now: () => now,
  };
}

/** Epochs of `msPerEpoch`, and looks wherever there is time for one at the end of an epoch. */
async function looksOf(epochs: number, msPerEpoch: number, cost: Record<LookKind, number>) {
  const { budget, train, look, now } = clock();
  const kinds: (LookKind | undefined)[] = [];
  let looking = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    train(msPerEpoch);
    const kind = budget.affords(msPerEpoch);
    kinds.push(kind);
    if (!kind) continue;
    await look(kind, cost[kind]);
    looking += cost[kind];
  }
  return { kinds, share: looking / (now() - looking), count: (kind: LookKind | undefined) => kinds.filter((each) => each === kind).length };
}

test.each([
  [1, 0.3],
  [12, 4],
  [40, 12],
  [300, 90],
])('looks of %d ms, and light ones of %d, take at most their share whatever they take, and nearly that', async (whole, light) => {
  const { share } = await looksOf(20_000, 5, { whole, light });
  expect(share).toBeLessThanOrEqual(LOOK_SHARE + 1e-9);
  expect(share).toBeGreaterThan(0.85 * LOOK_SHARE);
});

test('every epoch has a light look where those fit, and whole ones take what is left', async () => {
  // The share of 400 ms is 8 ms: 3 ms of each are left over, 120 ms in all; a whole look takes 10 more than a light one, and two light ones are held back.
  const { kinds, count } = await looksOf(40, 400, { whole: 15, light: 5 });
  expect(count(undefined)).toBe(0);
  expect(kinds[0]).toBe('light');
  expect(count('whole')).toBe(11);
});

test('where all looks fit, all are whole; where epochs are quick, as many light ones as fit', async () => {
  expect((await looksOf(40, 2000, { whole: 15, light: 5 })).count('whole')).toBe(40);
  // 2 ms of each epoch: two light looks in five epochs, and the first waits until there is enough for the next.
  const { count } = await looksOf(50, 100, { whole: 15, light: 5 });
  expect([count('whole'), count('light')]).toEqual([0, 19]);
});

test('within an epoch there is time only where the end of it will still have some', () => {
  const { budget, train } = clock();
  train(300);
  // 6 ms are there, and 2 more come until the end of an epoch of 400 ms: a light look takes 5.
  expect(budget.affords(100)).toBeUndefined();
  expect(budget.affords(200)).toBe('light');
});

test('a look that takes longer than those before is paid back before the next, and one alone keeps no other away', async () => {
  const { budget, train, look } = clock();
  train(1000);
  await look('light', 5);
  await look('light', 5);
  await look('light', 200);
  // 210 ms are spent: the share of 10.5 s. The next light one is taken to cost 5 again, which takes 250 ms.
  train(9_749 - 0.001);
  expect(budget.affords(1000)).toBeUndefined();
  train(2);
  expect(budget.affords(1000)).toBe('light');
});

test('time in which nothing is trained pays for no look', () => {
  const { budget, train } = clock();
  budget.rest(true);
  train(100_000);
  budget.rest(false);
  expect(budget.affords(1000)).toBeUndefined();
  expect(budget.trained).toBe(0);
  train(1000);
  expect(budget.affords(1000)).toBe('whole');
});

test('work before training counts neither for looks nor against them', async () => {
  const { budget, train } = clock();
  await budget.before(async () => train(100_000));
  expect(budget.affords(1000)).toBeUndefined();
  // The first light look is taken to cost 5 ms: the share of a quarter of a second.
  train(249);
  expect(budget.affords(1000)).toBeUndefined();
  train(1);
  expect(budget.affords(1000)).toBe('light');
});
