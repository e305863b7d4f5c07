import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvParser } from './csv-parser.test-helper';

interface Parsed {
  records: string[][];
  /** Line on which each record began. */
  lines: number[];
}

/** Parses `text` cut into pieces of the given lengths, the last of which repeats. */
function parse(text: string, delimiter = ',', pieces: readonly number[] = [text.length], longest?: number): Parsed {
  const parsed: Parsed = { records: [], lines: [] };
  let fields: string[] = [];
  const parser = new CsvParser(
    { delimiter },
    {
      field: (field) => fields.push(field),
      record: (line) => {
        parsed.records.push(fields);
        parsed.lines.push(line);
        fields = [];
      },
    },
    'rows.csv',
    longest,
  );
  for (let at = 0, i = 0; at < text.length; i++) {
    const length = Math.max(1, pieces[Math.min(i, pieces.length - 1)] ?? 1);
    parser.push(text.slice(at, at + length));
    at += length;
  }
  parser.end();
  return parsed;
}

const DELIMITERS = [',', '\t', ';', '|', '::', ':;:'];
/** Texts of the characters that a parser can stumble over, and of any others. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', ';', ':', '\t', '|', '\r', '\n', ' ', 'a', '1', 'é', '漢', '🙂', '\uFEFF'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constant(''),
);
const pieces = fc.oneof(fc.constant([1]), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), fc.constant([1000]));

/** The naive writer: quotes a cell where it must or where `always` says. */
function write(records: string[][], delimiter: string, lineEnd: string, always: boolean, lastEnd: boolean): string {
  const quote = (text: string) => (always || /["\r\n]/.test(text) || [...delimiter].some((c) => text.includes(c)) ? `"${text.replaceAll('"', '""')}"` : text);
  return records.map((record) => record.map(quote).join(delimiter)).join(lineEnd) + (lastEnd ? lineEnd : '');
}

/** How many lines an editor shows before position `end`. */
const linesBefore = (text: string) => text.split(/\r\n|\r|\n/).length;

test('what a naive writer writes is read back, whatever the cells, the line ends and the pieces', () => {
  const records = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(
      records,
      fc.constantFrom(...DELIMITERS),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.boolean(),
      pieces,
      (wanted, delimiter, lineEnd, always, lastEnd, sizes) => {
        // Without a line end the last record of one empty cell is no text at all, so there is nothing to read.
        fc.pre(lastEnd || always || (wanted.at(-1) as string[]).join(delimiter) !== '');
        const text = write(wanted, delimiter, lineEnd, always, lastEnd);
        const got = parse(text, delimiter, sizes);
        expect(got.records).toEqual(wanted);
        const starts = wanted.map((_, r) => write(wanted.slice(0, r), delimiter, lineEnd, always, r > 0));
        expect(got.lines).toEqual(starts.map(linesBefore));
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['LF', 'a,b\n1,2\n'],
  ['CRLF', 'a,b\r\n1,2\r\n'],
  ['lone CR', 'a,b\r1,2\r'],
  ['mixed', 'a,b\r1,2\n'],
  ['no end at the last line', 'a,b\n1,2'],
  ['a quoted last field without end', 'a,b\n1,"2"'],
])('line ends: %s', (_, text) => {
  for (const size of [1, 2, 3, 100])
    expect(parse(text, ',', [size])).toEqual({
      records: [
        ['a', 'b'],
        ['1', '2'],
      ],
      lines: [1, 2],
    });
});

test('an empty line is a record of one empty field', () => {
  expect(parse('a\n\n\r\nb')).toEqual({ records: [['a'], [''], [''], ['b']], lines: [1, 2, 3, 4] });
});

test('nothing is no record; a delimiter alone is two empty fields', () => {
  expect(parse('').records).toEqual([]);
  expect(parse(',').records).toEqual([['', '']]);
  expect(parse('a,').records).toEqual([['a', '']]);
});

test('a quote inside an unquoted field is text', () => {
  expect(parse('5" disk,it"s\n').records).toEqual([['5" disk', 'it"s']]);
});

test.each([1, 2, 7, 1000])('text after a closing quote is named with line and field (pieces of %i)', (size) => {
  expect(() => parse('a,b\n"x\r\ny","2" 3\n', ',', [size])).toThrow(/^rows\.csv, line 3: text follows a closing quote in field 2\. .*twice/);
});

test.each([1, 2, 7, 1000])('a quote without end is named with the line where it opens (pieces of %i)', (size) => {
  expect(() => parse('a,b\n"x\ny",1\nz,"open\n1,2\n3,4\n', ',', [size])).toThrow(/^rows\.csv, line 4: a quote is opened and never closed\. /);
});

test('a quote without end does not swallow a large file first', () => {
  let taken = 0;
  const parser = new CsvParser({ delimiter: ',' }, { field: () => {}, record: () => {} }, 'rows.csv');
  parser.push('a,b\n1,"');
  const line = `${'x'.repeat(1023)}\n`.repeat(64);
  expect(() => {
    for (; taken < 1 << 26; taken += line.length) parser.push(line);
  }).toThrow(/^rows\.csv, line 2: a quote is opened/);
  expect(taken).toBeLessThan(1 << 23);
});

test.each([1, 3, 1000])('a field that is too long is named, with and without quotes (pieces of %i)', (size) => {
  const longest = 4;
  const parse4 = (text: string) => () => parse(text, ',', [size], longest);
  expect(parse4('a,b\n1,2345\n"6789",0\n')().records).toHaveLength(3);
  expect(parse4('a,b\n1,23456\n')).toThrow('rows.csv, line 2: field 2 has more than 4 characters. Check that the file is a table');
  expect(parse4('a,b\n1,23456')).toThrow('rows.csv, line 2: field 2 has more than 4 characters. ');
  expect(parse4('a,b\n1,"23\n456')).toThrow(/^rows\.csv, line 2: a quote is opened and not closed within 4 characters\. Close the quote/);
  // A quote that is closed was not forgotten: the field is too long all the same.
  expect(parse4('a,b\n1,"23456"\n')).toThrow(/^rows\.csv, line 2: (field 2 has more than 4 characters|a quote is opened and not closed within 4)/);
});

test.each([1, 2, 3, 100])('lines above the table are passed over whatever stands in them, and comments (pieces of %i)', (size) => {
  const records: string[][] = [];
  const lines: number[] = [];
  let fields: string[] = [];
  const sink = {
    field: (field: string) => fields.push(field),
    record: (line: number) => {
      records.push(fields);
      lines.push(line);
      fields = [];
    },
  };
  const parser = new CsvParser({ delimiter: ',', skip: 2, comment: '#' }, sink, 'rows.csv');
  const text = 'a "report", of\r\n"open\r\na,b\r\n# a "remark\r\n1,#2\r\n';
  for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
  parser.end();
  expect(records).toEqual([
    ['a', 'b'],
    ['1', '#2'],
  ]);
  expect(lines).toEqual([3, 5]);
  expect(parser.comments).toBe(1);
});

test.each([1, 2, 3, 100])('quotes may be letters like any other (pieces of %i)', (size) => {
  const records: string[] = [];
  const parser = new CsvParser({ delimiter: '\t', quotes: 'text' }, { field: (field) => records.push(field), record: () => {} }, 'rows.csv');
  const text = 'a\t"The Wheel" turns\n"b"\t"c\n';
  for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
  parser.end();
  expect(records).toEqual(['a', '"The Wheel" turns', '"b"', '"c']);
});
