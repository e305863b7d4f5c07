import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileOf, textsOf } from '../test-helpers';
import { readTable } from './read-table';

const read = (content: string | Uint8Array, name = 'rows.csv') => readTable(fileOf(content, { name }));
const PLAIN = 'user,item,click\nu1,a,1\nu2,b,0\nu1,b,1\n';
const WANTED = { user: ['u1', 'u2', 'u1'], item: ['a', 'b', 'b'], click: ['1', '0', '1'] };

test('a table is read into coded columns, with the hash of the bytes', async () => {
  const table = await read(PLAIN);
  expect(textsOf(table)).toEqual(WANTED);
  expect(table.rows).toBe(3);
  expect([...(table.columns[0]?.values ?? [])]).toEqual(['u1', 'u2']);
  // Of its one piece's.
  expect(table.hash).toBe(createHash('sha256').update(createHash('sha256').update(PLAIN).digest()).digest('hex'));
});

test.each([
  ['gzip', gzipSync(PLAIN)],
  ['a byte order mark', `\uFEFF${PLAIN}`],
  ['CRLF', PLAIN.replaceAll('\n', '\r\n')],
  ['no end at the last line', PLAIN.slice(0, -1)],
  ['tabs', PLAIN.replaceAll(',', '\t')],
  ['semicolons', PLAIN.replaceAll(',', ';')],
  ['vertical bars', PLAIN.replaceAll(',', '|')],
  ['all fields quoted', PLAIN.replace(/[^,\n]+/g, '"$&"')],
])('the same table: %s', async (_, content) => {
  expect(textsOf(await read(content))).toEqual(WANTED);
});

test('quoted delimiters, quotes and line ends, texts of any script', async () => {
  const table = await read('id,"title, long",n\n1,"Kolya, ""the"" boy\r\n(1996)",é漢🙂\n2,x,\n');
  expect(textsOf(table)).toEqual({ id: ['1', '2'], 'title, long': ['Kolya, "the" boy\r\n(1996)', 'x'], n: ['é漢🙂', ''] });
});

test('wherever the chunks of bytes are cut, also inside a letter, the table is the same', async () => {
  const content = '\uFEFFname,value\r\n"漢字, ""é""\r\n🙂",1\r\nplain,2\r\n';
  const whole = textsOf(await read(content));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (chunkBytes, pieceBytes, packed) => {
      const bytes = new TextEncoder().encode(content);
      const table = await readTable(fileOf(packed ? gzipSync(bytes) : bytes, { chunkBytes }), { pieceBytes, choices: { delimiter: ',' } });
      expect(textsOf(table)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

test('empty lines are passed over and said', async () => {
  const table = await read('a,b\n1,2\n\n3,4\n\n');
  expect(table.rows).toBe(2);
  expect(table.warnings).toEqual([{ message: 'Empty lines were skipped.', where: 'line 3' }]);
});

describe('a bad file is refused with place and remedy', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const cases: [what: string, content: string | Uint8Array, message: RegExp][] = [
    ['empty', '', /^rows\.csv: the file is empty\. Choose/],
    ['blank lines only', '\n\n \n', /^rows\.csv: the file is empty\. Choose/],
    ['a header only', 'a,b\n', /^rows\.csv, line 1: the file has a header and no rows\. /],
    [
      'too few fields',
      'a,b\n1,2\n3\n',
      /^rows\.csv, line 3: this line has 1 field, but the header has 2 columns\. Every line needs 2 fields, separated by commas/,
    ],
    ['too many fields', 'a,b\n"x\ny",2\n1,2,3\n', /^rows\.csv, line 4: this line has 3 fields, but the header has 2 columns\. /],
    [
      'one column',
      'a:b\n1:2\n',
      /^rows\.csv, line 1: split at commas, the first line gives only one column \("a:b"\)\. Separate the columns with commas, tabs/,
    ],
    ['a quote without end', 'a,b\n1,"2\n3,4\n', /^rows\.csv, line 2: a quote is opened and never closed\. /],
    ['binary', Uint8Array.of(97, 44, 98, 10, 0, 1, 2), /^rows\.csv: this is a binary file \(byte 5 is zero\)/],
    ['zeros further on', utf8(`a,b\n${'1,2\n'.repeat(100_000)}\0`), /^rows\.csv: this is a binary file \(byte 400005 is zero\)/],
    [
      'the beginning of a zip archive',
      Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0),
      /^rows\.csv: the zip archive is damaged: it is cut off, for its end .* Download/,
    ],
    ['the beginning of a Parquet file', utf8('PAR1\x15\x04'), /^rows\.csv: the Parquet file is damaged, or of a kind that is not read here/],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1), /^rows\.csv: this is an old Excel workbook, not a table in text form\. .*CSV/],
    [
      'one damaged letter among good ones',
      Uint8Array.of(...utf8('a,b\n1,é\nG'), 0xfc, ...utf8('nther,3\n')),
      /^rows\.csv, line 3: a letter is damaged: its bytes are no UTF-8, though other letters of the file are\. Save/,
    ],
    ['a letter cut off at the end, after good ones', Uint8Array.of(...utf8('a,b\né,'), 0xe6, 0xbc), /^rows\.csv, line 2: a letter is damaged/],
    ['gzip cut off', gzipSync(PLAIN.repeat(2000)).subarray(0, 60), /^rows\.csv: the gzip data is damaged or cut off\. /],
    ['gzip of nothing', gzipSync(''), /^rows\.csv: the file is empty\. /],
  ];
  test.each(cases)('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});

test('the line that is not UTF-8 is counted over all pieces', async () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode('é,b\n1,2\n3,4\nG'), 0xfc, ...new TextEncoder().encode('nther,5\n'));
  await expect(readTable(fileOf(bytes), { pieceBytes: 3 })).rejects.toThrow(/^rows\.csv, line 4: a letter is damaged/);
});

test('reading can be cancelled, and tells how far it is', async () => {
  const content = `a,b\n${'1,2\n'.repeat(200_000)}`;
  const cancel = new AbortController();
  const seen: number[] = [];
  const reading = readTable(fileOf(content), {
    signal: cancel.signal,
    onProgress: ({ done, total, rows }) => {
      seen.push(done / (total as number));
      if ((rows as number) > 50_000) cancel.abort();
    },
  });
  await expect(reading).rejects.toThrow('rows.csv: reading was cancelled.');
  expect(seen.length).toBeGreaterThan(2);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  expect(seen.at(-1)).toBeLessThan(0.9);
});
