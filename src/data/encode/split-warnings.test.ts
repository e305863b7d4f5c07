import { expect, test } from 'vitest';
import { splitFacts } from './split-facts';
import { splitWarnings } from './split-warnings';

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

test('99 rows are few, 100 are not; a domain without negative rows has no AUC', () => {
  const labels = Uint8Array.from({ length: 299 }, (_, i) => (i < 200 ? i % 2 : 1));
  const split = { train: range(0, 100), val: range(100, 200), test: range(200, 299) };
  const domains = ['x', 'y'].map((name) => ({ name, rows: 0, positives: 0 }));
  const domainIds = Int32Array.from(labels, (_, i) => (i % 3) >> 1);
  const facts = splitFacts({ split, labels, domainIds, domains, sparse: [], dense: [] }, () => ({ val: { values: 0, rows: 0 }, test: { values: 0, rows: 0 } }));
  const said = splitWarnings(facts, ['x', 'y']);
  expect(said.map(({ where, message }) => `${where}: ${message}`)).toEqual([
    'domain "x", test: No row is negative, so there is no AUC.',
    'domain "y", test: No row is negative, so there is no AUC.',
    'split, test: 99 rows are few, so the metrics will be noisy.',
  ]);
});
