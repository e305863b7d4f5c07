import { expect, test } from 'vitest';
import type { ReadChoices } from '../../../protocol/reading';
import { lookAt } from './look-at';

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;
const look = (text: string, choices: ReadChoices = {}, whole = true) => lookAt(text, { whole, name: 'rows.csv', choices, mostColumns: 1000 });
const layout = (text: string, choices: ReadChoices = {}, whole = true) => look(text, choices, whole).layout;
const messages = (text: string, choices: ReadChoices = {}) => look(text, choices).notes.map(({ message }) => message);

test.each<[what: string, delimiter: string, text: string]>([
  ['the sign that splits into most fields', ';', lines('a;b;c,d', '1;2;3,x', '5;6;7,y')],
  ['tabs', '\t', lines('a\tb', '1\t2')],
  ['of two that split alike the first of the list', ',', lines('a,b;c', '1,x;y')],
  ['with one ragged line in five', ';', lines('a;b', '1;2', '3;4', '5;6', '7;8;9')],
  ['what stands in quotes splits nothing', ';', lines('"a, b, c";d', '"1, 2, 3";4')],
  ['quotes may hold line ends', ';', '"a\n,,,,";d\n"b\n,,,,";e\n'],
  ['double colons', '::', lines('1::1193::5::978300760', '1::661::3::978302109')],
  ['double colons with other signs in the cells', '::', lines('1::Toy Story, the (1995)::Drama|War', '2::Heat, a film (1995)::Crime|War', '3::Up, up::A|B')],
  ['carets', '^', lines('user^item', 'u1^i1')],
  ['Hive', '\u0001', lines('u1\u0001i1\u00015', 'u2\u0001i2\u00013')],
  ['lists in cells', ',', lines('user,history', 'u1,a^b^c', 'u2,d^e^f')],
  ['a decimal comma without a header', ';', lines('1;3,14', '2;4,5')],
  ['a decimal comma in every column', ';', lines('1,5;2,5', '3,5;4,5')],
  ['spaces where all lines agree', ' ', lines('1 20 3', '2 30 4', '3 10 5')],
  ['the first line of Excel says so', '|', lines('sep=|', 'a,b|c', '1,2|3')],
])('delimiter: %s', (_, delimiter, text) => {
  expect(layout(text).delimiter).toBe(delimiter);
});

test('only whole lines count', () => {
  expect(layout('a;b,c\nx;y,z\nx;y,z,z,z', {}, false).delimiter).toBe(',');
  expect(layout('a;b;c', {}, false).delimiter).toBe(';');
});

test.each<[what: string, header: boolean, text: string]>([
  ['words above numbers', true, lines('user,price', 'u1,3.5')],
  ['distinct words above words', true, lines('user,item,channel', 'anna,book,home', 'bert,lamp,search')],
  ['numbers above numbers', false, lines('1,2,3', '4,5,6')],
  ['a number and a date', false, lines('u,2014-04-07T10:51:09.277Z,214536502', 'v,2014-04-07T10:54:09.868Z,214536500')],
  ['words that come again below', false, lines('anna,home', 'bert,home', 'anna,search')],
  ['ids that differ by their digits', false, lines('u0,i0', 'u1,i1', 'u2,i2')],
  ['codes of one length', false, lines('B000JQ0JNS,x', 'B00A2KD8NY,y', 'B0000C1XYZ,z')],
  ['columns called by numbers beside words', true, lines('click,101,121,122,124,D109', '0,1,5,3,1,9', '1,2,6,4,2,8', '0,1,5,3,1,7')],
  ['the columns of pandas without names', true, lines(',0,1,2', '0,5,x,1', '1,6,y,2')],
  ['a missing word above numbers is no name', false, lines('7,NA,x', '8,4,y', '9,3,x')],
  ['several files with a header each, one behind the other', true, lines('kind,place', 'a,b', 'kind,place', 'c,d')],
  ['Excel with a decimal comma', false, lines('3,5;x', '4,5;y', '1,0;x')],
])('header: %s', (_, header, text) => {
  expect(layout(text).header).toBe(header);
});

test('without a header columns are numbered, with a note; the person may say otherwise', () => {
  const text = lines('1,2', '3,4');
  expect(layout(text)).toMatchObject({ header: false, names: ['column 1', 'column 2'] });
  expect(messages(text)).toEqual(['The first line holds values, not names, so the columns are called “column 1” to “column 2”.']);
  expect(layout(text, { header: true })).toMatchObject({ header: true, names: ['1', '2'] });
  expect(layout(lines('a,b', '1,2'), { header: false })).toMatchObject({ header: false, names: ['column 1', 'column 2'] });
});

