import { expect, test } from 'vitest';
import { type Random, randomStream } from '../../lib/random';
import type { AucChange } from './auc-change';
import { type AucByUser, aucByUser } from './user-auc';
import { userAucChange } from './user-auc-change';

interface Drawn {
  labels: number[];
  users: number[];
  changed: number[];
  known: number[];
}

/** Users of very different numbers of rows; each is served better or worse than the average by `spread`. */
function drawn(random: Random, users: number, [ours, theirs]: readonly [number, number], spread = 0.6): Drawn {
  const rows: Drawn = { labels: [], users: [], changed: [], known: [] };
  for (let user = 0; user < users; user++) {
    const own = Math.ceil(8 * Math.exp(0.8 * random.normal()));
    const [more, liking] = [spread * random.normal(), random.normal()];
    for (let i = 0; i < own; i++) {
      const label = Number(random.uniform() < 0.4);
      const shared = liking + random.normal();
      rows.labels.push(label);
      rows.users.push(user);
      rows.changed.push((ours + more) * label + shared + 0.5 * random.normal());
      rows.known.push(theirs * label + shared + 0.5 * random.normal());
    }
  }
  return rows;
}

const pairOf = ({ labels, users, changed, known }: Drawn) => ({ changed: aucByUser(changed, labels, users), known: aucByUser(known, labels, users) });
const changeOf = (rows: Drawn) => userAucChange([pairOf(rows)]) as AucChange;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const spreadOf = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

test('the standard error is that of a bootstrap of users to within 15 %', () => {
  const random = randomStream(1, 'user-auc-change');
  const pair = pairOf(drawn(random, 200, [2, 0]));
  const again = Array.from({ length: 600 }, () => {
    const picks = Array.from({ length: 200 }, () => random.below(pair.changed.users.length));
    const of = ({ rows, aucs }: AucByUser) =>
      picks.reduce((sum, i) => sum + (rows[i] as number) * (aucs[i] as number), 0) / picks.reduce((sum, i) => sum + (rows[i] as number), 0);
    return of(pair.changed) - of(pair.known);
  });
  const ratio = (userAucChange([pair]) as AucChange).standardError / spreadOf(again);
  expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
});

test.each([
  [30, 0.05],
  [200, 0.025],
])('over %d users the interval holds the truth about 95 times in 100', (users, off) => {
  const random = randomStream(2, 'user-auc-change');
  const truth = changeOf(drawn(random, 10_000, [0.8, 0.6])).difference;
  let [held, rounds] = [0, 0];
  while (rounds < 500) {
    // Some users have rows of one class only.
    const change = userAucChange([pairOf(drawn(random, Math.ceil(1.15 * users), [0.8, 0.6]))]);
    if (!change) continue;
    rounds++;
    if (change.low <= truth && truth <= change.high) held++;
  }
  expect(Math.abs(held / rounds - 0.95)).toBeLessThan(off);
});

test('a mean of parts knows that a user may have rows in several', () => {
  const rows = drawn(randomStream(3, 'user-auc-change'), 120, [0.9, 0.5]);
  const one = pairOf(rows);
  const [alone, twice] = [userAucChange([one]) as AucChange, userAucChange([one, one]) as AucChange];
  // The same rows again tell nothing new.
  expect(twice.difference).toBeCloseTo(alone.difference, 12);
  expect(twice.standardError).toBeCloseTo(alone.standardError, 12);
  // Other users of the same kind do.
  const others = pairOf({ ...rows, users: rows.users.map((user) => user + 1000) });
  expect((userAucChange([one, others]) as AucChange).standardError / alone.standardError).toBeCloseTo(Math.SQRT1_2, 2);
});

test('the same order is no difference; fewer than 30 users, or none in a part, have no interval', () => {
  const rows = drawn(randomStream(4, 'user-auc-change'), 60, [0.8, 0.8]);
  const one = pairOf({ ...rows, known: rows.changed.map((score) => 3 * score + 1) });
  expect(userAucChange([one])).toEqual({ difference: 0, low: 0, high: 0, standardError: 0 });
  const few = rows.users.map((user) => user % 29);
  expect(userAucChange([pairOf({ ...rows, users: few })])).toBeNull();
  expect(userAucChange([one, pairOf({ labels: [1], users: [1], changed: [1], known: [1] })])).toBeNull();
  expect(userAucChange([])).toBeNull();
  expect(userAucChange([pairOf({ ...rows, known: rows.known.with(3, Number.NaN) })])).toBeNull();
  expect(() => userAucChange([{ ...one, known: aucByUser([1, 2], [0, 1], [1, 1]) }])).toThrow('not of the same rows');
});
