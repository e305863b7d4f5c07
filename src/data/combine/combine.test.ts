import { describe, expect, test } from 'vitest';
import type { Column, Table } from '../table/table';
import { tableOf, textsOf } from '../test-helpers';
import { combine } from './combine';

const column = (table: Table, name: string) => textsOf(table)[name];
const series = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i));
const rows = (name: string, count: number, from = 0) =>
  tableOf(
    { click: series(count, (i) => `${i % 2}`), user: series(count, (i) => `u${(from + i) % 9}`), item: series(count, (i) => `${i % 5}`) },
    { name, hash: `hash of ${name}` },
  );
const users = (name = 'users.csv') => tableOf({ user: series(9, (i) => `u${i}`), age: series(9, (i) => `${20 + i}`) }, { name });

describe('what several tables are, found by looking', () => {
  test('train, validation and test, in whatever order they come', async () => {
    const { table, combined } = await combine([rows('my_test.csv', 2), rows('my_train.csv', 6), rows('my_val.csv', 3)]);
    expect(column(table, 'part')).toEqual([...Array(6).fill('train'), ...Array(3).fill('val'), ...Array(2).fill('test')]);
    expect(combined).toMatchObject({ partColumn: 'part', leftOut: [], joins: [] });
    expect(combined.fileColumn).toBeUndefined();
    expect(combined.said).toBe('3 files: the rows of my_train.csv (train), my_val.csv (val) and my_test.csv (test) one below the other');
    expect(combined.files.map(({ source }) => source)).toEqual([
      { name: 'my_train.csv', hash: 'hash of my_train.csv', part: 'train' },
      { name: 'my_val.csv', hash: 'hash of my_val.csv', part: 'val' },
      { name: 'my_test.csv', hash: 'hash of my_test.csv', part: 'test' },
    ]);
  });

  test('a table a domain', async () => {
    const { table, combined } = await combine([rows('shop_DE.csv', 2), rows('shop_FR.csv', 1)]);
    expect(column(table, 'file')).toEqual(['DE', 'DE', 'FR']);
    expect(combined).toMatchObject({ fileColumn: 'file', said: '2 files: the rows of shop_DE.csv (DE) and shop_FR.csv (FR) one below the other' });
  });

  test('parts of several domains', async () => {
    const names = ['NL/train.csv', 'NL/test.csv', 'US/train.csv', 'US/test.csv'];
    const { table, combined } = await combine(names.map((name) => rows(name, 40)));
    expect(new Set(column(table, 'file'))).toEqual(new Set(['NL', 'US']));
    const parts = column(table, 'part') ?? [];
    // Nobody gave rows for validation: some of those that train are drawn.
    expect(parts.slice(0, 80).filter((part) => part === 'val').length).toBeGreaterThan(2);
    expect(parts.slice(0, 80).filter((part) => part === 'train').length).toBeGreaterThan(60);
    expect(new Set(parts.slice(80))).toEqual(new Set(['test']));
    expect(combined.partColumn).toBe('part');
    expect(table.warnings.map(({ message }) => message)).toEqual([
      'No file is for validation: one row of ten of NL/train.csv, US/train.csv, drawn at random, is taken for it.',
    ]);
  });

  test('rows, users and items: the largest leads, keys by name and by what they have in common', async () => {
    const items = tableOf({ id: ['0', '1', '2', '3', '9'], kind: ['a', 'b', 'a', 'b', 'c'] }, { name: 'items.csv' });
    const { table, combined } = await combine([items, users(), rows('log.csv', 20)]);
    expect(table.columns.map(({ name }) => name)).toEqual(['click', 'user', 'item', 'age', 'kind']);
    expect(combined.joins).toMatchObject([
      { file: 'users.csv', of: 'user', key: 'user', keys: 9, found: 9, unmatched: 0, repeated: 0 },
      { file: 'items.csv', of: 'item', key: 'id', keys: 5, found: 4, unmatched: 4, repeated: 0 },
    ]);
    expect(combined.said).toBe('3 files joined: log.csv with users.csv by user (100 % found), with items.csv by item = id (80 % found)');
    expect(column(table, 'kind')?.slice(0, 5)).toEqual(['a', 'b', 'a', 'b', '']);
  });

  test('without names, numbers that are about as many are the same things', async () => {
    // Both columns of the log have all their values among the people: the first would be taken, were it not for how many there are.
    const log = tableOf(
      { 'column 1': series(300, (i) => `${(i * 7) % 30}`), 'column 2': series(300, (i) => `${i % 60}`), 'column 3': series(300, () => '1') },
      { name: 'a.dat' },
    );
    const people = tableOf({ 'column 1': series(60, String), 'column 2': series(60, (i) => `p${i % 4}`) }, { name: 'b.dat' });
    const things = tableOf({ 'column 1': series(31, String), 'column 2': series(31, (i) => `t${i % 4}`) }, { name: 'c.dat' });
    const { combined } = await combine([people, things, log]);
    expect(combined.joins.map(({ file, of, key }) => [file, of, key])).toEqual([
      ['b.dat', 'column 2', 'column 1'],
      ['c.dat', 'column 1', 'column 1'],
    ]);
  });

  test('a key that another joined table brings', async () => {
    const city = tableOf({ city: ['x', 'y', 'z'], country: ['DE', 'DE', 'FR'] }, { name: 'city.csv' });
    const people = tableOf({ user: series(9, (i) => `u${i}`), city: series(9, (i) => 'xyz'[i % 3] as string) }, { name: 'people.csv' });
    const { table } = await combine([city, people, rows('log.csv', 20)]);
    expect(table.columns.map(({ name }) => name)).toEqual(['click', 'user', 'item', 'city', 'country']);
  });

  test('parts that are joined with what belongs to all of them', async () => {
    const { table, combined } = await combine([rows('train.csv', 30), rows('valid.csv', 10), rows('test.csv', 10), users()]);
    expect(table.columns.map(({ name }) => name)).toEqual(['click', 'user', 'item', 'part', 'age']);
    expect(combined.said).toBe(
      '4 files: the rows of train.csv (train), valid.csv (val) and test.csv (test) one below the other; joined with users.csv by user (100 % found)',
    );
  });

  test('a file that fits nowhere is left out and said; the label may be missing in the test', async () => {
    const other = tableOf({ colour: ['red', 'blue', 'green'] }, { name: 'colours.csv' });
    const unlabelled = rows('test.csv', 4);
    unlabelled.columns = unlabelled.columns.filter(({ name }) => name !== 'click');
    const { table, combined } = await combine([rows('train.csv', 8), unlabelled, other]);
    expect(combined.leftOut.map(({ source }) => source.name)).toEqual(['colours.csv']);
    expect(combined.said).toContain('; colours.csv is left out');
    expect(column(table, 'click')?.slice(8)).toEqual(['', '', '', '']);
  });
});

