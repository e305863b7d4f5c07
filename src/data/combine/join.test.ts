import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { tableOf } from '../test-helpers';
import { join } from './join';

const key = fc.constantFrom('1', '2', '3', ' 2', '3.0', '3.', '0', '00', 'u1', 'ü', '', 'NA', 'null', '10', '10.00', '.0', '1e3');
const value = fc.constantFrom('', 'a', 'b', 'c', 'NA');

/** As a person would: the first row of the table whose key is the same text, spaces and a fraction of zeros aside. */
function plain(text: string): string | undefined {
  if (isMissing(text)) return undefined;
  return text.trim().replace(/^(\d+)\.0+$/, '$1');
}

const textsOf = ({ codes, values }: Column) => Array.from(codes, (code) => values.at(code));

test('a left join, as a person would do it row by row', () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 20 }), fc.array(fc.tuple(key, value), { maxLength: 12 }), (left, right) => {
      const rows = tableOf({ of: left, other: left.map(() => '?') });
      const table = tableOf({ key: right.map(([each]) => each), gives: right.map(([, each]) => each) }, { name: 'b.csv' });
      const [of, by] = [rows.columns[0], table.columns[0]] as [Column, Column];
      const keys = right.map(([each]) => plain(each));
      const repeated = keys.filter((each, i) => each !== undefined && keys.indexOf(each) < i).length;
      if (repeated > right.length / 2) {
        expect(() => join(rows, table, of, by)).toThrow('so it is no key');
        return;
      }
      const done = join(rows, table, of, by);
      const partner = left.map((each) => (plain(each) === undefined ? -1 : keys.indexOf(plain(each))));
      const wanted = partner.map((at) => (at < 0 ? '' : right[at]?.[1]));
      const gives = rows.columns[2] as Column;
      expect(textsOf(gives)).toEqual(wanted);
      expect([...gives.values]).toEqual([...new Set(wanted)]);
      const distinct = [...new Set(left)].filter((each) => plain(each) !== undefined);
      expect(done).toEqual({
        keys: distinct.length,
        found: distinct.filter((each) => keys.includes(plain(each))).length,
        unmatched: partner.filter((at) => at < 0).length,
        repeated,
      });
      expect(rows.columns.map(({ name }) => name)).toEqual(['of', 'other', 'gives']);
    }),
    { numRuns: 1000 },
  );
});

test('a column whose name is taken gets its file’s name before it', () => {
  const rows = tableOf({ id: ['1', '2'], title: ['x', 'y'], 'films.title': ['p', 'q'] });
  const films = tableOf({ id: ['2', '1'], title: ['two', 'one'], year: ['2', '1'] }, { name: 'data/films.csv.gz' });
  join(rows, films, rows.columns[0] as Column, films.columns[0] as Column);
  expect(rows.columns.map(({ name }) => name)).toEqual(['id', 'title', 'films.title', 'films.title 2', 'year']);
  expect(textsOf(rows.columns[3] as Column)).toEqual(['one', 'two']);
});

test('a million rows take about as long as to read their codes', () => {
  const ROWS = 1_000_000;
  const column = (name: string, distinct: number) => {
    const { values } = tableOf({ name: Array.from({ length: distinct }, (_, i) => `${i * 7}`) }).columns[0] as Column;
    return { name, values, codes: Int32Array.from({ length: ROWS }, (_, row) => (row * 31) % distinct) };
  };
  const rows = { rows: ROWS, columns: [column('user', 6000), column('item', 3700)], warnings: [] };
  const things = (name: string, count: number) =>
    tableOf(
      {
        id: Array.from({ length: count }, (_, i) => `${i * 7}`),
        a: Array.from({ length: count }, (_, i) => `a${i}`),
        b: Array.from({ length: count }, (_, i) => `b${i % 7}`),
      },
      { name },
    );
  const [users, items] = [things('users.csv', 6000), things('items.csv', 3700)];
  const begun = performance.now();
  for (const [i, table] of [users, items].entries()) join(rows, table, rows.columns[i] as Column, table.columns[0] as Column);
  // On a quiet machine 60 ms; the brute force above would take minutes.
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(rows.columns.map(({ name }) => name)).toEqual(['user', 'item', 'a', 'b', 'items.a', 'items.b']);
});
