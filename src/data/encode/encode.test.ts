import { describe, expect, test } from 'vitest';
import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { COLUMNS, count, encoded, messages, N, textOf } from './clicks.test-helper';

test('columns become ids, scaled numbers, labels and domains; the domain is a sparse field too', () => {
  const data = encoded(COLUMNS, { data: { fitOn: 'all' } });
  expect(data.rows).toBe(N);
  expect(data.sparse.map(({ name }) => name)).toEqual(['item', DOMAIN_FIELD]);
  expect(data.sparse[0]?.vocabulary).toEqual(['a', 'b', 'c']);
  expect(textOf(data, 0)).toEqual(COLUMNS.item);
  expect(textOf(data, 1)).toEqual(COLUMNS.site);
  expect(Array.from(data.labels)).toEqual(COLUMNS.click.map(Number));
  expect(Array.from(data.domainIds)).toEqual(COLUMNS.site.map((site) => Number(site === 'y')));
  expect(data.domains).toEqual([
    { name: 'x', rows: 6, positives: 2 },
    { name: 'y', rows: 6, positives: 2 },
  ]);
  expect(Array.from(data.dense[0]?.values ?? [])).toEqual(count.map((i) => Math.fround(i / 11)));
});

test('a domain that is no input is no field; the rows have it all the same', () => {
  const data = encoded(COLUMNS, { data: { domainAsInput: false } });
  expect(data.sparse.map(({ name }) => name)).toEqual(['item']);
  expect(Array.from(data.domainIds)).toEqual(COLUMNS.site.map((site) => Number(site === 'y')));
});

test('fitted on the training rows: what they do not have is <unk>, and their scale is used for all', () => {
  const item = COLUMNS.item.map((text, i) => (i >= 8 ? `new ${i}` : text));
  const data = encoded({ ...COLUMNS, item }, { data: { fitOn: 'train' } });
  expect(data.sparse[0]?.vocabulary).toEqual(['<unk>', 'a', 'b', 'c']);
  expect(textOf(data, 0).slice(7)).toEqual(['b', '<unk>', '<unk>', '<unk>', '<unk>']);
  expect(data.dense[0]).toMatchObject({ min: 0, max: 7, mean: 3.5 });
  // Beyond the range: as its end.
  expect(data.dense[0]?.values[11]).toBe(1);
  expect(messages(data)).toContain(
    'column "price": 2 rows of validation and 2 rows of test lie outside of what the fitted rows hold, 0 to 7, as far as 11. They count as the nearest end of the range.',
  );
});

test('missing values: a sparse one is a value of its own, a number is the mean of the fitting rows', () => {
  const data = encoded(
    { ...COLUMNS, item: COLUMNS.item.map((text, i) => (i === 2 ? ' ' : text)), price: COLUMNS.price.map((text, i) => (i === 2 ? '' : text)) },
    { data: { fitOn: 'train' } },
  );
  expect(data.sparse[0]?.vocabulary).toEqual(['<unk>', '', 'a', 'b', 'c']);
  expect(textOf(data, 0)[2]).toBe('');
  expect(data.dense[0]?.values[2]).toBeCloseTo((0 + 1 + 3 + 4 + 5 + 6 + 7) / 7 / 7, 6);
});

test('whose the kept rows are is known where a column of the users is named, and only there', () => {
  const user = count.map((i) => (i === 4 ? 'NA' : `${BigInt(2 ** 60) + BigInt(i % 3)}`));
  const click = COLUMNS.click.map((text, i) => (i === 0 ? '' : text));
  const columns = { ...COLUMNS, click, user };
  // In order of first appearance in the column; long ids stay apart; one is missing.
  expect(Array.from(encoded(columns, { data: { group: 'user' } }).userIds ?? [])).toEqual([1, 2, 0, -1, 2, 0, 1, 2, 0, 1, 2]);
  for (const group of [undefined, '']) expect(encoded(columns, { data: { group } })).not.toHaveProperty('userIds');
  expect(() => encoded(columns, { data: { group: 'visitor' } })).toThrow(/^data\.group: .*"visitor"/);
});