test('a nameless column gets a name, a double name a number, each once', () => {
  expect(layout(lines(',user,user,column 1,user 2', '0,a,b,c,d', '1,e,f,g,h')).names).toEqual(['column 1, 2', 'user', 'user 3', 'column 1', 'user 2']);
  expect(messages(lines(',user,user', '0,a,b', '1,c,d'))).toEqual([
    'Column 1 has no name, so it is called “column 1”.',
    'Column 3 is called “user” too, so it is named “user 2”.',
  ]);
  expect(layout(lines('__proto__,constructor', '1,2')).names).toEqual(['__proto__', 'constructor']);
});

test.each<[what: string, text: string, wanted: object]>([
  ['a remark', lines('# exported, by a tool, today', 'a,b', '1,2', '3,4'), { skip: 1, comment: '#', header: true, names: ['a', 'b'] }],
  ['a title and an empty line', lines('Report of May', '', 'a,b', '1,2', '3,4'), { skip: 2, header: true, names: ['a', 'b'] }],
  ['rows that begin with the sign are rows', lines('# by a tool', 'tag,n', '#red,2', 'blue,4'), { skip: 1, names: ['tag', 'n'] }],
  ['a header behind the sign', lines('#user,n', 'u1,2', 'u2,4'), { skip: 0, header: true, names: ['user', 'n'] }],
  ['KONECT', lines('% bip unweighted', '1 1', '1 2', '2 1'), { skip: 1, comment: '%', header: false, delimiter: ' ' }],
  ['row names of R', lines('name age', '1 bob 12', '2 eve 13'), { header: true, names: ['column 1', 'name', 'age'], delimiter: ' ' }],
  ['empty cells above', lines(',,', 'a,b,c', '1,2,3'), { skip: 1, names: ['a', 'b', 'c'] }],
])('above the table: %s', (_, text, wanted) => {
  expect(layout(text)).toMatchObject(wanted);
});

test('a delimiter at the end of every line makes no column', () => {
  expect(layout(lines('a,b,', '1,2,', '3,4,'))).toMatchObject({ trailing: true, names: ['a', 'b'] });
  expect(layout(lines('a,b', '1,2,', '3,4,'))).toMatchObject({ trailing: true, names: ['a', 'b'] });
  expect(layout(lines('1,2,', '3,4,'))).toMatchObject({ trailing: true, names: ['column 1', 'column 2'] });
  expect(layout(lines('a,b,', '1,2,3', '3,4,'))).toMatchObject({ trailing: false, names: ['a', 'b', 'column 3'] });
  expect(layout(lines('a,b,c', '1,2,', '3,4,'))).toMatchObject({ trailing: false, names: ['a', 'b', 'c'] });
});

test('a decimal comma is told where a column shows it beyond doubt', () => {
  expect(look(lines('a;price', '1;3,14', '2;4')).decimal).toBe(',');
  expect(look(lines('a\tprice', '1\t1.234,56', '2\t4')).decimal).toBe(',');
  expect(look(lines('a\tprice', '1\t1,234', '2\t4,000')).decimal).toBeUndefined();
  expect(look(lines('a;price', '1;3,14', '2;4.5')).decimal).toBeUndefined();
  expect(look(lines('a;list', '1;3,14', '2;a,b')).decimal).toBeUndefined();
  expect(look(lines('a;price', '1;3,14'), { decimal: '.' }).decimal).toBe('.');
});

test('quotes that frame nothing are letters', () => {
  const titles = lines('id\ttitle', '1\t"The Wheel" turns', '2\t"Up" goes down', '3\tplain');
  expect(layout(titles)).toMatchObject({ quotes: 'text', names: ['id', 'title'] });
  expect(layout(lines('id,title', '1,"The ""Wheel"""', '2,"a, b"'))).not.toHaveProperty('quotes');
  expect(layout(lines('id,title', '1,"a" b', '2,"a, b"', '3,"c"'))).not.toHaveProperty('quotes');
});

test('one column is refused with what would split it, and read where somebody says so', () => {
  const text = lines('a:b', '1:2', '3:4');
  expect(() => look(text)).toThrow(/^rows\.csv, line 1: split at commas, the first line gives only one column \("a:b"\)\. /);
  try {
    look(text);
  } catch (error) {
    expect((error as { offers: unknown }).offers).toEqual([
      { text: 'Split at “:”', choices: { delimiter: ':' } },
      { text: 'Read it as one column', choices: { delimiter: ',' } },
    ]);
  }
  expect(layout(text, { delimiter: ':' }).names).toEqual(['a', 'b']);
  expect(layout(lines('user', '1', '2'), { delimiter: ',' })).toMatchObject({ names: ['user'], header: true });
});
