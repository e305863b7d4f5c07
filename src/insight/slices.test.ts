import { expect, test } from 'vitest';
import { Texts } from '../data/table/texts';
import type { Column, EncodedData, SparseField } from '../data/types';
import { cutsOf, sliceRows } from './slices';

/** A table of one column with these cells, each a test row, and what the slices need of the encoded data. */
function subjectOf(cells: string[], sparse: SparseField[] = [], train: number[] = []) {
  const values = [...new Set(cells)];
  const column: Column = { name: 'cell', codes: Int32Array.from(cells, (cell) => values.indexOf(cell)), values: Texts.of(values) };
  const rows = cells.length;
  const split = { train: Int32Array.from(train), val: new Int32Array(), test: Int32Array.from({ length: rows }, (_, i) => i) };
  const data = { sparse, split, sourceRows: Int32Array.from({ length: rows }, (_, i) => i) } as unknown as EncodedData;
  return { table: { name: '', rows, columns: [column], hash: '', warnings: [] }, data };
}
const namesAndSizes = (subject: ReturnType<typeof subjectOf>, cut = 'column:cell') => sliceRows(subject, cut).map(({ name, rows }) => [name, rows.length]);
const times = (n: number, cell: string) => new Array<string>(n).fill(cell);

test('up to twelve values are a slice each, numbers in their order', () => {
  const twelve = Array.from({ length: 12 }, (_, i) => String(12 - i));
  expect(namesAndSizes(subjectOf(twelve))).toEqual(Array.from({ length: 12 }, (_, i) => [String(i + 1), 1]));
});

test('more texts: the eleven most frequent, and the rest in one', () => {
  const cells = Array.from({ length: 14 }, (_, i) => times(20 - i, String.fromCharCode(97 + i))).flat();
  const slices = namesAndSizes(subjectOf(cells));
  expect(slices).toHaveLength(12);
  expect(slices.slice(0, 2)).toEqual([
    ['a', 20],
    ['b', 19],
  ]);
  expect(slices.at(-1)).toEqual(['3 other values', 9 + 8 + 7]);
});

test('more numbers: five ranges of about as many rows, equal values together, missing ones apart', () => {
  const cells = [...Array.from({ length: 40 }, (_, i) => String(i)), ...times(10, '7'), ...times(3, ' ')];
  const slices = sliceRows(subjectOf(cells), 'column:cell');
  expect(slices.map(({ name }) => name).at(-1)).toBe('(missing)');
  expect(slices.at(-1)?.rows).toEqual([50, 51, 52]);
  expect(slices).toHaveLength(6);
  expect(slices.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(Array.from({ length: 53 }, (_, i) => i));
  expect(slices.slice(0, 5).map(({ name, rows }) => [name, rows.length])).toEqual([
    ['0 to 7', 18],
    ['8 to 9', 2],
    ['10 to 19', 10],
    ['20 to 29', 10],
    ['30 to 39', 10],
  ]);
  const seven = slices.filter(({ rows }) => rows.some((row) => cells[row] === '7'));
  expect(seven).toHaveLength(1);
});

test('by frequency: how often the training rows have the value, and what they never had', () => {
  const vocabulary = Array.from({ length: 13 }, (_, i) => `v${i}`);
  // Four test rows of v0 to v3; the training rows are positions 4 on: v1 once, v2 and v3 twice.
  const ids = Int32Array.from([0, 1, 2, 3, 1, 2, 2, 3, 3]);
  const field = { name: 'id', ids, slots: 1, vocabulary } as unknown as SparseField;
  const subject = subjectOf(['a', 'b', 'c', 'd'], [field], [4, 5, 6, 7, 8]);
  expect(sliceRows(subject, 'frequency:id')).toEqual([
    { name: 'never seen', rows: [0] },
    { name: '1', rows: [1] },
    { name: '2', rows: [2, 3] },
  ]);
  expect(cutsOf(subject)).toEqual([
    { cut: 'column:cell', title: 'cell' },
    { cut: 'frequency:id', title: 'frequency of id in training' },
  ]);
  expect(cutsOf(subjectOf(['a'], [{ ...field, vocabulary: vocabulary.slice(1) }]))).toHaveLength(1);
});

test('a cut that is none is refused', () => {
  expect(() => sliceRows(subjectOf(['a']), 'column:colour')).toThrow('there is no column "colour" to cut the test rows by');
  expect(() => sliceRows(subjectOf(['a']), 'frequency:cell')).toThrow('there is no column "cell" to cut the test rows by');
});
