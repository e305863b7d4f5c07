import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS, type Limits } from '../limits';
import { Held } from '../table/held';
import { hashOfRow, hashToKeepBy } from '../table/row-hash';
import { layoutOf, piecesOf } from './oracle.test-helper';
import { DelimitedReader } from './reader';

async function sampleOf(rows: readonly string[][], limits: Partial<Limits>, seed: number, piece: number) {
  const held = new Held();
  const names = ['a', 'b', 'c'];
  const reader = await DelimitedReader.start({ layout: layoutOf(names), limits: { ...LIMITS, ...limits }, fileName: 'rows.csv', sample: { seed }, held });
  const bytes = new TextEncoder().encode(rows.map((row) => `${row.join(',')}\n`).join(''));
  for (const each of piecesOf(bytes, [piece])) reader.push(each);
  const table = reader.finish();
  const texts = Array.from({ length: table.rows }, (_, row) => table.columns.map(({ codes, values }) => values.at(codes[row] as number)));
  return { texts, table, sampled: reader.sampled };
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => [`id ${i}`, String(i % 7), `${'x'.repeat(i % 300)}${i % 50}`]);

test('of a file with too many cells the rows of small hash are kept, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1500 }),
      fc.integer({ min: 40, max: 900 }),
      fc.nat(),
      fc.integer({ min: 1, max: 5000 }),
      async (count, cells, seed, piece) => {
        const rows = rowsOf(count);
        const most = Math.floor(cells / 3);
        const { texts, table, sampled } = await sampleOf(rows, { cells }, seed, piece);
        // By the definition: the largest half, quarter, … of the hashes of which there are few enough.
        let share = 1;
        const kept = () => rows.filter((_, row) => hashOfRow(row, seed) < share * 2 ** 32);
        while (kept().length > most) share /= 2;
        expect(texts).toEqual(kept());
        expect(sampled).toEqual(share === 1 ? undefined : { of: count, kept: texts.length, share });
        for (const { codes, values } of table.columns) {
          let next = 0;
          for (const code of codes) {
            expect(code).toBeLessThanOrEqual(next);
            if (code === next) next++;
          }
          // No text is left of a row that was dropped.
          expect(values.length).toBe(next);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('rows of one value stay together, however it is framed and wherever its column and its bytes stand', async () => {
  const users = fc.constantFrom('', 'u', 'a "b" c', '"', 'é,漢', 'two\nlines', 'x'.repeat(90), ...Array.from({ length: 30 }, (_, i) => `user ${i}`));
  const quoted = (text: string, always: boolean) => (always || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  await fc.assert(
    fc.asyncProperty(
      fc.array(users, { minLength: 20, maxLength: 300 }),
      fc.nat(2),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 3 }),
      async (column, place, end, always, trailing, piece, halvings) => {
        const names = ['a', 'b', 'c'];
        const rows = column.map((user, i) => names.map((_, c) => (c === place ? user : `${i}`)));
        const share = 2 ** -halvings;
        const sample = { seed: 9, by: names[place] as string, share };
        const reader = await DelimitedReader.start({ layout: layoutOf(names, { trailing }), limits: LIMITS, fileName: 'rows.csv', sample });
        const text = rows.map((row) => row.map((each) => quoted(each, always)).join(',') + (trailing ? ',' : '') + end).join('');
        for (const each of piecesOf(new TextEncoder().encode(text), [piece])) reader.push(each);
        const table = reader.finish();
        const texts = Array.from({ length: table.rows }, (_, row) => table.columns.map(({ codes, values }) => values.at(codes[row] as number)));
        const hashed = (user: string, i: number) => hashToKeepBy(i, new TextEncoder().encode(user), 9);
        expect(texts).toEqual(rows.filter((row, i) => hashed(row[place] as string, i) < share * 2 ** 32));
      },
    ),
    { numRuns: 200 },
  );
});

test.each<[string, Partial<Limits>]>([
  ['distinct texts', { distinct: 500 }],
  ['bytes of text', { text: 200_000 }],
])('a column with too many %s is sampled as well', async (_, limits) => {
  const rows = rowsOf(20_000);
  const { texts, sampled } = await sampleOf(rows, limits, 5, 3000);
  expect(texts).toEqual(rows.filter((__, row) => hashOfRow(row, 5) < (sampled?.share as number) * 2 ** 32));
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.length).toBeLessThan(1000);
});

test('every row has the same chance, neighbours too, and another seed chooses others', () => {
  const kept = (seed: number) => Array.from({ length: 100_000 }, (_, row) => hashOfRow(row, seed) < 2 ** 30);
  const first = kept(1);
  const share = (list: boolean[]) => list.filter(Boolean).length / list.length;
  expect(share(first)).toBeCloseTo(0.25, 2);
  expect(share(first.filter((_, row) => first[row - 1]))).toBeCloseTo(0.25, 1);
  for (const period of [2, 10, 1000]) expect(share(first.filter((_, row) => row % period === 1))).toBeCloseTo(0.25, 0);
  const second = kept(2);
  expect(share(second.filter((_, row) => first[row]))).toBeCloseTo(0.25, 1);
});

test('a table of which not even a row fits is refused', async () => {
  await expect(sampleOf(rowsOf(10), { cells: 2 }, 1, 1000)).rejects.toThrow('rows.csv, line 1: the table has more than 2 cells');
});
