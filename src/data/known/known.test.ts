import { describe, expect, test } from 'vitest';
import { completeRunConfig, domainColumns, fieldColumn } from '../../config/complete';
import { encode } from '../encode/encode';
import { openFiles } from '../files/open-files';
import { propose } from '../roles/propose-roles';
import { fileOf, tableOf, textsOf } from '../test-helpers';
import { KNOWN_SETS, knownData, knownSetInfos, recipeOf } from '.';
import { asKnown } from './as-known';
import { genresOf } from './genre-flags';

const ROWS = 60;
const series = (text: (i: number) => string | number, rows = ROWS) => Array.from({ length: rows }, (_, i) => `${text(i)}`);
const of = (values: readonly (string | number)[]) => (i: number) => values[(i * 5) % values.length] as string | number;
const halves = (i: number) => Number(i % 3 === 0);

/** A few rows of each form, with the columns that it has. */
const FORMS: [title: string, columns: Record<string, string[]>, label: string, domains: number][] = [
  [
    'MovieLens-100K',
    {
      user_id: series((i) => i % 11),
      movie_id: series((i) => i % 13),
      rating: series((i) => 1 + (i % 5)),
      timestamp: series((i) => 881250949 + i),
      title: series((i) => `film ${i % 13}`),
      genres: series(of(['Drama|War', 'Comedy', 'Action'])),
      gender: series(of(['M', 'F'])),
      age: series((i) => 16 + (i % 40)),
      occupation: series(of(['writer', 'other'])),
      zip: series((i) => 10000 + (i % 9)),
    },
    'rating',
    3,
  ],
  [
    'MovieLens-1M',
    {
      user_id: series((i) => i % 11),
      movie_id: series((i) => i % 13),
      label: series(halves),
      gender: series(of(['M', 'F'])),
      age: series(of([1, 18, 25, 35, 45, 50, 56])),
      occupation: series(of([1, 2, 3])),
      zip: series((i) => 10000 + (i % 9)),
    },
    'label',
    3,
  ],
  ['MovieLens', { userId: series((i) => i % 11), movieId: series((i) => i % 13), rating: series((i) => (i % 10) / 2), timestamp: series(String) }, 'rating', 1],
  ['MovieLens', { user_id: series((i) => i % 11), movie_id: series((i) => i % 13), rating: series((i) => i % 6), timestamp: series(String) }, 'rating', 1],
  [
    'Ali-CCP',
    {
      click: series(halves),
      purchase: series(() => 0),
      101: series((i) => i % 9),
      205: series((i) => i % 8),
      301: series(of([1, 2, 3])),
      D109_14: series((i) => i / 60),
    },
    'click',
    3,
  ],
  [
    'KuaiRand',
    {
      user_id: series((i) => i % 9),
      video_id: series((i) => i % 8),
      is_click: series(halves),
      play_time_ms: series((i) => i * 100),
      tab: series(of([0, 1, 4, 9])),
      follow_user_num: series(String),
      onehot_feat0: series(halves),
    },
    'is_click',
    3,
  ],
  [
    'Douban',
    {
      user_id: series((i) => i % 9),
      item_id: series((i) => i % 8),
      rating: series(halves),
      domain: series(of(['book', 'movie', 'music'])),
      living_place: series(of(['', '北京'])),
      join_time: series(() => '2007-07-10'),
      time_bin: series((i) => i % 4),
    },
    'rating',
    3,
  ],
  [
    'MIND',
    {
      User_ID: series((i) => `U${i % 9}`),
      News_ID: series((i) => `N${i % 8}`),
      label: series(halves),
      Category: series(of(['news', 'sports', 'finance', 'travel'])),
      SubCategory: series(of(['a', 'b'])),
    },
    'label',
    3,
  ],
  [
    'Amazon reviews',
    { user: series((i) => `A${i % 9}`), item: series((i) => `B${i % 8}`), label: series(halves), domain_indicator: series(of([0, 1, 2])) },
    'label',
    3,
  ],
  [
    'Amazon reviews',
    {
      reviewerID: series((i) => `A${i % 9}`),
      asin: series((i) => `B${i % 8}`),
      overall: series((i) => `${1 + (i % 5)}.0`),
      file: series(of(['Beauty', 'Books'])),
    },
    'overall',
    2,
  ],
  [
    'Tenrec',
    {
      user_id: series((i) => i % 9),
      item_id: series((i) => i % 8),
      click: series(halves),
      follow: series(() => 0),
      like: series(() => 0),
      share: series(() => 0),
      video_category: series(of(['0', '1', '\\N'])),
      watching_times: series((i) => i % 3),
      gender: series(of([0, 1, 2])),
      age: series((i) => i % 7),
      hist_1: series((i) => i % 5),
    },
    'click',
    3,
  ],
  [
    'AliExpress',
    {
      search_id: series(String),
      categorical_1: series((i) => i % 9),
      numerical_1: series((i) => i / 7),
      click: series(halves),
      conversion: series(() => 0),
      file: series(of(['NL', 'US'])),
    },
    'click',
    2,
  ],
];

