import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnOf } from '../test-helpers';
import { missingBy } from './missing';
import { numbersOfCells, readingOf } from './numbers';
import { plainNumber } from './plain-number';

const numbers = (texts: string[], extra = {}) => {
  const found = readingOf(columnOf('n', texts, extra)).numbers;
  return found && Array.from(found);
};

test.each<[what: string, texts: string[], numbers: number[]]>([
  ['plain', ['1', '-2.5', '+3', '.5', '7.', '1e3', ' 9 '], [1, -2.5, 3, 0.5, 7, 1000, 9]],
  ['minus zero is zero', ['-0', '-0.0', '1'], [0, 0, 1]],
  ['missing words', ['1', 'NA', '', 'null', '\\N', '2'], [1, NaN, NaN, NaN, NaN, 2]],
  ['a decimal comma', ['3,14', '2', '-0,5'], [3.14, 2, -0.5]],
  ['with points between thousands', ['1.234,56', '7.000', '12,5', '1.234.567'], [1234.56, 7000, 12.5, 1234567]],
  ['commas between thousands', ['1,234', '12,345,678.5', '999'], [1234, 12345678.5, 999]],
  ['no thousands, where a group is short', ['1,234', '1,5'], [1.234, 1.5]],
  ['no thousands, where nothing stands before the comma', ['0,234', '0,500'], [0.234, 0.5]],
  ['low lines', ['1_000', '20_000_000', '5'], [1000, 20000000, 5]],
  ['apostrophes', ['1’234.5', '2’000'], [1234.5, 2000]],
  ['narrow spaces', ['1\u202f234,5', '3,5'], [1234.5, 3.5]],
  ['a currency', ['$3.50', '-$4', '$1,200.00', '0'], [3.5, -4, 1200, 0]],
  ['behind', ['3,50 €', '4 €'], [3.5, 4]],
  ['per cent', ['12 %', '7.5%', '0'], [12, 7.5, 0]],
])('numbers: %s', (_, texts, expected) => {
  expect(numbers(texts)).toEqual(expected);
  for (const number of numbers(texts) ?? []) expect(Object.is(number, -0)).toBe(false);
});

test.each<[what: string, texts: string[]]>([
  ['beyond what a double holds', ['1', '1e999']],
  ['infinite', ['1', 'Infinity']],
  ['two units', ['$3', '4 €']],
  ['words', ['1', 'two']],
  ['nothing', ['', 'NA']],
  ['a low line that parts no thousands', ['1_2', '3_4']],
  ['three in a cell', ['1,2,3', '4']],
  ['hexadecimal', ['0x10', '0b1']],
  ['a sign alone', ['-', '1']],
  ['times', ['2024-01-02', '2024-01-03']],
])('no numbers: %s', (_, texts) => expect(numbers(texts)).toBeUndefined());

test('whole floats are whole; digits beyond 2^53 are ids, unless they stand among fractions', () => {
  expect(readingOf(columnOf('n', ['3001.0', '3002.0', '']))).toMatchObject({ whole: true, padded: false });
  expect(readingOf(columnOf('n', ['3001.0', '0.5'])).whole).toBe(false);
  expect(readingOf(columnOf('n', ['00012', '7']))).toMatchObject({ whole: true, padded: true });
  const ids = readingOf(columnOf('n', ['208310224003697457', '208310224003697458', '5']));
  expect(ids.numbers).toBeUndefined();
  expect(ids.notes).toEqual(['Whole numbers as long as 208310224003697457 are ids, read as text.']);
  expect(numbers(['9007199254740991', '9007199254740992'])).toBeUndefined();
  expect(numbers(['9007199254740991', '-9007199254740991'])).toEqual([9007199254740991, -9007199254740991]);
  expect(numbers(['0.5', '340282346638528859811704183484516925440'])).toEqual([0.5, 3.4028234663852886e38]);
});

