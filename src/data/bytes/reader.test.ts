import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../lib/user-error';
import { LIMITS } from '../limits';
import { Held } from '../table/held';
import { layoutOf, piecesOf, readBytes, readTexts } from './oracle.test-helper';
import { DelimitedReader } from './reader';

const utf8 = (text: string) => new TextEncoder().encode(text);
const namesOf = (width: number) => Array.from({ length: width }, (_, c) => `c${c}`);

/** Texts of what a parser can stumble over, and of any other letters, some longer than a word of the machine. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', ';', ':', '\t', '\r', '\n', ' ', 'a', '1', 'é', '漢', '🙂', '\uFEFF'), maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\0')),
  fc.constantFrom('', 'x', '1234567', '12345678', '1234567890123456789', 'y'.repeat(254), 'y'.repeat(255), 'y'.repeat(300)),
);
const pieces = fc.oneof(fc.constant([1]), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), fc.constant([1000]));
const table = fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

/** The naive writer: quotes a cell where it must or where `always` says. */
function write(records: readonly (readonly string[])[], delimiter: string, end: string, always: boolean, lastEnd: boolean): string {
  const quote = (text: string) =>
    always || /["\r\n]/.test(text) || text.includes(delimiter) || delimiter.includes(text.at(-1) ?? '-') ? `"${text.replaceAll('"', '""')}"` : text;
  return records.map((record) => record.map(quote).join(delimiter)).join(end) + (lastEnd ? end : '');
}

const rowsOf = (got: Awaited<ReturnType<typeof readBytes>>) => {
  if ('says' in got) throw new Error(got.says);
  return Array.from({ length: got.rows }, (_, row) => got.columns.map(({ codes, values }) => values[codes[row] as number]));
};

test('what a naive writer writes is read back, whatever the cells, the delimiter, the line ends and the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', '\t', ';', '|', '::', '§', 'é|'),
      lineEnd,
      fc.boolean(),
      fc.boolean(),
      pieces,
      async (wanted, delimiter, end, always, lastEnd, lengths) => {
        const bytes = utf8(write(wanted, delimiter, end, always, lastEnd));
        fc.pre(bytes[0] !== 0xef);
        expect(rowsOf(await readBytes(bytes, layoutOf(namesOf(wanted[0]?.length as number), { delimiter }), lengths))).toEqual(wanted);
      },
    ),
    { numRuns: 400 },
  );
});

test('papaparse reads the same cells of all valid text', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', '\t', ';', '|'), lineEnd, fc.boolean(), fc.boolean(), async (wanted, delimiter, end, always, lastEnd) => {
      const text = write(wanted, delimiter, end, always, lastEnd);
      fc.pre(!text.startsWith('\uFEFF'));
      const { data } = Papa.parse<string[]>(text, { delimiter, newline: end });
      // Papaparse makes a last line end into one more record of an empty field.
      const records = lastEnd ? data.slice(0, -1) : data;
      expect(rowsOf(await readBytes(utf8(text), layoutOf(namesOf(wanted[0]?.length as number), { delimiter })))).toEqual(records);
    }),
    { numRuns: 300 },
  );
});

test('whatever the text, the table or the error is that of the parser of texts, codes and first empty line too', async () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a', 'b', ' ', 'é'), maxLength: 30 }),
    fc
      .array(fc.constantFrom('a', 'bc', '"', '""', ',', ',', '\n', '\r\n', '\r', 'é', '\u00A0', '\u2003', 'xxxxxxxxxxx'), { maxLength: 30 })
      .map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, pieces, fc.constantFrom(3, 10, 1000), async (content, lengths, longest) => {
      // A line of blanks alone is an empty one to the reader of bytes, and, where it is long, a cell that is too long to the other.
      fc.pre(!content.split(/\r\n|\r|\n/).some((line) => line.trim() === '' && line.length > longest));
      const [bytes, layout] = [utf8(content), layoutOf(namesOf(2))];
      const [got, wanted] = [await readBytes(bytes, layout, lengths, { cell: longest }), readTexts(bytes, layout, lengths, { cell: longest })];
      // Of a cell that is too long each tells at a moment of its own.
      if (longest < 1000 && 'says' in wanted) expect(got).toHaveProperty('says');
      else expect(got).toEqual(wanted);
    }),
    { numRuns: 3000 },
  );
});