describe('what is stated holds', () => {
  test('files that give rows, by name, and a key', async () => {
    const as = [
      { name: 'b.csv', domain: 'second' },
      { name: 'a.csv', domain: 'first' },
      { name: 'users.csv', key: 'user' },
    ];
    const { table, combined } = await combine([rows('a.csv', 1), rows('b.csv', 2), users()], { as });
    expect(column(table, 'file')).toEqual(['second', 'second', 'first']);
    expect(combined.files.map(({ source: { name } }) => name)).toEqual(['b.csv', 'a.csv', 'users.csv']);
    expect(table.name).toBe('b.csv and 2 more');
  });

  test('names alone say nothing: it is found by looking', async () => {
    const { combined } = await combine([rows('x_train.csv', 9), rows('x_test.csv', 9)], { as: [{ name: 'x_test.csv' }, { name: 'x_train.csv' }] });
    expect(combined.partColumn).toBe('part');
  });

  test('the hash follows content and what the files give', async () => {
    const of = async (as: { name: string; domain?: string; part?: string }[], hash = 'h') => {
      const a = { ...rows('a.csv', 2), hash };
      return (await combine([a, rows('b.csv', 2)], { as })).table.hash;
    };
    const stated = [
      { name: 'a.csv', domain: 'x' },
      { name: 'b.csv', domain: 'y' },
    ];
    expect(await of(stated)).toBe(await of(stated));
    expect(await of(stated)).not.toBe(await of(stated, 'other'));
    expect(await of(stated)).not.toBe(
      await of([
        { name: 'a.csv', domain: 'x' },
        { name: 'b.csv', domain: 'z' },
      ]),
    );
  });

  test('no column collides with those that are added', async () => {
    const own = () => tableOf({ part: ['x'], file: ['y'] }, { name: 'own.csv' });
    const { combined, table } = await combine([own(), { ...own(), name: 'b.csv' }], {
      as: [
        { name: 'own.csv', part: 'train', domain: 'p' },
        { name: 'b.csv', part: 'test', domain: 'q' },
      ],
    });
    expect(combined).toMatchObject({ partColumn: 'part 2', fileColumn: 'file 2' });
    expect(new Set(table.columns.map(({ name }: Column) => name)).size).toBe(table.columns.length);
  });

  test.each([
    [[{ name: 'c.csv', domain: 'x' }], 'the file "c.csv" is not among the open files'],
    [[{ name: 'a.csv', key: 'user' }], 'every file is joined to another'],
    [[{ name: 'a.csv' }, { name: 'users.csv', key: 'usr' }], 'users.csv has no column "usr". Did you mean "user"?'],
    [[{ name: 'a.csv' }, { name: 'users.csv', key: 'age', of: 'agee' }], 'the table of rows has no column "agee"'],
    [[{ name: 'users.csv' }, { name: 'a.csv', key: 'click', of: 'user' }], 'a.csv: the column "click" names 2 different things in 9 rows, so it is no key'],
  ])('%j', async (as, message) => {
    await expect(combine([rows('a.csv', 9), users()], { as })).rejects.toThrow(message);
  });
});

describe('what several tables may hold together', () => {
  const wide = (name: string, columns: number, key = 'item') =>
    tableOf(
      Object.fromEntries([
        [key, series(5, String)] as const,
        ...Array.from({ length: columns - 1 }, (_, c) => [`${name} ${c}`, series(5, () => '1')] as const),
      ]),
      { name },
    );

  test('more columns than one table may have are refused before they are made', async () => {
    const sources = [{ name: 'rows.csv' }, { name: 'a.csv', key: 'item' }, { name: 'b.csv', key: 'item' }];
    await expect(combine([rows('rows.csv', 20), wide('a.csv', 9000), wide('b.csv', 12_000)], { as: sources })).rejects.toThrow(
      'rows.csv, a.csv, b.csv: the table has 21,001 columns, more than the 20,000 that a table may have. Take out columns',
    );
  });

  test('so are more cells: a wide table joined to many rows', async () => {
    const many = { ...rows('rows.csv', 20), rows: 100_000 };
    await expect(combine([many, wide('a.csv', 9000)], { as: [{ name: 'rows.csv' }, { name: 'a.csv', key: 'item' }] })).rejects.toThrow(
      'together the files have more than 268,435,456 cells (9,002 columns, 100,000 rows)',
    );
  });
});
