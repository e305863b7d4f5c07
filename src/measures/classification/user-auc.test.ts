import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from './auc';
import { aucByUser, meanUserAuc } from './user-auc';

type Row = readonly [score: number, label: number, user: number];
const measured = (rows: readonly Row[]) =>
  meanUserAuc(
    aucByUser(
      rows.map(([score]) => score),
      rows.map(([, label]) => label),
      rows.map(([, , user]) => user),
    ),
  );

/** By the definition: over the pairs of each user's own rows, then over users by their rows. */
function byPairs(rows: readonly Row[]) {
  const users = [...new Set(rows.map(([, , user]) => user))].filter((user) => user >= 0);
  let [sum, all, counted] = [0, 0, 0];
  for (const user of users) {
    const own = rows.filter((row) => row[2] === user);
    let [won, pairs] = [0, 0];
    for (const [score, label] of own) {
      for (const [other, otherLabel] of own) {
        if (label !== 1 || otherLabel !== 0) continue;
        pairs++;
        won += score > other ? 1 : score === other ? 0.5 : 0;
      }
    }
    if (pairs === 0) continue;
    counted++;
    all += own.length;
    sum += (own.length * won) / pairs;
  }
  return { auc: all > 0 ? sum / all : null, users: counted, outOf: users.length, rows: all };
}

// Few scores, so that there are ties; ids with gaps; rows without a user.
const anyRows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 }), fc.constantFrom(-1, 0, 3, 7, 2 ** 31 - 1)), {
  maxLength: 60,
});

test('the mean of each user’s share of pairs, ties half, by the user’s rows', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const [got, expected] = [measured(rows), byPairs(rows)];
      expect(got).toEqual({ ...expected, auc: expected.auc === null ? null : expect.closeTo(expected.auc, 12) });
    }),
  );
});

test('it is the same in any order of rows and under any names of users, and does not see what all rows of a user share', () => {
  fc.assert(
    fc.property(anyRows, fc.integer(), (rows, seed) => {
      const expected = measured(rows);
      const same = { ...expected, auc: expected.auc === null ? null : expect.closeTo(expected.auc, 12) };
      const places = rows.map((row, i) => ({ row, at: Math.imul(seed ^ i, 2654435761) })).sort((a, b) => a.at - b.at);
      expect(measured(places.map(({ row }) => row))).toEqual(same);
      expect(measured(rows.map(([score, label, user]) => [score, label, user < 0 ? -1 : 2 ** 31 - 1 - user]))).toEqual(same);
      // This is where it parts from the AUC of all rows.
      expect(measured(rows.map(([score, label, user]) => [score + 100 * (user % 5), label, user]))).toEqual(same);
    }),
  );
});

test('of one user with all rows it is the AUC', () => {
  const rows: Row[] = Array.from({ length: 200 }, (_, i) => [(i * 37) % 23, Number((i * 7) % 5 < 2), 4]);
  const all = auc(
    rows.map(([score]) => score),
    rows.map(([, label]) => label),
  );
  expect(measured(rows)).toEqual({ auc: expect.closeTo(all as number, 12), users: 1, outOf: 1, rows: 200 });
});

test('users of one class do not count, and it is said how many do', () => {
  const rows: Row[] = [
    [0.9, 1, 0],
    [0.1, 0, 0],
    [0.5, 1, 1],
    [0.5, 1, 1],
    [0.2, 0, 2],
    [0.1, 1, 3],
    [0.9, 0, 3],
    [0.8, 0, 3],
    [0.7, 0, 3],
    [0.7, 1, -1],
  ];
  expect(measured(rows)).toEqual({ auc: 2 / 6, users: 2, outOf: 4, rows: 6 });
  expect(measured(rows.slice(2, 5))).toEqual({ auc: null, users: 0, outOf: 2, rows: 0 });
  expect(measured([])).toEqual({ auc: null, users: 0, outOf: 0, rows: 0 });
});

test('a score that is no finite number leaves nothing to measure', () => {
  expect(
    measured([
      [0.5, 1, 0],
      [0.1, 0, 0],
      [Number.NaN, 1, 1],
    ]),
  ).toEqual({ auc: null, users: 0, outOf: 2, rows: 0 });
});

/** As scikit-learn's `roc_auc_score` defines it: the area under the points of the ROC curve, one for each distinct score, by trapezoids. */
function byTrapezoids(rows: readonly Row[]): number {
  const count = (label: number, least: number) => rows.filter(([score, own]) => own === label && score >= least).length;
  const all = [1, 0].map((label) => count(label, Number.NEGATIVE_INFINITY)) as [number, number];
  const points = [...new Set(rows.map(([score]) => score))].sort((a, b) => b - a).map((score) => [count(0, score) / all[1], count(1, score) / all[0]] as const);
  return [[0, 0] as const, ...points].reduce((area, [x, y], i, each) => {
    const [before, low] = each[i - 1] ?? [x, y];
    return area + ((x - before) * (y + low)) / 2;
  }, 0);
}

test('each user’s is the area under its ROC curve; by hand, the example of scikit-learn’s documentation', () => {
  const first: Row[] = [
    [0.1, 0, 5],
    [0.4, 0, 5],
    [0.35, 1, 5],
    [0.8, 1, 5],
  ];
  expect(byTrapezoids(first)).toBeCloseTo(0.75, 12);
  const second: Row[] = [2, 2, 1, 3, 2, 0].map((score, i) => [score, Number(i < 3), 9]);
  const [a, b] = [byTrapezoids(first), byTrapezoids(second)];
  // Interleaved: rows of a user need not stand together.
  const rows = [...second.slice(0, 2), ...first, ...second.slice(2)];
  expect(measured(rows)).toEqual({ auc: expect.closeTo((4 * a + 6 * b) / 10, 12), users: 2, outOf: 2, rows: 10 });
});
