import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { UserError } from '../../lib/user-error';
import type { ReadChoices } from '../../protocol/reading';
import { fileOf } from '../test-helpers';
import { readTable } from './read-table';

/** Whatever is given, it ends with a table or with an error that names the file, soon. */

const piece = fc.oneof(
  fc.constantFrom(
    ',',
    ';',
    '\t',
    '|',
    '::',
    '^',
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    '#',
    '%',
    'sep=;',
    ' ',
    '\u0000',
    '\uFEFF',
    '{',
    '}',
    '[',
    ']',
    ':',
    '{"a":1}\n',
  ),
  fc.constantFrom('user', 'user:token', 'click', '1', '0', '3,14', '1.234,56', '1e999', '-0', '1_000', 'NA', '2024-01-02', 'é漢🙂', '=1+1', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((parts) => new TextEncoder().encode(parts.join('')));
const bytes = fc.oneof(
  text,
  text.map((each) => new Uint8Array(Buffer.from(new TextDecoder().decode(each), 'utf16le'))),
  text.map((each) => new Uint8Array(Buffer.from(new TextDecoder().decode(each), 'latin1'))),
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.constantFrom([0x50, 0x4b, 3, 4], [0x50, 0x41, 0x52, 0x31], [0x1f, 0x8b], [0xff, 0xfe], [0x5b, 0x7b]), fc.uint8Array({ maxLength: 300 }))
    .map(([magic, rest]) => Uint8Array.of(...magic, ...rest)),
  text.map((each) => new Uint8Array(gzipSync(each))),
  fc.tuple(text, fc.nat({ max: 40 })).map(([each, cut]) => new Uint8Array(gzipSync(each)).slice(0, -1 - cut)),
  text.map((each) => zipSync({ 'rows.csv': each })),
);
const choices: fc.Arbitrary<ReadChoices> = fc.record(
  {
    encoding: fc.constantFrom('utf-8', 'windows-1252', 'utf-16le', 'shift_jis', 'gb18030'),
    delimiter: fc.constantFrom(',', '::', 'aa', ' ', '"', '\n'),
    header: fc.boolean(),
    ragged: fc.constantFrom('refuse', 'skip'),
    quotes: fc.constant('text'),
    decimal: fc.constantFrom(',', '.'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ReadChoices>;

test('any bytes, however they are said to be read', async () => {
  const limits = { columns: 50, cells: 2000, cell: 100, object: 400, unpacked: 10_000 };
  await fc.assert(
    fc.asyncProperty(bytes, choices, fc.constantFrom('rows.csv', 'rows.json', 'rows'), fc.constantFrom(1, 7, 1000), async (content, said, name, pieceBytes) => {
      const outcome = await readTable(fileOf(content, { name }), { choices: said, limits, pieceBytes }).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(UserError);
        expect(outcome.message.startsWith(name)).toBe(true);
        return;
      }
      const table = outcome as Awaited<ReturnType<typeof readTable>>;
      expect(table.rows).toBeGreaterThan(0);
      expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length);
      for (const { codes, values } of table.columns) {
        expect(codes.length).toBe(table.rows);
        expect(codes.every((code) => code < values.length)).toBe(true);
      }
      expect(table.readings?.[0]).toMatchObject({ name, rows: table.rows });
    }),
    { numRuns: 1500 },
  );
}, 120_000);

const many = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join(',');
test.each<[what: string, content: string, wanted: { rows?: number; columns?: number; message?: RegExp }]>([
  ['5,000 columns', `${many(5000, (i) => `c${i}`)}\n${many(5000, String)}\n`, { rows: 1, columns: 5000 }],
  ['a cell of 100,000 characters', `a,b\n1,${'x'.repeat(100_000)}\n`, { rows: 1, columns: 2 }],
  ['a quoted cell of 100,000 characters', `a,b\n1,"${'x\n'.repeat(50_000)}"\n2,y\n`, { rows: 2, columns: 2 }],
  ['lines that end in CR alone', 'a,b\r1,2\r3,4\r', { rows: 2, columns: 2 }],
  ['one row', 'a,b\n1,2', { rows: 1, columns: 2 }],
  ['a header alone', 'a,b\n', { message: /^rows\.csv, line 1: the file has a header and no rows/ }],
  ['nothing but line ends', '\n\r\n\r', { message: /^rows\.csv: the file is empty/ }],
  ['remarks alone', '# a\n# b\n', { message: /^rows\.csv: every line of the file begins with #/ }],
  ['a zero within', `a,b\n${'1,2\n'.repeat(20)}1,\0\n`, { message: /^rows\.csv: this is a binary file \(byte 87 is zero\)/ }],
  ['empty names', ',,\n1,2,3\n4,5,6\n', { rows: 2, columns: 3 }],
])('%s', async (_, content, { rows, columns, message }) => {
  const outcome = await readTable(fileOf(content)).catch((error: unknown) => error);
  if (message) expect(String((outcome as Error).message)).toMatch(message);
  else expect({ rows: (outcome as { rows: number }).rows, columns: (outcome as { columns: unknown[] }).columns?.length }).toEqual({ rows, columns });
});