test.each(FORMS)('%s is known by its columns; what is made of it can be run', (title, columns, label, domains) => {
  const table = tableOf(columns);
  const known = knownData(table);
  expect(known?.title).toBe(title);
  const roles = known?.roles as NonNullable<typeof known>['roles'];
  expect(roles.label.column).toBe(label);
  const features = [...roles.sparse.map(fieldColumn), ...roles.dense];
  expect(features).not.toContain(label);
  for (const name of [...features, ...domainColumns(roles.domain)]) expect(Object.keys(columns)).toContain(name);
  const config = completeRunConfig({ ...(known?.split && { split: known.split }) }, roles);
  const data = encode(table, config);
  expect(data.domains.map(({ rows }) => rows > 0)).toEqual(Array(domains).fill(true));
});

test('each set that knows its users says who they are', () => {
  const groups = FORMS.map(([title, columns]) => {
    const group = asKnown(propose(tableOf(columns)), knownData(tableOf(columns))).group;
    if (group !== undefined) expect(Object.keys(columns)).toContain(group);
    return [title, group];
  });
  expect(groups.map((each) => each.join(': '))).toEqual([
    'MovieLens-100K: user_id',
    'MovieLens-1M: user_id',
    'MovieLens: userId',
    'MovieLens: user_id',
    'Ali-CCP: 101',
    'KuaiRand: user_id',
    'Douban: user_id',
    'MIND: User_ID',
    'Amazon reviews: user',
    'Amazon reviews: reviewerID',
    'Tenrec: user_id',
    // It knows the search, and not who searched.
    'AliExpress: ',
  ]);
});

test('what was not known when a row was shown is no feature', () => {
  for (const [title, columns] of FORMS) {
    const { sparse = [], dense = [] } = knownData(tableOf(columns))?.roles ?? {};
    const features = [...sparse.map(fieldColumn), ...dense];
    for (const outcome of ['purchase', 'play_time_ms', 'watching_times', 'follow', 'like', 'share', 'conversion', 'rating', 'overall'])
      expect(features, title).not.toContain(outcome);
  }
});

test('other tables are not taken for known ones', () => {
  const tables: Record<string, string[]>[] = [
    { click: series(halves), user: series(String), country: series(of(['DE', 'FR'])) },
    { user_id: series(String), item_id: series(String), rating: series(halves), domain: series(of(['shop', 'app'])) },
    { user_id: series(String), rating: series(halves), timestamp: series(String) },
    { user: series(String), item: series(String), label: series(halves), domain_indicator: series(of(['a', 'b'])) },
  ];
  for (const columns of tables) expect(knownData(tableOf(columns))).toBeUndefined();
});

test('of a small part of MovieLens only the ages that are there are domains', () => {
  const [, columns] = FORMS[1] as (typeof FORMS)[number];
  expect(knownData(tableOf({ ...columns, age: series(of([25, 35])) }))?.roles.domain).toEqual({ column: 'age', groups: ['25..34', '>= 35'] });
  expect(knownData(tableOf({ ...columns, age: series(() => 25) }))?.roles.domain).toEqual({ rows: 'all' });
});

test('the list of known sets says all of each, with an address that may be opened', () => {
  expect(knownSetInfos()).toHaveLength(KNOWN_SETS.length);
  for (const info of knownSetInfos()) {
    for (const text of Object.values(info)) expect(text).not.toBe('');
    expect(new URL(info.home).protocol).toBe('https:');
  }
});

