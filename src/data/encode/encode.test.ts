import { describe, expect, test } from 'vitest';
import { completeRunConfig, DOMAIN_FIELD } from '../../config/complete';
import type { Roles, RunConfig, RunConfigInput } from '../../config/run-config';
import type { RowNumbers } from '../split/row-numbers';
import type { Table } from '../table/table';
import { tableOf } from '../test-helpers';
import { encode } from './encode';
import type { EncodedData } from './encoded-data';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['item'], dense: ['price'] };

/** 12 rows: two sites, items a-c, prices 0..11, every third a click. */
const N = 12;
const count = Array.from({ length: N }, (_, i) => i);
const COLUMNS = {
  click: count.map((i) => String(Number(i % 3 === 0))),
  site: count.map((i) => (i % 2 === 0 ? 'x' : 'y')),
  item: count.map((i) => 'abc'[i % 3] as string),
  price: count.map(String),
  time: count.map((i) => String(100 - i)),
  part: count.map((i) => (i < 8 ? 'Train' : i < 10 ? 'val' : 'test')),
};
const ORDERED: RowNumbers = { name: 'split.json', train: Int32Array.from(count.slice(0, 8)), val: Int32Array.of(9, 8), test: Int32Array.of(11, 10) };

function encoded(columns: Record<string, string[]>, input: RunConfigInput = {}, rows: RowNumbers | undefined = ORDERED): EncodedData {
  const config: RunConfig = completeRunConfig({ split: { rowsFile: 'split.json' }, ...input }, ROLES);
  return encode(tableOf(columns), config, rows);
}

const textOf = (data: EncodedData, field: number) => {
  const { ids, vocabulary } = data.sparse[field] as EncodedData['sparse'][number];
  return Array.from(ids, (id) => vocabulary[id]);
};
const messages = (data: EncodedData) => data.warnings.map(({ where, message }) => `${where}: ${message}`);

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