test('arbitrary bytes end in a table or in words for a person, the same wherever they are cut', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .array(fc.constantFrom(0, 10, 13, 34, 44, 58, 65, 0xc3, 0xa9, 0xe6, 0xf0, 0xff, 0xef, 0xbb, 0xbf), { maxLength: 60 })
      .map((list) => Uint8Array.from(list)),
  );
  const layout = fc.record({
    delimiter: fc.constantFrom(',', '::'),
    skip: fc.integer({ min: 0, max: 2 }),
    header: fc.boolean(),
    trailing: fc.boolean(),
    ragged: fc.constantFrom<('refuse' | 'skip')[]>('refuse', 'skip'),
    comment: fc.constantFrom('A', '#'),
    quotes: fc.constantFrom<('text' | undefined)[]>('text', undefined),
  });
  await fc.assert(
    fc.asyncProperty(bytes, layout, pieces, async (content, { quotes, ...form }, lengths) => {
      const full = layoutOf(namesOf(2), { ...form, ...(quotes && { quotes }) });
      const whole = await readBytes(content, full);
      // A zero is told of with the piece that it stands in.
      if (!content.includes(0)) expect(await readBytes(content, full, lengths)).toEqual(whole);
    }),
    { numRuns: 2000 },
  );
});

/** Lines of 3 fields by some hundreds, most of them as they should be: enough that 64 bytes hold several, or a part of one. */
const manyLines = fc.array(
  fc.oneof(
    {
      weight: 40,
      arbitrary: fc.array(
        fc.constantFrom(
          'a',
          '12',
          '',
          '"q"',
          '""',
          '"x,y"',
          '"::"',
          '"d""q"',
          '1234567',
          '12345678',
          'é',
          'a long text of many letters',
          `"two\nlines ${'x'.repeat(60)}"`,
        ),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom('b', '"two\nlines"', '"two\r\nlines"', '"""', 'a"b', '"a"b', '#', '\r', '"one\rtwo"', ':', ''), { maxLength: 5 }),
    },
  ),
  { minLength: 20, maxLength: 200 },
);

test('rows that lie whole in a piece are those that come byte by byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      manyLines,
      fc.constantFrom(',', '::', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.record(
        { trailing: fc.boolean(), ragged: fc.constantFrom<('refuse' | 'skip')[]>('refuse', 'skip', 'skip'), comment: fc.constantFrom('#', '1') },
        { requiredKeys: ['trailing', 'ragged'] },
      ),
      fc.option(fc.constant<'text'>('text'), { nil: undefined, freq: 8 }),
      fc.integer({ min: 1, max: 300 }),
      async (records, delimiter, end, extra, quotes, piece) => {
        const bytes = utf8(records.map((record) => record.join(delimiter) + (extra.trailing && record.length % 2 ? delimiter : '')).join(end));
        const layout = layoutOf(namesOf(3), { delimiter, ...extra, ...(quotes && { quotes }) });
        const byByte = await readBytes(bytes, layout, [1]);
        expect(await readBytes(bytes, layout)).toEqual(byByte);
        expect(await readBytes(bytes, layout, [piece])).toEqual(byByte);
      },
    ),
    { numRuns: 300 },
  );
});

test('a dictionary that grows gives every text its own code, short ones and long ones', async () => {
  const texts = Array.from({ length: 70_000 }, (_, i) => [
    String((i * 7919) % 70_001),
    `an id of some length ${i % 66_000}`,
    String(i % 300),
    'é'.repeat(i % 200),
  ]);
  const got = await readBytes(utf8(write(texts, ',', '\n', false, true)), layoutOf(namesOf(4)));
  expect(rowsOf(got)).toEqual(texts);
  if ('says' in got) return;
  for (const { codes, values } of got.columns) {
    expect(new Set(values).size).toBe(values.length);
    // In the order in which texts come.
    let most = -1;
    let skipped = 0;
    for (const code of codes) {
      if (code > most + 1) skipped++;
      most = Math.max(most, code);
    }
    expect(skipped).toBe(0);
  }
});

test('codes are as wide as the distinct texts need', async () => {
  const rows = Array.from({ length: 70_000 }, (_, i) => [String(i % 256), String(i % 257), String(i % 65_536), String(i % 65_537)]);
  const reader = await DelimitedReader.start({ layout: layoutOf(namesOf(4)), limits: LIMITS, fileName: 'rows.csv' });
  for (const piece of piecesOf(utf8(write(rows, ',', '\n', false, true)), [100_000])) reader.push(piece);
  expect(reader.finish().columns.map(({ codes }) => codes.constructor.name)).toEqual(['Uint8Array', 'Uint16Array', 'Uint16Array', 'Int32Array']);
});

