import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { encode } from '../encode/encode';
import { LIMITS, type Limits } from '../limits';
import type { ByteSource } from '../source/byte-source';
import { fileOf } from '../test-helpers';
import { readTable } from './read-table';

const MEGABYTE = 1 << 20;

/** A gzip file, made as a stream: `megabytes` of one character after a beginning. */
async function gzipOf(beginning: string, character: string, megabytes: number): Promise<ByteSource & { size: number }> {
  const chunks: Buffer[] = [];
  const gzip = createGzip({ level: 1 });
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  await pipeline(
    Readable.from(
      (function* () {
        yield Buffer.from(beginning);
        for (let i = 0; i < megabytes; i++) yield Buffer.alloc(MEGABYTE, character);
      })(),
    ),
    gzip,
  );
  return fileOf(Buffer.concat(chunks), { name: 'rows.csv.gz' }) as ByteSource & { size: number };
}

test.each([
  ['a line of names', '', 1],
  ['a row', 'a,b\n1,2\n', 3],
])('a small gzip file of 64 MB of commas as %s is refused at its first part', async (_, beginning, line) => {
  const file = await gzipOf(beginning, ',', 64);
  expect(file.size).toBeLessThan(MEGABYTE);
  await expect(readTable(file)).rejects.toThrow(
    `rows.csv.gz, line ${line}: this line has more than 20,000 fields, the most columns that a table may have. Check that the file is a table`,
  );
});

test('one cell of 32 MB, unpacked from a small file, is refused for what it is', async () => {
  const file = await gzipOf('a,b\n1,', 'x', 32);
  await expect(readTable(file)).rejects.toThrow(/^rows\.csv\.gz, line 2: field 2 has more than 4,194,304 characters\. Check that the file is a table/);
});

const rows = (n: number, row: (i: number) => string) => `a,b\n${Array.from({ length: n }, (_, i) => `${row(i)}\n`).join('')}`;

test.each<[what: string, limits: Partial<Limits>, content: string, message: RegExp]>([
  [
    'cells',
    { cells: 100 },
    rows(51, () => '1,2'),
    /^rows\.csv, line 52: the table has more than 100 cells \(2 columns, 50 rows so far\)\. .* at most 50 rows\./,
  ],
  ['columns', { columns: 2 }, 'a,b,c\n1,2,3\n', /^rows\.csv, line 1: this line has more than 2 fields/],
  ['distinct values', { distinct: 10 }, rows(20, (i) => `1,v${i}`), /^rows\.csv, line 12: column "b" has more than 10 different values\. Take/],
  ['bytes of text', { text: 1000 }, rows(50, (i) => `1,v${i}`), /^rows\.csv, line 13: .* more than 1,000 bytes, most of them in column "b"\. Take/],
  ['a name', { name: 5 }, 'a,123456\n1,x\n', /^rows\.csv: the name of column 2 has more than 5 characters \(“123456…”\)\. Give it a shorter/],
  ['a cell', { cell: 5 }, 'a,b\n1,12345\n1,123456\n', /^rows\.csv, line 3: field 2 has more than 5 characters\. Check/],
  ['unpacked bytes', { unpacked: 100 }, rows(50, () => '1,2'), /^rows\.csv: the file holds more than 100 bytes\. Take a part/],
])('a table is refused beyond its limit of %s, and read up to it', async (_, limits, content, message) => {
  await expect(readTable(fileOf(content), { limits })).rejects.toThrow(message);
  await expect(readTable(fileOf(content))).resolves.toMatchObject({ name: 'rows.csv' });
});

test.each<[what: string, limits: Partial<Limits>, content: string]>([
  ['cells', { cells: 100 }, rows(50, () => '1,2')],
  ['columns', { columns: 2 }, 'a,b\n1,2\n'],
  ['distinct values', { distinct: 10 }, rows(10, (i) => `1,v${i}`)],
  ['a name', { name: 5 }, 'a,12345\n1,x\n'],
  ['a cell', { cell: 5 }, 'a,b\n1,12345\n1,"12345"\n'],
  ['unpacked bytes', { unpacked: 24 }, rows(5, () => '1,2')],
])('a table at its limit of %s is read', async (_, limits, content) => {
  await expect(readTable(fileOf(content), { limits })).resolves.toMatchObject({ name: 'rows.csv' });
});

test('the limit of unpacked bytes speaks of unpacking where there was any', async () => {
  const file = fileOf(gzipSync(rows(50, () => '1,2')));
  await expect(readTable(file, { limits: { unpacked: 100 } })).rejects.toThrow('rows.csv: the file holds more than 100 bytes once it is unpacked. ');
});

test('a Map holds as many values as a column may have', () => {
  // One more than 2^24 is refused by the engine itself, and not in words for a person.
  expect(LIMITS.distinct).toBeLessThan(1 << 24);
});

test('a file with more cells than fit is sampled where that is asked for, and that is said with the data and the results', async () => {
  const content = `a,b,c\n${Array.from({ length: 1000 }, (_, i) => `${i},${i % 2},${i % 3}\n`).join('')}`;
  const table = await readTable(fileOf(content), { limits: { cells: 900 }, sample: { seed: 1 } });
  expect(table.sampled).toEqual({ of: 1000, kept: table.rows, share: 0.25 });
  expect(table.rows).toBeGreaterThan(150);
  expect(table.rows).toBeLessThanOrEqual(300);
  const roles = { label: { column: 'b' }, domain: { column: 'c' }, sparse: [], dense: ['a'] };
  const { warnings } = encode(table, completeRunConfig({}, roles));
  expect(warnings[0]?.message).toBe(
    `There are 1,000 rows, more than fit into memory: an even sample of ${table.rows} was kept (a chance of 25 % for each row). All counts and metrics are of the sample.`,
  );
});
