import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumeric, parseValueTest, testOfValues, type ValueTest } from './value-test';

const CELLS = ['', ' ', '2', '3', '3.0', '3.5', ' 25 ', '34', '35', 'yes', 'no', 'NaN', '1e1', '0x10', '-4'];

test.each([
  ['> 3', ['3.5', ' 25 ', '34', '35', '1e1']],
  ['>=3', ['3', '3.0', '3.5', ' 25 ', '34', '35', '1e1']],
  ['< 3', ['2', '-4']],
  ['<= 2.0', ['2', '-4']],
  ['25..34', [' 25 ', '34']],
  ['-5 .. 2', ['2', '-4']],
  // Of three dots the first is the left number's own.
  ['2...3', ['2', '3', '3.0']],
  ['-.5 .. 2.', ['2']],
  ['3', ['3', '3.0']],
  ['= yes', ['yes']],
  ['yes, 35', ['35', 'yes']],
  ['0x10', ['0x10']],
])('%s', (text, wanted) => {
  const parsed = parseValueTest(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  expect(CELLS.filter(parsed.accepts)).toEqual(wanted);
});

test.each([
  ['', /^is empty; it must be a comparison such as/],
  ['> x', /^compares with something that is not a number/],
  ['1....5', /^has its ends in the wrong order: 1 is greater than 0\.5/],
  ['5..3', /^has its ends in the wrong order: 5 is greater than 3/],
])('"%s" is no test', (text, message) => {
  expect(parseValueTest(text)).toMatch(message);
});

test('numbers are finite decimal ones', () => {
  expect(['1', '-1.5', '.5', '1e3', ' 7 '].every(isNumeric)).toBe(true);
  expect(['', ' ', 'Infinity', 'NaN', '0x1', '1,5', '1 2'].some(isNumeric)).toBe(false);
});

const met = (text: string, cells: readonly string[]) => {
  const parsed = parseValueTest(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return cells.filter(parsed.accepts);
};

test('ids that differ in digits beyond 2^53 are different values', () => {
  const ids = ['208310224003697457', '208310224003697458', '208310224003697458.0', '+208310224003697458', '208310224003697459'];
  expect(met('208310224003697458', ids)).toEqual(ids.slice(1, 4));
  expect(met('> 208310224003697458', ids)).toEqual(ids.slice(4));
  expect(met('<= 208310224003697457', ids)).toEqual(ids.slice(0, 1));
  expect(met('208310224003697458..208310224003697459', ids)).toEqual(ids.slice(1));
  expect(met('1e1', ['10', '10.0', '1e1', '-10'])).toEqual(['10', '10.0', '1e1']);
});

test('a number that is written in another way meets a test as that number, and as its text', () => {
  const meets = (text: string, cell: string, number: string) => (parseValueTest(text) as ValueTest).acceptsAs(cell, number);
  expect(meets('> 1000', '1.234', '1234')).toBe(true);
  expect(meets('< 5', '1.234', '1234')).toBe(false);
  expect(meets('1..2', '1,5', '1.5')).toBe(true);
  expect(meets('1234, 7', '1.234', '1234')).toBe(true);
  expect(meets('"1,5"', '1,5', '1.5')).toBe(true);
});

test('a value in double quotes may hold commas; a quote by itself is a letter', () => {
  expect(met('"a, b", c', ['a, b', 'c', 'a', 'b'])).toEqual(['a, b', 'c']);
  expect(met('"x" y, 5"', ['"x" y', '5"', 'x'])).toEqual(['"x" y', '5"']);
  expect(met('= ">50K"', ['>50K', '<=50K'])).toEqual(['>50K']);
});

test('some values of a column, said as a test, are met by just these', () => {
  const value = fc.string({ maxLength: 6, unit: fc.constantFrom('a', '1', '"', ',', ' ', '<', '=', '.', '>') }).map((text) => text.trim());
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 6 }), fc.nat(5), (values, count) => {
      const chosen = values.filter((text) => text !== '').slice(0, count + 1);
      fc.pre(chosen.length > 0);
      // Values that are the same number are the same value.
      const others = values.filter(
        (text) => text !== '' && !chosen.includes(text) && !(isNumeric(text) && chosen.some((each) => isNumeric(each) && Number(each) === Number(text))),
      );
      expect(met(testOfValues(chosen), [...chosen, ...others])).toEqual(chosen);
    }),
    { numRuns: 2000 },
  );
});