test('of users that are no feature a number of 4 bytes a row is kept, and no text, however many they are', () => {
  const name = (i: number) => `somebody with a long name ${i}`;
  const user = count.map(name);
  const data = encoded({ ...COLUMNS, user }, { data: { group: 'user' } });
  expect(data.userIds).toBeInstanceOf(Int32Array);
  expect(data.userIds?.byteLength).toBe(4 * data.rows);
  expect(new Set(data.userIds).size).toBe(data.rows);
  expect(JSON.stringify(data)).not.toContain('somebody');
  // A column may be a sparse field and tell the user, too.
  const both = encoded({ ...COLUMNS, user }, { data: { group: 'user', sparse: ['user'] } });
  expect(both.userIds).toEqual(data.userIds);
  expect(both.sparse[0]?.vocabulary).toContain(name(3));
});

test('rows without label, without domain or in no group are counted and left out', () => {
  const site = ['', '', ...count.slice(2).map((i) => String(i))];
  const click = COLUMNS.click.map((text, i) => (i === 5 ? '' : text));
  const data = encoded({ ...COLUMNS, site, click }, { data: { domain: { column: 'site', groups: ['< 6', { name: 'late', values: '8..20' }] } } });
  expect(data.leftOut).toEqual([
    { reason: 'the label is missing', rows: 1 },
    { reason: 'the domain is missing', rows: 2 },
    { reason: 'the value falls into no domain group', rows: 2 },
  ]);
  expect(Array.from(data.sourceRows)).toEqual([2, 3, 4, 8, 9, 10, 11]);
  expect(data.domains.map(({ name, rows }) => [name, rows])).toEqual([
    ['< 6', 3],
    ['late', 4],
  ]);
  // Row numbers in the file still mean rows of the table.
  expect(Array.from(data.split.val, (position) => data.sourceRows[position])).toEqual([9, 8]);
});

test('a cell of several values: the first is taken', () => {
  const item = COLUMNS.item.map((text) => `${text}|z`);
  const data = encoded({ ...COLUMNS, item }, { data: { sparse: [{ name: 'first', column: 'item', take: 'first', separator: '|' }], fitOn: 'all' } });
  expect(data.sparse[0]).toMatchObject({ name: 'first', vocabulary: ['a', 'b', 'c'] });
});

test('numbers sort as numbers, texts by code point', () => {
  const item = ['10', '9', '2', ...COLUMNS.item.slice(3).map(() => '2')];
  expect(encoded({ ...COLUMNS, item }, { data: { fitOn: 'all' } }).sparse[0]?.vocabulary).toEqual(['2', '9', '10']);
  const mixed = ['b', 'B', '10', '9', ...COLUMNS.item.slice(4).map(() => 'b')];
  expect(encoded({ ...COLUMNS, item: mixed }, { data: { fitOn: 'all' } }).sparse[0]?.vocabulary).toEqual(['10', '9', 'B', 'b']);
});

test('constant columns, few rows and parts without a positive row are warned of', () => {
  const data = encoded({ ...COLUMNS, item: COLUMNS.item.map(() => 'a'), price: COLUMNS.price.map(() => '7') });
  expect(messages(data)).toEqual(
    expect.arrayContaining([
      'column "item": This column has only one value, so it tells the model nothing.',
      'column "price": This column has only one value; it becomes 0 in every row.',
      'split, val: 2 rows are few, so the metrics will be noisy.',
      'domain "x", test: No row is positive, so there is no AUC.',
    ]),
  );
  expect(Array.from(data.dense[0]?.values ?? [])).toEqual(count.map(() => 0));
});

test('a group or a cut that no row falls into makes no domain, and that is said', () => {
  const groups = encoded(COLUMNS, { data: { domain: { column: 'price', groups: ['> 50', '< 6', '6..20'] } } });
  expect(groups.domains.map(({ name, rows }) => [name, rows])).toEqual([
    ['< 6', 6],
    ['6..20', 6],
  ]);
  expect(Array.from(groups.domainIds)).toEqual(count.map((i) => Number(i > 5)));
  expect(textOf(groups, 1)).toEqual(count.map((i) => (i > 5 ? '6..20' : '< 6')));
  expect(messages(groups)).toContain('data.domain: No row falls into "> 50", so there is no such domain.');
  // Codes of an age, as tables of surveys have them.
  const codes = encoded({ ...COLUMNS, age: count.map((i) => String(i % 7)) }, { data: { domain: { column: 'age', groups: ['< 25', '25..34', '>= 35'] } } });
  expect(codes.domains).toEqual([{ name: '< 25', rows: 12, positives: 4 }]);
  expect(encoded(COLUMNS, { data: { domain: { column: 'price', cuts: [3, 3.5, 9] } } }).domains.map(({ name }) => name)).toEqual([
    '< 3',
    '3 to < 3.5',
    '3.5 to < 9',
    '>= 9',
  ]);
  expect(encoded(COLUMNS, { data: { domain: { column: 'price', cuts: [3.2, 3.5, 9] } } }).domains.map(({ name }) => name)).toEqual([
    '< 3.2',
    '3.5 to < 9',
    '>= 9',
  ]);
});