test('fitted on the training rows: what they do not have is <unk>, and their scale is used for all', () => {
  const item = COLUMNS.item.map((text, i) => (i >= 8 ? `new ${i}` : text));
  const data = encoded({ ...COLUMNS, item }, { data: { fitOn: 'train' } });
  expect(data.sparse[0]?.vocabulary).toEqual(['<unk>', 'a', 'b', 'c']);
  expect(textOf(data, 0).slice(7)).toEqual(['b', '<unk>', '<unk>', '<unk>', '<unk>']);
  expect(data.dense[0]).toMatchObject({ min: 0, max: 7, mean: 3.5 });
  expect(data.dense[0]?.values[11]).toBeCloseTo(11 / 7, 6);
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

test('rows without label, without domain or in no group are counted and left out', () => {
  const site = ['', '', ...count.slice(2).map((i) => String(i))];
  const click = COLUMNS.click.map((text, i) => (i === 5 ? '' : text));
  const data = encoded({ ...COLUMNS, site, click }, { data: { domain: { column: 'site', groups: ['< 6', { name: 'late', values: '8..20' }] } } });
  expect(data.leftOut).toEqual([
    { reason: 'the label is missing', rows: 1 },
    { reason: 'the domain is missing', rows: 2 },
    { reason: 'the value falls in no domain group', rows: 2 },
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
      'column "item": This column has one value only and tells the model nothing.',
      'column "price": This column has one value only; it is 0 in every row.',
      'split, val: 2 rows are few; the metrics will be noisy.',
      'domain "x", test: There is no positive row, so there is no AUC.',
    ]),
  );
  expect(Array.from(data.dense[0]?.values ?? [])).toEqual(count.map(() => 0));
});

test('one domain only is warned of', () => {
  expect(messages(encoded({ ...COLUMNS, site: COLUMNS.site.map(() => 'x') }))).toContain(
    'data.domain: There is one domain only, so there is nothing to share between domains.',
  );
});

describe('labels', () => {
  const labels = (click: string[], positive?: string) =>
    Array.from(encoded({ ...COLUMNS, click }, { data: { label: { column: 'click', ...(positive && { positive }) } } }).labels);
  test.each([
    ['true and false', count.map((i) => (i % 3 === 0 ? 'true' : 'false')), undefined],
    ['yes and no', count.map((i) => (i % 3 === 0 ? 'Yes' : 'No')), undefined],
    ['stars', count.map((i) => (i % 3 === 0 ? '4' : '3')), '> 3'],
    ['words', count.map((i) => (i % 3 === 0 ? 'buy' : i % 3 === 1 ? 'view' : 'skip')), 'buy'],
  ])('%s', (_, click, positive) => {
    expect(labels(click, positive)).toEqual(COLUMNS.click.map(Number));
  });
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
      /^data\.label: the label "price" has one class only: all 12 rows are negative\. /,
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
      /^column "price", row 5 below the header: "dear" is no number\. /,
    ],
    [
      'an empty group',
      COLUMNS,
      { data: { domain: { column: 'price', groups: ['< 6', '6..20', '> 50'] } } },
      /^data\.domain\.groups\[2\]: no row falls in the group "> 50"\. /,
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

describe('splits', () => {
  const parts = ({ split, sourceRows }: EncodedData) =>
    (['train', 'val', 'test'] as const).map((part) => Array.from(split[part], (position) => sourceRows[position]));

  test('shares with a seed: every row once, the same for one seed', () => {
    const input: RunConfigInput = { split: { ratios: [0.5, 0.25, 0.25] } };
    const [first, again, other] = [input, input, { ...input, seed: 2 }].map((each) => parts(encoded(COLUMNS, each, undefined)));
    expect(first?.map((part) => part.length)).toEqual([6, 3, 3]);
    expect(first?.flat().sort((a, b) => (a as number) - (b as number))).toEqual(count);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    // A seed of the split's own keeps the split when the run's seed changes.
    const own = { split: { ratios: [0.5, 0.25, 0.25] as [number, number, number], seed: 9 } };
    expect(parts(encoded(COLUMNS, { ...own, seed: 1 }, undefined))).toEqual(parts(encoded(COLUMNS, { ...own, seed: 2 }, undefined)));
  });

  test('by time: the oldest train, the newest test; dates too', () => {
    const time = encoded(COLUMNS, { split: { timeColumn: 'time', ratios: [0.5, 0.25, 0.25] } }, undefined);
    expect(parts(time)).toEqual([
      [11, 10, 9, 8, 7, 6],
      [5, 4, 3],
      [2, 1, 0],
    ]);
    const dates = { ...COLUMNS, time: count.map((i) => `2023-10-${String(28 - i)}`) };
    expect(parts(encoded(dates, { split: { timeColumn: 'time', ratios: [0.5, 0.25, 0.25] } }, undefined))).toEqual(parts(time));
    expect(() => encoded(COLUMNS, { split: { timeColumn: 'item' } }, undefined)).toThrow(
      /^split\.timeColumn: "a" in column "item", row 1, is neither a number nor a date/,
    );
  });

  test('by a column: usual names, whatever their case, or named values', () => {
    const wanted = [count.slice(0, 8), [8, 9], [10, 11]];
    expect(parts(encoded(COLUMNS, { split: { column: 'part' } }, undefined))).toEqual(wanted);
    expect(parts(encoded(COLUMNS, { split: { column: 'price', train: '< 8', val: '8..9', test: '>= 10' } }, undefined))).toEqual(wanted);
    expect(() => encoded(COLUMNS, { split: { column: 'site' } }, undefined)).toThrow(/^split: no row is left for train\. /);
  });

  test('by row numbers: their order in val and test is kept', () => {
    expect(parts(encoded(COLUMNS))).toEqual([count.slice(0, 8), [9, 8], [11, 10]]);
    const rows = (change: Partial<RowNumbers>) => ({ ...ORDERED, ...change });
    expect(() => encoded(COLUMNS, {}, rows({ test: Int32Array.of(10, 12) }))).toThrow(
      /^split\.json, test\[1\]: row 12 is not in rows\.csv, which has 12 rows\. /,
    );
    expect(() => encoded(COLUMNS, {}, rows({ test: Int32Array.of(10, 8) }))).toThrow(/^split\.json, test\[1\]: row 8 is also in val\[1\]\. /);
    const config = completeRunConfig({ split: { rowsFile: 'split.json' } }, ROLES);
    expect(() => encode(tableOf(COLUMNS) as Table, config)).toThrow(/^split\.rowsFile: the file of row numbers "split\.json" is not open\. /);
  });
});

describe('fields beyond one value and one table', () => {
  const genres = COLUMNS.item.map((_, i) => ['x|y', 'y', '', 'z| x |y'][i % 4] as string);
  const valuesOf = (data: EncodedData, name: string) => {
    const { ids, slots, weights, vocabulary } = data.sparse.find((field) => field.name === name) as EncodedData['sparse'][number];
    return count.map((row) =>
      Array.from({ length: slots }, (_, s) => [vocabulary[ids[row * slots + s] as number], weights?.[row * slots + s]] as const).filter(
        ([, weight]) => weight !== 0,
      ),
    );
  };

  test('all values of a cell are taken, averaged or added; an empty cell has the one empty value', () => {
    for (const take of ['mean', 'sum'] as const) {
      const data = encoded({ ...COLUMNS, genres }, { data: { sparse: [{ column: 'genres', take, separator: '|' }], fitOn: 'all' } });
      expect(data.sparse[0]).toMatchObject({ slots: 3, vocabulary: ['', 'x', 'y', 'z'] });
      const share = (n: number) => (take === 'sum' ? 1 : Math.fround(1 / n));
      expect(valuesOf(data, 'genres').slice(0, 4)).toEqual([
        [
          ['x', share(2)],
          ['y', share(2)],
        ],
        [['y', 1]],
        [['', 1]],
        [
          ['z', share(3)],
          ['x', share(3)],
          ['y', share(3)],
        ],
      ]);
    }
  });

  test('only the first value is taken where that is asked for', () => {
    const data = encoded({ ...COLUMNS, genres }, { data: { sparse: [{ column: 'genres', take: 'first', separator: '|' }], fitOn: 'all' } });
    expect(data.sparse[0]).toMatchObject({ slots: 1, vocabulary: ['', 'x', 'y', 'z'] });
    expect(textOf(data, 0).slice(0, 4)).toEqual(['x', 'y', '', 'z']);
  });

  test('a cell of very many values is cut, and that is said', () => {
    const many = COLUMNS.item.map((_, i) => (i === 3 ? Array.from({ length: 80 }, (__, v) => `v${v}`).join(',') : 'v0'));
    const data = encoded({ ...COLUMNS, many }, { data: { sparse: [{ column: 'many', take: 'sum', separator: ',' }], fitOn: 'all' } });
    expect(data.sparse[0]?.slots).toBe(64);
    expect(messages(data)).toContain('column "many": Some cells have more than 64 values; the first 64 are read.');
  });

  test('fields that share a table share its vocabulary, whichever comes first', () => {
    const friend = COLUMNS.item.map((_, i) => 'cde'[i % 3] as string);
    for (const sparse of [
      ['item', { column: 'friend', share: 'item' }],
      [{ column: 'friend', share: 'item' }, 'item'],
    ]) {
      const data = encoded({ ...COLUMNS, friend }, { data: { sparse, fitOn: 'all' } });
      const [first, second] = data.sparse as [EncodedData['sparse'][number], EncodedData['sparse'][number]];
      expect(first.vocabulary).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(second.vocabulary).toBe(first.vocabulary);
      expect(textOf(data, sparse.indexOf('item'))).toEqual(COLUMNS.item);
      expect(textOf(data, 1 - sparse.indexOf('item'))).toEqual(friend);
      expect([first.share, second.share].filter((share) => share === 'item')).toHaveLength(1);
    }
  });

  test('a field may state the width of its embedding', () => {
    const data = encoded(COLUMNS, { data: { sparse: [{ column: 'item', embedding: 5 }] } });
    expect(data.sparse.map(({ width }) => width)).toEqual([5, undefined]);
  });
});
