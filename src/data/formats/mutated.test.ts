import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { mutated } from '../../lib/mutate.test-helper';
import { randomStream } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import { fileOf } from '../test-helpers';
import { readTable } from './read-table';

/**
 * Small valid files of every format, each changed at random: it ends with a table or with an error for a person that names the file, in
 * bounded time and memory, and with the limits that the page has. `npm run verify -- --only files` asks for very many.
 */
const FILES = Number(process.env.MUTATED_FILES ?? 500);
/** Of one file. A busy machine may be slow once; then it is asked again. */
const MOST_MS = 2000;
/** Of the whole process: what was read before may not have been let go yet. */
const MOST_BYTES = 3 * 2 ** 30;

const text = (content: string) => new TextEncoder().encode(content);
const rows = Array.from({ length: 12 }, (_, i) => ({
  user: `u${i % 5}`,
  title: i % 3 === 0 ? 'Kolya, "the" boy' : 'é漢🙂',
  price: i / 4,
  tags: ['a', 'b'],
  click: i % 2,
}));
const line = (separator: string) => (row: (typeof rows)[number]) =>
  [row.user, `"${row.title.replaceAll('"', '""')}"`, row.price, row.tags.join('|'), row.click].join(separator);
const delimited = (separator: string) => `user${separator}title${separator}price${separator}tags${separator}click\n${rows.map(line(separator)).join('\n')}\n`;
const csv = delimited(',');
const samples = (folder: string) => {
  const path = join(import.meta.dirname, folder);
  return readdirSync(path).flatMap((name) => (name.endsWith('.parquet') ? [new Uint8Array(readFileSync(join(path, name)))] : []));
};
const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'user', data: rows.map(({ user }) => user), type: 'STRING' },
      { name: 'price', data: rows.map(({ price }, i) => (i === 4 ? null : price)), type: 'DOUBLE' },
      { name: 'click', data: rows.map(({ click }) => click), type: 'INT32' },
    ],
    rowGroupSize: 5,
  }),
);

interface Kind {
  name: string;
  files: Uint8Array[];
  /** What a changed file is packed in, in half of all cases; otherwise what is packed is changed. */
  pack?: (bytes: Uint8Array) => Uint8Array;
}

const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const KINDS: Record<string, Kind> = {
  CSV: { name: 'rows.csv', files: [text(csv), text(csv.replaceAll('\n', '\r\n')), text(`sep=;\n${delimited(';')}`), text(`# a remark\n${csv}`)] },
  'TSV and others': { name: 'rows.tsv', files: [text(delimited('\t')), text(delimited('::')), text(delimited(' | ')), text(delimited('^'))] },
  'other encodings': {
    name: 'rows.txt',
    files: [new Uint8Array(Buffer.from(`\uFEFF${csv}`, 'utf16le')), new Uint8Array(Buffer.from(csv.replaceAll('漢🙂', 'ü'), 'latin1')), text(`\uFEFF${csv}`)],
  },
  RecBole: { name: 'rows.inter', files: [text('user_id:token\titem_id:token\trating:float\ttags:token_seq\nu1\ti1\t3.5\ta b\nu2\ti2\t1\tb\n')] },
  'JSON Lines': { name: 'rows.jsonl', files: [text(rows.map((row) => JSON.stringify(row)).join('\n'))] },
  'JSON lists': {
    name: 'rows.json',
    files: [
      text(JSON.stringify(rows)),
      text(
        JSON.stringify(
          rows.map((row) => ({ ...row, of: { a: [{ b: 1 }] } })),
          null,
          1,
        ),
      ),
    ],
  },
  Parquet: { name: 'rows.parquet', files: [parquet] },
  'Parquet of other writers': { name: 'rows.parquet', files: samples('parquet/samples') },
  gzip: { name: 'rows.csv.gz', files: [text(csv), parquet, text(JSON.stringify(rows))], pack: gzip },
  zip: { name: 'rows.zip', files: [text(csv), parquet], pack: (bytes) => zipSync({ 'rows.csv': bytes, 'set/README.md': text('rows') }) },
  'zip, stored': { name: 'rows.zip', files: [text(csv)], pack: (bytes) => zipSync({ 'rows.csv': bytes }, { level: 0 }) },
};
const ALL = Object.values(KINDS).flatMap(({ files }) => files);

/** A file by its number: the same one each time. */
function fileAt(kind: string, number: number): Uint8Array {
  const { files, pack } = KINDS[kind] as Kind;
  const random = randomStream(number, `mutated ${kind}`);
  const good = files[random.below(files.length)] as Uint8Array;
  const other = ALL[random.below(ALL.length)] as Uint8Array;
  if (!pack) return mutated(good, random, other);
  return random.below(2) === 0 ? pack(mutated(good, random, other)) : mutated(pack(good), random, other);
}

async function outcomeOf(bytes: Uint8Array, name: string): Promise<{ problem?: string; ms: number }> {
  const begun = performance.now();
  const outcome = await readTable(fileOf(bytes, { name }), { sample: { seed: 1 } }).catch((error: unknown) => error);
  const ms = performance.now() - begun;
  if (outcome instanceof UserError) return { ms, ...(!outcome.message.startsWith(name) && { problem: `says no file: ${outcome.message}` }) };
  if (outcome instanceof Error) return { ms, problem: String(outcome.stack) };
  const { rows: count, columns } = outcome as Awaited<ReturnType<typeof readTable>>;
  const whole = columns.every(({ codes, values }) => codes.length === count && codes.every((code) => code < values.length));
  const own = new Set(columns.map((column) => column.name)).size === columns.length;
  return { ms, ...(!(count > 0 && columns.length > 0 && whole && own) && { problem: 'is no whole table' }) };
}

describe('files that were changed at random', () => {
  test.each(Object.keys(KINDS))(
    '%s',
    async (kind) => {
      const { name, files, pack = (bytes: Uint8Array) => bytes } = KINDS[kind] as Kind;
      for (const good of files) expect((await outcomeOf(pack(good), name)).problem).toBeUndefined();
      const problems: string[] = [];
      for (let number = 0; number < FILES / Object.keys(KINDS).length; number++) {
        const bytes = fileAt(kind, number);
        const { problem, ms } = await outcomeOf(bytes, name);
        if (problem) problems.push(`${kind} ${number}: ${problem}`);
        if (ms > MOST_MS && (await outcomeOf(bytes, name)).ms > MOST_MS) problems.push(`${kind} ${number}: took ${Math.round(ms)} ms`);
        const { rss } = process.memoryUsage();
        if (rss > MOST_BYTES) problems.push(`${kind} ${number}: the process holds ${rss} bytes`);
        if (problems.length > 5) break;
      }
      expect(problems).toEqual([]);
    },
    3_600_000,
  );
});