describe('files by their names', () => {
  test.each([
    [['u.data', 'u.user', 'u.item', 'u.genre', 'u1.base', 'README'], 'MovieLens-100K', ['u.data', 'u.user', 'u.item']],
    [['movies.dat', 'README', 'ratings.dat', 'users.dat'], 'MovieLens-1M', ['ratings.dat', 'users.dat', 'movies.dat']],
    [['ml-1m-labels.csv.gz', 'movies.dat', 'users.dat', 'join.py'], 'MovieLens-1M', ['ml-1m-labels.csv.gz', 'users.dat', 'movies.dat']],
    [['ratings.csv', 'movies.csv', 'tags.csv', 'links.csv', 'README.txt'], 'MovieLens', ['ratings.csv', 'movies.csv']],
    [
      [
        'log_random_4_22_to_5_08_pure.csv',
        'log_standard_4_22_to_5_08_pure.csv',
        'log_standard_4_08_to_4_21_pure.csv',
        'user_features_pure.csv',
        'video_features_basic_pure.csv',
        'video_features_statistic_pure.csv',
      ],
      'KuaiRand',
      ['log_standard_4_08_to_4_21_pure.csv', 'log_standard_4_22_to_5_08_pure.csv', 'user_features_pure.csv', 'video_features_basic_pure.csv'],
    ],
    [
      ['bookreviews_cleaned.txt', 'users_cleaned.txt', 'musicreviews_cleaned.txt'],
      'Douban',
      ['bookreviews_cleaned.txt', 'musicreviews_cleaned.txt', 'users_cleaned.txt'],
    ],
    [
      ['reviews_Beauty_5.json.gz', 'reviews_Clothing_Shoes_and_Jewelry_5.json.gz'],
      'Amazon reviews',
      ['reviews_Beauty_5.json.gz', 'reviews_Clothing_Shoes_and_Jewelry_5.json.gz'],
    ],
  ])('%j', (names, title, used) => {
    const recipe = recipeOf(names);
    expect(recipe?.title).toBe(title);
    expect(recipe?.files.map(({ name }) => name)).toEqual(used);
  });

  test.each([[['train.csv', 'test.csv']], [['ratings.csv']], [['movies.csv', 'users.csv']], [['users.dat', 'README']], [[]]])(
    '%j are of no known set',
    (names) => {
      expect(recipeOf(names)).toBeUndefined();
    },
  );
});

const made = (columns: string[][]) => Object.fromEntries(columns.map((texts, i) => [`column ${i + 1}`, texts]));

test('MovieLens-1M as published: three files without names become the paper’s table', async () => {
  const tables = {
    'ratings.dat': made([series((i) => 1 + (i % 6)), series((i) => 1 + (i % 4)), series((i) => 1 + (i % 5)), series((i) => 978300760 + i)]),
    'users.dat': made([series((i) => i + 1, 6), series(of(['M', 'F']), 6), series(of([1, 25, 35]), 6), series(of([1, 2, 3]), 6), series((i) => `0${i}`, 6)]),
    'movies.dat': made([series((i) => i + 1, 5), series((i) => `Film ${i}`, 5), series(of(['Drama|War', 'Comedy']), 5)]),
  };
  const files = ['README', 'users.dat', 'movies.dat', 'ratings.dat'].map((name) => fileOf('', { name: `ml-1m/${name}` }));
  const asked: Record<string, unknown> = {};
  const { table, combined, known } = await openFiles(files, {
    read: async ({ name }, options) => {
      const base = name.slice(name.lastIndexOf('/') + 1) as keyof typeof tables;
      asked[base] = options;
      return tableOf(tables[base], { name });
    },
  });
  expect(Object.keys(asked)).toEqual(['users.dat', 'movies.dat', 'ratings.dat']);
  expect(table.columns.map(({ name }) => name)).toEqual([
    'user_id',
    'movie_id',
    'rating',
    'timestamp',
    'gender',
    'age',
    'occupation',
    'zip',
    'title',
    'genres',
  ]);
  expect(combined?.said).toBe(
    '3 files joined: ml-1m/ratings.dat with ml-1m/users.dat by user_id (100 % found), with ml-1m/movies.dat by movie_id (100 % found)',
  );
  expect(known).toMatchObject({ title: 'MovieLens-1M', roles: { label: { column: 'rating', positive: '> 3' }, domain: { column: 'age' } } });
  expect(known?.notes[1]).toBe('Of MovieLens-1M these files are not needed and were not read: ml-1m/README.');
});

test('the genres of MovieLens-100K: a column for each becomes one', () => {
  const names = Array.from({ length: 24 }, (_, i) => `column ${i + 1}`);
  const flags = (...set: number[]) => Array.from({ length: 19 }, (_, g) => (set.includes(g) ? '1' : '0'));
  const items = [
    ['1', 'Toy Story', 'a', '', 'u', ...flags(3, 4, 5)],
    ['2', 'GoldenEye', 'b', '', 'v', ...flags(1, 2, 16)],
    ['3', 'unknown', '', '', '', ...flags(0)],
    ['4', 'none', '', '', '', ...flags()],
  ];
  const table = tableOf(Object.fromEntries(names.map((name, c) => [name, items.map((row) => row[c] as string)])));
  expect(textsOf(genresOf(table)).genres).toEqual(["Animation|Children's|Comedy", 'Action|Adventure|Thriller', 'unknown', '']);
  const other = tableOf({ a: ['1'], b: ['2'] });
  expect(genresOf(other)).toBe(other);
});

test('a file of a known name that is something else is read as it is', async () => {
  const files = [fileOf('a,b\n1,2\n3,4\n5,6\n', { name: 'u.data' }), fileOf('c,d\n1,2\n', { name: 'u.user' })];
  const { table, known, combined } = await openFiles(files);
  expect(known).toBeUndefined();
  expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(combined?.leftOut.map(({ source }) => source.name)).toEqual(['u.user']);
});
