import { expect, test } from 'vitest';
import { sniffDelimiter } from './sniff-delimiter';

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;

test('the sign that splits all lines alike, into most fields', () => {
  expect(sniffDelimiter(lines('a;b;c,d', '1;2;3,4', '5;6;7,8'))).toBe(';');
  expect(sniffDelimiter(lines('a\tb', '1\t2'))).toBe('\t');
});

test('of two that split into as many fields the first of the list', () => {
  expect(sniffDelimiter(lines('a,b;c', '1,2;3'))).toBe(',');
  expect(sniffDelimiter(lines('a|b;c', '1|2;3'))).toBe(';');
});

test('one ragged line in five is an error to report later; two are not', () => {
  expect(sniffDelimiter(lines('a;b', '1;2', '3;4', '5;6', '7;8;9'))).toBe(';');
  expect(sniffDelimiter(lines('a;b', '1;2', '3;4', '5;6;6', '7;8;9'))).toBe(',');
});

test('what stands in quotes splits nothing', () => {
  expect(sniffDelimiter(lines('"a, b, c";d', '"1, 2, 3";4'))).toBe(';');
  expect(sniffDelimiter('"a\n,,,,";d\n"b\n,,,,";e\n')).toBe(';');
});

test('only whole lines count, and a comma where nothing splits', () => {
  expect(sniffDelimiter('a;b,c\n1;2,3\n4;5,6,7,8')).toBe(',');
  expect(sniffDelimiter('a;b;c')).toBe(';');
  expect(sniffDelimiter('abc\n')).toBe(',');
});
