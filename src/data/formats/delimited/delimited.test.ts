import { expect, test } from 'vitest';
import type { ReadChoices } from '../../../protocol/reading';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;
const read = async (content: string, choices: ReadChoices = {}, name = 'rows.csv') => await readTable(fileOf(content, { name }), { choices });

test.each<[what: string, content: string, wanted: Record<string, string[]>]>([
  [
    'no header',
    lines('u0,home,3.12,1', 'u1,search,4.56,0'),
    { 'column 1': ['u0', 'u1'], 'column 2': ['home', 'search'], 'column 3': ['3.12', '4.56'], 'column 4': ['1', '0'] },
  ],
  ['double colons', lines('1::x: y::5', '2::z::3'), { 'column 1': ['1', '2'], 'column 2': ['x: y', 'z'], 'column 3': ['5', '3'] }],
  ['a decimal comma', lines('user;price', 'u1;3,14', 'u2;2'), { user: ['u1', 'u2'], price: ['3,14', '2'] }],
  ['a delimiter at the end', lines('user,price,', 'u1,3,', 'u2,2,'), { user: ['u1', 'u2'], price: ['3', '2'] }],
  ['a delimiter at the end of the rows alone', lines('user,price', 'u1,3,', 'u2,2,'), { user: ['u1', 'u2'], price: ['3', '2'] }],
  ['a remark above and one below', lines('# by a tool, today', 'user,price', 'u1,3', '# half', 'u2,2'), { user: ['u1', 'u2'], price: ['3', '2'] }],
  ['a header behind a sign', lines('#user,price', 'u1,3', 'u2,2'), { user: ['u1', 'u2'], price: ['3', '2'] }],
  ['a nameless first column', lines('"","user"', '"1","u1"', '"2","u2"'), { 'column 1': ['1', '2'], user: ['u1', 'u2'] }],
  ['row names of R', lines('user price', '1 u1 3', '2 u2 2'), { 'column 1': ['1', '2'], user: ['u1', 'u2'], price: ['3', '2'] }],
  ['what Excel says first', '\uFEFFsep=;\r\nuser;price\r\nu1;3\r\n', { user: ['u1'], price: ['3'] }],
  ['titles that begin with a quote', lines('id\ttitle', '1\t"Up" goes down', '2\tplain'), { id: ['1', '2'], title: ['"Up" goes down', 'plain'] }],
])('%s', async (_, content, wanted) => {
  expect(textsOf(await read(content))).toEqual(wanted);
});

test('the same file is read as the person says', async () => {
  expect(textsOf(await read(lines('u0,1', 'u1,0'), { header: true }))).toEqual({ u0: ['u1'], '1': ['0'] });
  expect(textsOf(await read(lines('a;b,c', '1;2,3'), { delimiter: ';' }))).toEqual({ a: ['1'], 'b,c': ['2,3'] });
  expect(textsOf(await read(lines('a~~b', '1~~2'), { delimiter: '~~' }))).toEqual({ a: ['1'], b: ['2'] });
  expect(textsOf(await read(lines('a,b', '"x,1'), { quotes: 'text' }))).toEqual({ a: ['"x'], b: ['1'] });
});

test('ragged lines are refused with an offer, or skipped, counted and shown', async () => {
  const content = lines('a,b,c', ...Array.from({ length: 200 }, (_, i) => (i % 8 === 7 ? (i % 16 === 7 ? `${i},2` : `${i},2,3,4,5`) : `${i},2,3`)));
  const refused = await read(content).catch((error: unknown) => error);
  expect(String(refused)).toContain('rows.csv, line 9: this line has 2 fields, but the header has 3 columns. ');
  expect((refused as { offers: unknown }).offers).toEqual([{ text: 'Skip these lines', choices: { ragged: 'skip' } }]);
  const table = await read(content, { ragged: 'skip' });
  expect(table.rows).toBe(175);
  const { raggedLines } = table.readings?.[0] ?? {};
  expect(raggedLines?.count).toBe(25);
  expect(raggedLines?.first).toHaveLength(20);
  expect(raggedLines?.first.slice(0, 2)).toEqual([
    { line: 9, text: '7,2' },
    { line: 17, text: '15,2,3,4,5' },
  ]);
  expect(table.warnings).toContainEqual({ message: '25 lines have another number of fields than 3 and were skipped.', where: 'line 9' });
});

test('behind the last delimiter nothing may stand where every line ends in one', async () => {
  const content = lines('a,b,', '1,2,', '3,4,', ...Array.from({ length: 2000 }, () => '5,6,'), '7,8,9');
  await expect(read(content)).rejects.toThrow('rows.csv, line 2004: this line has 3 fields, but the header has 2 columns. ');
});

test('types behind names are RecBole’s, and no part of them', async () => {
  const table = await read(lines('user_id:token\thistory:token_seq\tprice:float', 'u1\ta b\t3.5', 'u2\t\t4'), {}, 'set.inter');
  expect(textsOf(table)).toEqual({ user_id: ['u1', 'u2'], history: ['a b', ''], price: ['3.5', '4'] });
  expect(table.readings?.[0]).toMatchObject({
    format: 'RecBole',
    types: [
      { column: 'user_id', type: 'token' },
      { column: 'history', type: 'token_seq' },
      { column: 'price', type: 'float' },
    ],
  });
  expect(Object.keys(textsOf(await read(lines('time:start,time:end', '1,2'))))).toEqual(['time:start', 'time:end']);
  expect(Object.keys(textsOf(await read(lines('user:token,price', 'u1,2'))))).toEqual(['user:token', 'price']);
});
