import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../limits';
import { hashToKeepBy } from '../table/row-hash';
import { fileOf, textsOf } from '../test-helpers';
import { readTable } from './read-table';

/** Of a file that is larger than a table may be, whatever its format: the rows that were kept are those of small hash. */

interface Row {
  user: string;
  item: string;
  click: string;
}
const NAMES = ['user', 'item', 'click'] as const;
const SEED = 7;

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly Row[]) => `user,item,click\n${rows.map(({ user, item, click }) => `${quoted(user)},${item},${click}\n`).join('')}`;
const bytes = (text: string) => new TextEncoder().encode(text);

const WRITERS: Record<string, (rows: readonly Row[]) => Uint8Array> = {
  'rows.csv': (rows) => bytes(csv(rows)),
  'rows.csv.gz': (rows) => new Uint8Array(gzipSync(csv(rows))),
  'rows.zip': (rows) => zipSync({ 'rows.csv': bytes(csv(rows)), 'README.md': bytes('rows') }),
  'rows.inter': (rows) => bytes(csv(rows).replace('user,item,click', 'user:token,item:token,click:float')),
  'rows.jsonl': (rows) => bytes(rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  'rows.json': (rows) => bytes(JSON.stringify(rows)),
  'rows.parquet': (rows) =>
    new Uint8Array(
      parquetWriteBuffer({ columnData: NAMES.map((name) => ({ name, data: rows.map((row) => row[name]), type: 'STRING' as const })), rowGroupSize: 97 }),
    ),
};

async function sampleOf(name: string, rows: readonly Row[], limits: Partial<Limits>, by?: string) {
  const table = await readTable(fileOf((WRITERS[name] as (typeof WRITERS)[string])(rows), { name }), {
    limits,
    sample: { seed: SEED },
    choices: { ...(by !== undefined && { sample: by }) },
    pieceBytes: 1 << 10,
  });
  const texts = textsOf(table);
  return { table, kept: Array.from({ length: table.rows }, (_, i) => Object.fromEntries(NAMES.map((each) => [each, texts[each]?.[i]]))) };
}

/** By the definition. */
const keptOf = (rows: readonly Row[], share: number, by?: keyof Row) =>
  rows.filter((row, i) => hashToKeepBy(i, bytes(by ? row[by] : ''), SEED) < share * 2 ** 32);

const users = fc.constantFrom('', 'u1', 'u"2', 'é漢', 'x'.repeat(40), ...Array.from({ length: 40 }, (_, i) => `user ${i}`));
const someRows = fc
  .array(fc.record({ user: users, click: fc.constantFrom('0', '1') }), { minLength: 60, maxLength: 400 })
  .map((rows) => rows.map((row, i): Row => ({ ...row, item: `i${i}` })));

describe.each(Object.keys(WRITERS))('%s', (name) => {
  test.each([undefined, 'user'] as const)(
    'rows of small hash are kept, together by %s',
    async (by) => {
      await fc.assert(
        fc.asyncProperty(someRows, fc.integer({ min: 90, max: 1300 }), async (rows, cells) => {
          const { table, kept } = await sampleOf(name, rows, { cells }, by);
          const share = table.sampled?.share ?? 1;
          expect(kept).toEqual(keptOf(rows, share, by));
          expect(kept.length * 3).toBeLessThanOrEqual(cells);
          // Not smaller than it need be; what a Parquet file says of its rows is taken as their number.
          expect(keptOf(rows, 2 * share, by).length * 3 > cells || share === 1 || (name === 'rows.parquet' && rows.length * 2 * share * 3 > cells)).toBe(true);
          expect(table.sampled).toEqual(share === 1 ? undefined : { of: rows.length, kept: kept.length, share, ...(by && { by }) });
          expect(table.readings?.[0]?.rows).toBe(kept.length);
          for (const { values } of table.columns) expect(new Set(values).size).toBe(values.length);
          for (const { codes, values } of table.columns) expect(new Set(codes).size).toBe(values.length);
        }),
        { numRuns: 12 },
      );
    },
    60_000,
  );

  test.each<[what: string, limits: Partial<Limits>]>([
    ['distinct values', { distinct: 300 }],
    ['bytes of text', { text: 20_000 }],
  ])('too many %s are sampled as well', async (_, limits) => {
    const rows = Array.from({ length: 900 }, (__, i): Row => ({ user: `u${i % 70}`, item: `item number ${i}`, click: String(i % 2) }));
    const { table, kept } = await sampleOf(name, rows, limits, 'user');
    expect(kept).toEqual(keptOf(rows, table.sampled?.share ?? 1, 'user'));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(450);
  });

  test('a column of another name is said at once', async () => {
    const rows = Array.from({ length: 50 }, (_, i): Row => ({ user: 'u', item: String(i), click: '1' }));
    const error = await sampleOf(name, rows, { cells: 60 }, 'uid').catch((each: unknown) => each);
    expect(String(error)).toMatch(/rows\.\S+: it has no column "uid", whose rows are to be kept together\. Name another/);
    expect((error as { offers: unknown[] }).offers).toEqual([{ text: 'Keep single rows', choices: { sample: undefined } }]);
  });

  test('one user larger than memory is refused, and who asks for no sample too', async () => {
    const rows = Array.from({ length: 300 }, (_, i): Row => ({ user: 'u', item: String(i), click: '1' }));
    await expect(sampleOf(name, rows, { cells: 60 }, 'user')).rejects.toThrow(/the table has more than 60 cells/);
    const file = fileOf((WRITERS[name] as (typeof WRITERS)[string])(rows), { name });
    await expect(readTable(file, { limits: { cells: 60 } })).rejects.toThrow(/the table has more than 60 cells/);
  });
});

test('a key that comes late in a large file takes rows away, not the file', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify(i < 150 ? { a: i } : { a: i, b: 1, c: 2 }));
  const table = await readTable(fileOf(lines.join('\n'), { name: 'rows.jsonl' }), { limits: { cells: 200 }, sample: { seed: 1 } });
  expect(table.columns.map((column) => column.name)).toEqual(['a', 'b', 'c']);
  expect(table.rows * 3).toBeLessThanOrEqual(200);
  expect(textsOf(table).b?.filter((text, row) => (text === '1') !== Number(textsOf(table).a?.[row]) >= 150)).toEqual([]);
});
