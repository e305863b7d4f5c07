import { expect, test } from 'vitest';
import { isNumeric, parseValueTest } from './value-test';

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
