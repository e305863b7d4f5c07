import { describe, expect, test } from 'vitest';
import { COLUMNS, count, encoded, messages, textOf } from './clicks.test-helper';
import type { EncodedData } from './encoded-data';
import { bucketOf } from './hashed';

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

  test('a cell of just as many values as are read is not warned of', () => {
    const many = COLUMNS.item.map(() => Array.from({ length: 64 }, (_, v) => `v${v}`).join(','));
    const data = encoded({ ...COLUMNS, many }, { data: { sparse: [{ column: 'many', take: 'sum', separator: ',' }], fitOn: 'all' } });
    expect(data.sparse[0]?.slots).toBe(64);
    expect(messages(data).filter((text) => text.includes('Some cells'))).toEqual([]);
  });

  test('a value that is written as the mark for unknown values is a value of its own', () => {
    const item = COLUMNS.item.map((text, i) => (i === 0 ? '<unk>' : i === 9 ? 'new' : text));
    const { ids, vocabulary } = encoded({ ...COLUMNS, item }, { data: { fitOn: 'train' } }).sparse[0] as EncodedData['sparse'][number];
    expect(vocabulary).toEqual(['<unk>', '<unk>', 'a', 'b', 'c']);
    expect([ids[0], ids[9]]).toEqual([1, 0]);
  });
});

describe('huge vocabularies', () => {
  const of = (data: EncodedData) => data.sparse[0] as EncodedData['sparse'][number];
  // a: 4 times, b: twice, c, d: once in the first 8 rows, which train.
  const item = ['a', 'a', 'b', 'c', 'a', 'b', 'd', 'a', 'a', 'c', 'e', 'b'];

  test('values in fewer training rows than stated are read as <unk>', () => {
    const data = encoded({ ...COLUMNS, item }, { data: { sparse: [{ column: 'item', least: 2 }], fitOn: 'train' } });
    expect(of(data).vocabulary).toEqual(['<unk>', 'a', 'b']);
    expect(textOf(data, 0)).toEqual(item.map((text) => ('ab'.includes(text) ? text : '<unk>')));
    // Fitted on all rows there is an unknown value too.
    const all = encoded({ ...COLUMNS, item }, { data: { sparse: [{ column: 'item', least: 2 }], fitOn: 'all' } });
    expect([of(all).hasUnknown, of(all).vocabulary]).toEqual([true, ['<unk>', 'a', 'b', 'c']]);
  });

  test('of lists each value counts its rows, and those of fields that share', () => {
    const tags = ['x|x', 'x|y', 'y|z', ...item.slice(3).map(() => '')];
    const more = ['z', ...item.slice(1).map(() => '')];
    const sparse = [
      { column: 'tags', separator: '|', take: 'mean' as const, least: 2 },
      { column: 'more', share: 'tags' },
    ];
    expect(of(encoded({ ...COLUMNS, tags, more }, { data: { sparse, fitOn: 'train' } })).vocabulary).toEqual(['<unk>', '', 'x', 'y', 'z']);
  });

  test('with a hash each value has a bucket, the same wherever it stands, and none is unknown', () => {
    const data = encoded(
      { ...COLUMNS, item },
      {
        data: {
          sparse: [
            { column: 'item', hash: 1000 },
            { name: 'twin', column: 'item', share: 'item' },
          ],
          fitOn: 'train',
        },
      },
    );
    const { ids, vocabulary, hasUnknown } = of(data);
    expect([vocabulary.length, hasUnknown]).toEqual([1000, false]);
    expect([...ids]).toEqual([...(data.sparse[1]?.ids ?? [])]);
    for (const [i, text] of item.entries()) for (const [j, other] of item.entries()) expect(ids[i] === ids[j]).toBe(text === other);
    const many = Array.from({ length: 20_000 }, (_, i) => bucketOf(`user_${i}`, 100));
    const counts = Array.from({ length: 100 }, (_, b) => many.filter((each) => each === b).length);
    // Five standard deviations of 200.
    expect(Math.min(...counts)).toBeGreaterThan(130);
    expect(Math.max(...counts)).toBeLessThan(270);
  });

  test('what the training rows lack is counted: values, and the rows that have one', () => {
    const facts = (field: object) => encoded({ ...COLUMNS, item }, { data: { sparse: [{ column: 'item', ...field }] } }).facts?.unseen;
    expect(facts({})).toEqual([{ field: 'item', val: { values: 0, rows: 0 }, test: { values: 1, rows: 1 } }]);
    expect(facts({ least: 2 })).toEqual([{ field: 'item', val: { values: 1, rows: 1 }, test: { values: 1, rows: 1 } }]);
    const tags = item.map((text, i) => (i < 8 ? text : `${text}|new|a`));
    const data = encoded({ ...COLUMNS, tags }, { data: { sparse: [{ column: 'tags', separator: '|', take: 'mean' }] } });
    expect(data.facts?.unseen).toEqual([{ field: 'tags', val: { values: 1, rows: 2 }, test: { values: 2, rows: 2 } }]);
    const all = encoded({ ...COLUMNS, item }, { data: { sparse: ['item'], fitOn: 'all' } });
    expect(all.facts?.unseen).toEqual([{ field: 'item', val: { values: 0, rows: 0 }, test: { values: 1, rows: 1 } }]);
    expect(messages(data)).toContain('column "tags": 100 % of the validation rows and 100 % of the test rows have a value that the training rows lack.');
  });
});

test('a missing value is the empty text, whichever word says it', () => {
  const item = COLUMNS.item.map((text, i) => ['NA', 'null', '', text][i % 4] as string);
  expect(encoded({ ...COLUMNS, item }, { data: { fitOn: 'all' } }).sparse[0]?.vocabulary).toEqual(['', 'a', 'b', 'c']);
  expect(encoded({ ...COLUMNS, item }, { data: { fitOn: 'all', missing: [] } }).sparse[0]?.vocabulary).toEqual(['', 'NA', 'a', 'b', 'c', 'null']);
});
