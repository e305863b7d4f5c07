import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';

const written = (columnData: ColumnSource[], options: object = {}) => new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
const read = async (bytes: Uint8Array, options = {}) => await readTable(fileOf(bytes, { name: 'rows.parquet' }), options);

test('numbers, texts, booleans, dates and lists become the texts that name them exactly', async () => {
  const table = await read(
    written([
      { name: 'whole', data: [1, -2, null], type: 'INT32' },
      { name: 'id', data: [208310224003697457n, 208310224003697458n, null], type: 'INT64' },
      { name: 'single', data: [3.12, 0.1, null], type: 'FLOAT' },
      { name: 'double', data: [3.12, 1e21, 5], type: 'DOUBLE' },
      { name: 'yes', data: [true, false, null], type: 'BOOLEAN' },
      { name: 'when', data: [new Date('2024-02-29T12:00:00Z'), new Date('1969-12-31T23:59:59.5Z'), null], type: 'TIMESTAMP' },
      { name: 'text', data: ['é漢🙂', '', null], type: 'STRING' },
    ]),
  );
  expect(textsOf(table)).toEqual({
    whole: ['1', '-2', ''],
    id: ['208310224003697457', '208310224003697458', ''],
    single: ['3.12', '0.1', ''],
    double: ['3.12', '1e+21', '5'],
    yes: ['true', 'false', ''],
    when: ['2024-02-29T12:00:00Z', '1969-12-31T23:59:59.500Z', ''],
    text: ['é漢🙂', '', ''],
  });
  expect(table.readings?.[0]).toMatchObject({
    format: 'Parquet',
    rows: 3,
    types: [
      { column: 'whole', type: 'integer' },
      { column: 'id', type: 'integer' },
      { column: 'single', type: 'float' },
      { column: 'double', type: 'float' },
      { column: 'yes', type: 'boolean' },
      { column: 'when', type: 'date' },
      { column: 'text', type: 'text' },
    ],
  });
});

test('what the library itself reads is what is read, whatever row groups and pages', async () => {
  const rows = fc.array(fc.record({ a: fc.option(fc.string({ maxLength: 12 })), b: fc.option(fc.maxSafeInteger()), c: fc.option(fc.double()) }), {
    minLength: 1,
    maxLength: 200,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 40, max: 4000 }), async (data, rowGroupSize, pageSize) => {
      const bytes = written(
        [
          { name: 'a', data: data.map(({ a }) => a), type: 'STRING' },
          { name: 'b', data: data.map(({ b }) => (b === null ? null : BigInt(b))), type: 'INT64' },
          { name: 'c', data: data.map(({ c }) => c), type: 'DOUBLE' },
        ],
        { rowGroupSize, pageSize },
      );
      const own = await parquetReadObjects({ file: bytes.slice().buffer });
      const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
      expect(textsOf(await read(bytes))).toEqual({ a: own.map((row) => text(row.a)), b: own.map((row) => text(row.b)), c: own.map((row) => text(row.c)) });
    }),
    { numRuns: 40 },
  );
});

test('a column of structures becomes a column for each part; lists become one cell', async () => {
  const data = [{ name: 'anna', age: 31, tags: ['a', 'b'] }, { name: 'bert', tags: [] }, null];
  const table = await read(
    written([{ name: 'user', data }], {
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'user', repetition_type: 'OPTIONAL', num_children: 3 },
        { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'age', type: 'INT32', repetition_type: 'OPTIONAL' },
        { name: 'tags', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ],
    }),
  );
  expect(textsOf(table)).toEqual({ 'user.name': ['anna', 'bert', ''], 'user.age': ['31', '', ''], 'user.tags': ['a|b', '', ''] });
});

test('out of gzip it is read from memory', async () => {
  const bytes = written([{ name: 'a', data: ['x', 'y'], type: 'STRING' }]);
  expect(textsOf(await read(new Uint8Array(gzipSync(bytes))))).toEqual({ a: ['x', 'y'] });
});

test('a file that claims more rows than a table may have is refused before it is read', async () => {
  const bytes = written([{ name: 'a', data: Array.from({ length: 60 }, (_, i) => i), type: 'INT32' }]);
  await expect(read(bytes, { limits: { cells: 50 } })).rejects.toThrow('rows.parquet: the table has more than 50 cells (1 columns, 60 rows). ');
  await expect(read(written([{ name: 'a', data: ['x'.repeat(50)], type: 'STRING' }]), { limits: { cell: 40 } })).rejects.toThrow(
    'rows.parquet, column “a”, row 1: a cell has more than 40 characters. ',
  );
});

test('reading can be cancelled between columns', async () => {
  const bytes = written([{ name: 'a', data: Array.from({ length: 500 }, (_, i) => i), type: 'INT32' }], { rowGroupSize: 10 });
  const cancel = new AbortController();
  const reading = read(bytes, { signal: cancel.signal, onProgress: ({ rows }: { rows?: number }) => (rows ?? 0) > 100 && cancel.abort() });
  await expect(reading).rejects.toThrow('rows.parquet: reading was cancelled.');
});

test('a run that claims more values than its page is refused at once', async () => {
  const data = Array.from({ length: 100 }, (_, i) => (i % 9 === 0 ? null : i));
  const bytes = written([{ name: 'a', data, type: 'INT32', statistics: false, codec: 'UNCOMPRESSED', encoding: 'PLAIN' }]);
  // The levels that tell what is missing are the first bytes behind the page's header; each change makes one of them another run.
  const outcomes = new Set<string>();
  for (let at = 4; at < 60; at++) {
    for (const run of [
      [0xfe, 0xff, 0xff, 0xff, 0x0f],
      [0x80, 0x80, 0x80, 0x80, 0x08],
    ]) {
      const changed = bytes.slice();
      changed.set(run, at);
      outcomes.add(
        await read(changed).then(
          () => 'read',
          (error: Error) => error.message,
        ),
      );
    }
  }
  expect([...outcomes].join()).toContain('a run of values is longer than its page');
}, 20_000);

test('whatever byte is wrong, it ends with a table or an error that names the file', async () => {
  const good = written(
    [
      { name: 'a', data: Array.from({ length: 100 }, (_, i) => `v${i % 7}`), type: 'STRING' },
      { name: 'b', data: Array.from({ length: 100 }, (_, i) => (i % 9 === 0 ? null : i)), type: 'INT32' },
    ],
    { rowGroupSize: 40 },
  );
  const change = fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(change, fc.option(fc.nat({ max: good.length })), async (changes, cut) => {
      const bytes = good.slice(0, cut ?? good.length);
      for (const [at, byte] of changes) if (at >= 4 && at < bytes.length) bytes[at] = byte;
      if (bytes.length < 4) return;
      const outcome = await read(bytes, { limits: { cells: 100_000 } }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome.message).toMatch(/^rows\.parquet(, column “.*”)?(, row [\d,]+)?: /s);
      else expect((outcome as { rows: number }).rows).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
}, 60_000);