test('rows without a domain may be a domain of their own', () => {
  const site = COLUMNS.site.map((text, i) => (i % 4 === 0 ? 'NA' : text));
  expect(encoded({ ...COLUMNS, site }).leftOut).toEqual([{ reason: 'the domain is missing', rows: 3 }]);
  const own = encoded({ ...COLUMNS, site }, { data: { domain: { column: 'site', gaps: 'own' } } });
  expect([own.leftOut, own.domains.map(({ name, rows }) => [name, rows])]).toEqual([
    [],
    [
      ['x', 3],
      ['y', 6],
      ['(missing)', 3],
    ],
  ]);
});

test('one domain only is warned of, before all else', () => {
  const same = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`c${i}`, COLUMNS.item.map(() => 'a')]));
  const data = encoded({ ...COLUMNS, ...same, site: COLUMNS.site.map(() => 'x') }, { data: { sparse: ['item', ...Object.keys(same)] } });
  const said = messages(data);
  expect(said[0]).toBe('data.domain: There is only one domain, so there is nothing to share between domains.');
  expect(said.filter((text) => text.includes('has only one value'))).toEqual([
    '17 columns ("c0", "c1", "c2", "c3", "c4" and 12 more): This column has only one value, so it tells the model nothing.',
  ]);
});

test('one domain only is warned of', () => {
  expect(messages(encoded({ ...COLUMNS, site: COLUMNS.site.map(() => 'x') }))).toContain(
    'data.domain: There is only one domain, so there is nothing to share between domains.',
  );
});

describe('what cannot be encoded is refused with place and remedy', () => {
  const cases: [what: string, columns: Record<string, string[]>, input: RunConfigInput, message: RegExp][] = [
    ['no such column', COLUMNS, { data: { label: { column: 'clicks' } } }, /^data\.label\.column: rows\.csv has no column "clicks"\. Did you mean "click"\?/],
    ['no such column, nothing like it', COLUMNS, { data: { domain: { column: 'market' } } }, /^data\.domain\.column: .* There are "click", "site", /],
    ['no such field', COLUMNS, { data: { sparse: ['item', 'user'] } }, /^data\.sparse\[1\]: rows\.csv has no column "user"/],
    [
      'a label of one class',
      { ...COLUMNS, click: count.map(() => '1') },
      {},
      /^data\.label\.positive: the label "click" has 1 value \("1"\), not 2\. A label needs rows of both classes/,
    ],
    [
      'a label of one class by its test',
      COLUMNS,
      { data: { label: { column: 'price', positive: '> 50' } } },
      /^data\.label: the label "price" has only one class: all 12 rows are negative\. /,
    ],
    [
      'a label of many values',
      COLUMNS,
      { data: { label: { column: 'price' } } },
      /^data\.label\.positive: the label "price" has 12 different values .* Say which/,
    ],
    [
      'a number that is none',
      { ...COLUMNS, price: count.map((i) => (i === 4 ? 'dear' : '1')) },
      {},
      /^column "price", row 5 below the header: "dear" is not a number\. If it means that there is no value, name it in data\.missing/,
    ],
    [
      'too many domains',
      Object.fromEntries(
        Object.entries(COLUMNS).map(([name, texts]) => [
          name,
          name === 'site' ? Array.from({ length: 120 }, (_, i) => `s${i}`) : Array.from({ length: 10 }, () => texts).flat(),
        ]),
      ),
      {},
      /^data\.domain: column "site" has 120 different values/,
    ],
  ];
  test.each(cases)('%s', (_, columns, input, message) => {
    expect(() => encoded(columns, input)).toThrow(message);
  });
});

test('a column may have a name that objects take for themselves', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const columns = Object.fromEntries([...Object.entries(COLUMNS), ...names.map((name) => [name, COLUMNS.item] as const)]);
  const data = encoded(columns, { data: { sparse: names.slice(0, 2), dense: ['price'], fitOn: 'all' } });
  expect(data.sparse.map(({ name, vocabulary }) => [name, vocabulary.length])).toEqual([
    ['__proto__', 3],
    ['constructor', 3],
    [DOMAIN_FIELD, 2],
  ]);
});
