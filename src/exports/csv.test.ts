import { expect, test } from 'vitest';
import { toCsv } from './csv';

const oneCell = (value: string | number | null) => toCsv({ columns: ['a'], rows: [[value]] }).slice('a\r\n'.length);

test('a line for the names and one for each row, ended by CR LF', () => {
  expect(
    toCsv({
      columns: ['domain', 'AUC'],
      rows: [
        ['home', 0.71],
        ['search', null],
      ],
    }),
  ).toBe('domain,AUC\r\nhome,0.71\r\nsearch,\r\n');
  expect(toCsv({ columns: ['a'], rows: [] })).toBe('a\r\n');
});

test('quotes, commas and line ends are quoted', () => {
  expect(oneCell('a,b')).toBe('"a,b"\r\n');
  expect(oneCell('say "hi"')).toBe('"say ""hi"""\r\n');
  expect(oneCell('two\nlines')).toBe('"two\nlines"\r\n');
  expect(oneCell('a\rb')).toBe('"a\rb"\r\n');
  expect(oneCell('plain text')).toBe('plain text\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('the text %j is not run by a spreadsheet', (text) => {
  expect(oneCell(text)).toBe(`'${text}\r\n`);
});

test('so is one that is quoted too, and a column’s name', () => {
  expect(oneCell('\r=1')).toBe(`"'\r=1"\r\n`);
  expect(oneCell('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"\r\n`);
  expect(toCsv({ columns: ['=a'], rows: [] })).toBe("'=a\r\n");
});

test('numbers are numbers, also below zero', () => {
  expect(oneCell(-0.25)).toBe('-0.25\r\n');
  expect(oneCell(1e-9)).toBe('1e-9\r\n');
  expect(oneCell(Number.NaN)).toBe('\r\n');
  expect(oneCell(Number.NEGATIVE_INFINITY)).toBe('\r\n');
});
