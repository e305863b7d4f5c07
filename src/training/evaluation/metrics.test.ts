import { expect, test } from 'vitest';
import { evaluate, logLoss } from './metrics';

test('the AUC per user is of the users’ rows among all, and among those of a domain; without users there is none', () => {
  // User 0 is in both domains: ordered in each, and wrongly across them.
  const [scores, labels, domains, users] = [
    [0.4, 0.3, 0.9, 0.8, 0.6, 0.5, 0.7],
    [1, 0, 1, 0, 0, 1, 1],
    [0, 0, 1, 1, 0, 0, 1],
    [0, 0, 0, 0, 1, 1, -1],
  ];
  const got = evaluate(scores, labels, domains, ['a', 'b', 'c'], users);
  expect(got.perUser).toEqual({ auc: (4 * 0.75 + 2 * 0) / 6, users: 2, outOf: 2, rows: 6 });
  expect(got.domains.map(({ perUser }) => perUser)).toEqual([
    { auc: 0.5, users: 2, outOf: 2, rows: 4 },
    { auc: 1, users: 1, outOf: 1, rows: 2 },
    { auc: null, users: 0, outOf: 0, rows: 0 },
  ]);
  const without = evaluate(scores, labels, domains, ['a', 'b', 'c']);
  expect([without, ...without.domains].some((each) => 'perUser' in each)).toBe(false);
});

test('a domain without rows has no metrics, and says why', () => {
  const got = evaluate([0.5, 0.7], [1, 0], [0, 0], ['a', 'b']);
  expect(got.domains[1]).toEqual({ name: 'b', rows: 0, auc: null, logLoss: null, reason: 'There are no rows, so there is no AUC.' });
});

test('a certain and wrong prediction costs much, not infinitely much', () => {
  expect(logLoss([0], [1])).toBeCloseTo(-Math.log(Number.EPSILON), 9);
});

test('rows of one class have no AUC, and it is said which class', () => {
  expect(evaluate([0.2, 0.7], [1, 1], [0, 0], ['a'])).toMatchObject({ auc: null, reason: 'All rows are positive, so there is no AUC.' });
  expect(evaluate([0.2, 0.7], [0, 0], [0, 0], ['a'])).toMatchObject({ auc: null, reason: 'All rows are negative, so there is no AUC.' });
});

test('predictions that are not finite are not measured, and it is said how many they are', () => {
  const got = evaluate([0.2, Number.NaN, 0.7, 0.4], [1, 0, 1, 0], [0, 0, 1, 1], ['a', 'b']);
  const reason = (of: number) => `1 of ${of} predictions are not finite numbers, so nothing can be measured.`;
  expect(got).toMatchObject({ rows: 4, auc: null, logLoss: null, reason: reason(4) });
  expect(got.domains).toEqual([
    { name: 'a', rows: 2, auc: null, logLoss: null, reason: reason(2) },
    { name: 'b', rows: 2, auc: 1, logLoss: logLoss([0.7, 0.4], [1, 0]) },
  ]);
  expect(logLoss([Number.NaN], [1])).toBeNull();
});

test('each domain is measured by its own rows', () => {
  const { auc: all, domains } = evaluate([0.9, 0.1, 0.2, 0.8], [1, 0, 1, 0], [0, 0, 1, 1], ['a', 'b']);
  expect(all).toBe(0.75);
  expect(domains.map((domain) => domain.auc)).toEqual([1, 0]);
});
