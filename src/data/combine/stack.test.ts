import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from '../table/table';
import { tableOf, textsOf } from '../test-helpers';
import { stack } from './stack';

const word = fc.constantFrom('', 'a', 'b', 'é', 'NA', '1', '1.0', ' 1', 'a longer text than the others');
/** A table of some of these columns. */
const table = fc
  .subarray(['x', 'y', '__proto__', 'z'], { minLength: 1 })
  .chain((names) =>
    fc
      .integer({ min: 0, max: 12 })
      .chain((rows) => fc.tuple(...names.map((name) => fc.array(word, { minLength: rows, maxLength: rows }).map((texts) => ({ name, texts }))))),
  );
type Made = { name: string; texts: string[] }[];

const built = (columns: Made, name: string) => {
  const table = tableOf({}, { name, rows: columns[0]?.texts.length ?? 0 });
  table.columns = columns.map((each) => ({ ...(tableOf({ x: each.texts }).columns[0] as Column), name: each.name }));
  return table;
};

test('every row has what its own table had, and codes are in order of first appearance', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 4 }), async (tables) => {
      const stacked = await stack(tables.map((columns, t) => built(columns, `${t}.csv`)));
      const rows = tables.map((columns) => columns[0]?.texts.length ?? 0);
      const names = [...new Set(tables.flatMap((columns) => columns.map(({ name }) => name)))];
      expect(stacked.rows).toBe(rows.reduce((a, b) => a + b));
      expect(stacked.columns.map(({ name }) => name)).toEqual(names);
      for (const column of stacked.columns) {
        const wanted = tables.flatMap((columns, t) => columns.find(({ name }) => name === column.name)?.texts ?? Array<string>(rows[t] ?? 0).fill(''));
        expect(Array.from(column.codes, (code) => column.values.at(code))).toEqual(wanted);
        const seen = new Set(wanted);
        if (stacked.rows > 0 && rows.every((count) => count > 0)) expect([...column.values]).toEqual([...seen]);
      }
    }),
    { numRuns: 200 },
  );
});

test('codes are as wide as the merged values need', async () => {
  const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => `id${from + i}`);
  const { columns } = await stack([tableOf({ id: ids(0, 200) }), tableOf({ id: ids(100, 200) })]);
  expect(columns[0]?.codes).toBeInstanceOf(Uint16Array);
  expect(columns[0]?.values.length).toBe(300);
  expect(columns[0]?.codes[299]).toBe(199);
});

test('columns that a file lacks are said; notes keep their file', async () => {
  const a = tableOf({ x: ['1'], label: ['0'] }, { name: 'train.csv', warnings: [{ message: 'Empty lines were skipped.', where: 'line 3' }] });
  const { warnings } = await stack([a, tableOf({ x: ['2'], more: ['?'] }, { name: 'test.csv' })]);
  expect(warnings).toEqual([
    { message: 'Empty lines were skipped.', where: 'train.csv, line 3' },
    { message: 'Not every file has every column: “label” is not in test.csv; “more” is not in train.csv. There the value is missing.' },
  ]);
});

test('who gives up is heard between two columns', async () => {
  let columns = 0;
  const stacked = stack([tableOf({ x: ['1'], y: ['2'] }), tableOf({ x: ['1'], y: ['2'] })], () => {
    if (++columns > 1) throw new Error('given up');
  });
  await expect(stacked).rejects.toThrow('given up');
});

test('a stacked table reads as its tables did', async () => {
  const stacked = await stack([tableOf({ x: ['1', '2'] }), tableOf({ x: ['2', '3'] })]);
  expect(textsOf({ ...stacked, name: '', hash: '' })).toEqual({ x: ['1', '2', '2', '3'] });
});