test('what a file says of its decimal sign comes first', () => {
  expect(numbers(['1,234', '5,678'])).toEqual([1234, 5678]);
  expect(numbers(['1,234', '5,678'], { decimal: ',' })).toEqual([1.234, 5.678]);
  expect(numbers(['1.234', '5.678'], { decimal: ',' })).toEqual([1234, 5678]);
  expect(numbers(['1.5', '2.5'], { decimal: ',' })).toEqual([1.5, 2.5]);
  expect(numbers(['1,5', '2,5'], { decimal: '.' })).toBeUndefined();
  expect(readingOf(columnOf('n', ['007', '8'], { decimal: ',' }))).toMatchObject({ padded: true });
});

test('what looks like numbers and is not says which text is in the way', () => {
  expect(readingOf(columnOf('n', ['1', '2', '3', 'about 4'])).notes).toEqual([
    'Looks like numbers, but is read as text: 3 of 4 different values are, "about 4" is not.',
  ]);
  expect(readingOf(columnOf('n', ['1', 'b', 'c', 'd'])).notes).toEqual([]);
  expect(readingOf(columnOf('n', ['3,5', '4,5'])).notes).toEqual(['Numbers are read from cells such as "3,5".']);
});

test('other words may say that a value is missing, numbers too', () => {
  const column = columnOf('n', ['1', '-1', 'unknown', 'NA']);
  expect(readingOf(column).numbers).toBeUndefined();
  const own = missingBy(['-1', 'unknown', 'NA']);
  expect(readingOf(column, own).numbers).toEqual(Float64Array.of(1, NaN, NaN, NaN));
  expect(readingOf(column).numbers).toBeUndefined();
});

test('a column is read once for the same words', () => {
  const column = columnOf('n', ['1', '-1']);
  expect(readingOf(column, missingBy(['-1', 'x']))).toBe(readingOf(column, missingBy(['-1', 'x'])));
  expect(readingOf(column, missingBy(['x']))).not.toBe(readingOf(column, missingBy(['-1', 'x'])));
  expect(readingOf(column, missingBy(['-1", "x']))).not.toBe(readingOf(column, missingBy(['-1', 'x'])));
});

test('cell by cell: numbers in the form of their column, and what is none', () => {
  const cells = (texts: string[], extra = {}) => Array.from(numbersOfCells(columnOf('n', texts, extra), missingBy(undefined)));
  expect(cells(['1.234,5', '', '2'])).toEqual([1234.5, NaN, 2]);
  expect(cells(['1.234', '1,5'], { decimal: ',' })).toEqual([1234, 1.5]);
  expect(cells(['7', 'x', 'NA', '1000000000000000001'])).toEqual([7, Infinity, NaN, 1e18]);
});

test('the fast reader of plain numbers agrees with the language to the last bit', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
  const text = fc
    .tuple(
      fc.constantFrom('', ' ', '  '),
      fc.constantFrom('', '-', '+', '--'),
      digits,
      fc.constantFrom('', '.', '..', 'e', ','),
      digits,
      fc.constantFrom('', ' '),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (cell) => {
      const bytes = new TextEncoder().encode(`9${cell}9`);
      const number = plainNumber(bytes, 1, bytes.length - 1);
      if (!Number.isNaN(number)) expect(number).toBe(Number(cell) + 0);
      else if (/^-?\d{1,7}\.\d{1,7}$/.test(cell)) throw new Error(`${cell} was not read`);
    }),
    { numRuns: 5000 },
  );
});

test('a number that is written in a form comes back from it', () => {
  const forms: ((n: number) => string)[] = [
    (n) => n.toLocaleString('en'),
    (n) => n.toLocaleString('de'),
    (n) => `${n.toLocaleString('de')} €`,
    (n) => (n < 0 ? `-$${(-n).toLocaleString('en')}` : `$${n.toLocaleString('en')}`),
    (n) => `${n.toLocaleString('en').replaceAll(',', '_')}`,
  ];
  const cents = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100);
  fc.assert(
    fc.property(fc.constantFrom(...forms), fc.uniqueArray(cents, { minLength: 1, maxLength: 6 }), (form, list) => {
      // One that only one form fits.
      const all = [...new Set([1234567.5, -0.25, ...list])];
      expect(numbers(all.map(form))).toEqual(all);
    }),
  );
});
