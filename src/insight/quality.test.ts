import { expect, test } from 'vitest';
import type { EncodedData } from '../data/types';
import { calibrate, qualityBySlice } from './quality';
import type { Subject } from './subject';

/** `rows` test rows of two domains, `positives` of them at the front; a column that says which are in the first `group` rows. */
function subjectOf(rows: number, positives: number, group = rows): Subject {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  const data = {
    labels: Uint8Array.from(all, (i) => Number(i < positives)),
    domainIds: Int32Array.from(all, (i) => i % 2),
    domains: ['a', 'b'].map((name) => ({ name, rows, positives })),
    split: { train: new Int32Array(), val: new Int32Array(), test: all },
    sourceRows: all,
    sparse: [],
  } as unknown as EncodedData;
  const column = { name: 'cell', codes: Int32Array.from(all, (i) => Number(i >= group)), values: ['in', 'out'] };
  return { data, table: { columns: [column] } } as unknown as Subject;
}
const falling = (rows: number) => Float32Array.from({ length: rows }, (_, i) => 1 - i / rows);

test('a curve has a bin for every twenty rows, ten at most, and none where one bin would be all', () => {
  const binsOf = (rows: number) => calibrate(falling(rows), subjectOf(rows, 5)).map(({ bins }) => bins.length);
  expect(binsOf(39)).toEqual([0, 0, 0]);
  expect(binsOf(40)).toEqual([2, 0, 0]);
  expect(binsOf(80)).toEqual([4, 2, 2]);
  expect(binsOf(1000)).toEqual([10, 10, 10]);
  expect(calibrate(falling(39), subjectOf(39, 5))[0]).toEqual({ name: 'All rows', rows: 39, bins: [], ece: null });
});

test('an AUC has an interval where there are ten rows of each class', () => {
  const aucOf = (rows: number, positives: number) => qualityBySlice(falling(rows), subjectOf(rows, positives), 'column:cell')[0]?.auc;
  expect(aucOf(30, 9)).toEqual({ auc: 1, low: null, high: null });
  expect(aucOf(30, 10)).toEqual({ auc: 1, low: 1, high: 1 });
  expect(aucOf(30, 0)).toBeNull();
});

test('where users are known, the AUC within their rows in the slice', () => {
  const subject = subjectOf(12, 6, 8);
  // Scores fall and the first six rows are positive: all pairs of user 0 are in order. Of user 1 the slice has positive rows alone.
  subject.data.userIds = Int32Array.from([0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, -1]);
  const slices = qualityBySlice(falling(12), subject, 'column:cell');
  expect(slices.map(({ perUser }) => perUser)).toEqual([
    { auc: 1, users: 1, outOf: 2, rows: 4 },
    { auc: null, users: 0, outOf: 1, rows: 0 },
  ]);
  expect(qualityBySlice(falling(12), subjectOf(12, 6, 8), 'column:cell')[0]).not.toHaveProperty('perUser');
});

test('positives and loss are those of the slice', () => {
  const slices = qualityBySlice(new Float32Array(20).fill(0.5), subjectOf(20, 6, 8), 'column:cell');
  expect(slices.map(({ name, rows, positives }) => [name, rows, positives])).toEqual([
    ['in', 8, 6],
    ['out', 12, 0],
  ]);
  for (const { logLoss } of slices) expect(logLoss).toBeCloseTo(Math.LN2, 12);
});
