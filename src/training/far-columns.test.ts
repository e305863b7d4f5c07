import { expect, test } from 'vitest';
import type { EncodedData } from '../data/types';
import { evaluateRows } from './evaluation/evaluate-model';
import { farColumns } from './far-columns';

const column = (name: string, values: number[]) => ({ name, values: Float32Array.from(values) }) as EncodedData['dense'][number];
const rows = (...positions: number[]) => Int32Array.from(positions);

test('columns that reach far beyond the scale are named, the farthest first', () => {
  const dense = [column('price', [0, 1, 0.5]), column('age', [0, 200, 1]), column('sum', [0, 3e38, 1])];
  expect(farColumns({ dense }, rows(0, 1, 2))).toBe('The columns “sum” and “age” hold numbers far beyond the others, up to 3.0e+38 times the scale');
  expect(farColumns({ dense: dense.slice(0, 2) }, rows(1))).toBe('The column “age” holds numbers far beyond the others, up to 200 times the scale');
  // Of other rows nothing is said.
  expect(farColumns({ dense }, rows(0, 2))).toBeUndefined();
  expect(farColumns({}, rows(0))).toBeUndefined();
});

test('what is no number at all is farthest, and many columns are counted', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => column(name, [Number.POSITIVE_INFINITY]));
  expect(farColumns({ dense: many }, rows(0))).toMatch(/^The columns “a”, “b”, “c” and 2 more hold/);
});

test('so are row weights', () => {
  expect(farColumns({ dense: [], rowWeights: Float32Array.of(1, 1e9) }, rows(0, 1))).toBe('The row weights reach 1.0e+9');
  expect(farColumns({ dense: [], rowWeights: Float32Array.of(1, 1e9) }, rows(0))).toBeUndefined();
});

test('metrics that are not there say which column made the predictions overflow', () => {
  const data = {
    labels: Uint8Array.of(0, 1, 1),
    domainIds: Int32Array.of(0, 0, 1),
    domains: [
      { name: 'home', rows: 2, positives: 1 },
      { name: 'search', rows: 1, positives: 1 },
    ],
    dense: [column('income', [0.5, 0.2, 3e38])],
  };
  const { auc, reason, domains } = evaluateRows([0.1, 0.9, Number.NaN], data, rows(0, 1, 2));
  expect(auc).toBeNull();
  expect(reason).toBe(
    '1 of 3 predictions are not finite numbers, so nothing can be measured. The column “income” holds numbers far beyond the others, up to 3.0e+38 times the scale.',
  );
  expect(domains.map((each) => each.reason)).toEqual([undefined, expect.stringContaining('“income”')]);
});