describe('how the text lies in its file', () => {
  const read = async (text: string, extra: Parameters<typeof layoutOf>[1], size: number) => readBytes(utf8(text), layoutOf(['a', 'b'], extra), [size]);
  test.each([1, 2, 3, 5, 1000])('lines before the header, comments, empty lines (pieces of %i)', async (size) => {
    const got = await read('#,made "by\nReport\n\n\r\na,b\n# no row, "\n1,2\n\n#\r3,#4\n#', { skip: 3, header: true, comment: '#' }, size);
    expect(rowsOf(got)).toEqual([
      ['1', '2'],
      ['3', '#4'],
    ]);
    expect(got).toMatchObject({ emptyLine: 4 });
  });
  test.each([1, 2, 1000])('every line ends in a delimiter, or lacks it (pieces of %i)', async (size) => {
    expect(rowsOf(await read('1,2,\n3,4\n5,,\n,6,', { trailing: true }, size))).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', ''],
      ['', '6'],
    ]);
    expect(await read('1,2,x\n', { trailing: true }, size)).toMatchObject({ says: expect.stringContaining('line 1: this line has 3 fields') });
    expect(await read('1,2,""\n', { trailing: true }, size)).toMatchObject({ says: expect.stringContaining('line 1: this line has 3 fields') });
  });
  test.each([1, 2, 1000])('lines with other numbers of fields are passed over, counted and shown (pieces of %i)', async (size) => {
    const got = await read('1,2\r\nonly\r\n"x\ny",7,"8"\r\n3,4\r\n5', { ragged: 'skip' }, size);
    expect(rowsOf(got)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    // Nothing of them is in the dictionaries.
    expect(got).toMatchObject({ columns: [{ values: ['1', '3'] }, { values: ['2', '4'] }] });
    expect(got.ragged).toEqual({
      count: 3,
      first: [
        { line: 2, text: 'only' },
        { line: 3, text: '"x\ny",7,"8"' },
        { line: 6, text: '5' },
      ],
    });
  });
  test.each([1, 2, 1000])('quotes may be letters (pieces of %i)', async (size) => {
    expect(rowsOf(await read('"x,y"\n5",6\n', { quotes: 'text' }, size))).toEqual([
      ['"x', 'y"'],
      ['5"', '6'],
    ]);
  });
  test.each([1, 2, 3, 4, 1000])('a byte order mark is no text; what only begins like one is (pieces of %i)', async (size) => {
    expect(rowsOf(await read('\uFEFF1,2\n', {}, size))).toEqual([['1', '2']]);
    expect(rowsOf(await read('\uFEFF"1",2\n', {}, size))).toEqual([['1', '2']]);
    expect(rowsOf(await read('\uFEFA1,2\n', {}, size))).toEqual([['\uFEFA1', '2']]);
    expect(rowsOf(await read('1,\uFEFF2\n', {}, size))).toEqual([['1', '\uFEFF2']]);
  });
});

test.each([1, 4, 1000])('a line that is no UTF-8 is named, lines in quotes counted (pieces of %i)', async (size) => {
  const bytes = Uint8Array.of(...utf8('1,2\r\n"x\r\ny\n'), 0xfc, ...utf8('z",3\n'));
  expect(await readBytes(bytes, layoutOf(['a', 'b']), [size])).toEqual({ says: expect.stringMatching(/^rows\.csv, line 4: this is not UTF-8 text\. Save/) });
});

test('a cell of megabytes, and as many line ends in quotes, are read', async () => {
  const long = `${'x'.repeat(1000)}\n`.repeat(2000);
  const got = await readBytes(utf8(`1,"${long}"\n2,"${long.replaceAll('x', 'y')}"\n3,4`), layoutOf(['a', 'b']), [10_000]);
  expect(rowsOf(got)).toEqual([
    ['1', long],
    ['2', long.replaceAll('x', 'y')],
    ['3', '4'],
  ]);
});

/** What a table takes for good: its codes, its texts, and 8 bytes for each where it lies. */
function kept(columns: Awaited<ReturnType<DelimitedReader['finish']>>['columns']): number {
  return columns.reduce((sum, { codes, values }) => {
    let bytes = 0;
    for (let i = 0; i < values.length; i++) bytes += (values.ends[i] as number) - (values.starts[i] as number) + 8;
    return sum + codes.byteLength + bytes;
  }, 0);
}

test.each<[what: string, row: (i: number) => string[], rows: number]>([
  ['ids of 19 digits, all different', (i) => [String(10n ** 18n + BigInt(i) * 7919n), `${i % 3}`], 1_000_000],
  ['few values', (i) => [`${i % 7}`, `${i % 100}`, `${i % 3000}`], 2_000_000],
])('at no time more than 1.5 times codes and vocabularies and 32 MB are held: %s', async (_, row, rows) => {
  const held = new Held();
  const names = namesOf(row(0).length);
  const reader = await DelimitedReader.start({ layout: layoutOf(names), limits: LIMITS, fileName: 'rows.csv', held });
  for (let i = 0; i < rows; i += 1000) {
    let text = '';
    for (let j = i; j < i + 1000; j++) text += `${row(j).join(',')}\n`;
    reader.push(utf8(text));
  }
  const { columns } = reader.finish();
  expect(held.most).toBeGreaterThan(kept(columns) * 0.9);
  expect(held.most).toBeLessThan(1.5 * kept(columns) + 32 * 2 ** 20);
});

test('errors are for a person', async () => {
  await expect(
    DelimitedReader.start({ layout: layoutOf(['a', 'b']), limits: LIMITS, fileName: 'x' }).then((reader) => reader.push(utf8('1\n'))),
  ).rejects.toThrow(UserError);
});
