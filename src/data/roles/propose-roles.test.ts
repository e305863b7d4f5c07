import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { domainTitle } from '../../config/fields';
import type { Roles } from '../../config/run-config';
import { readTable } from '../formats/read-table';
import type { Table } from '../table/table';
import { tableOf } from '../test-helpers';
import { propose } from './propose-roles';

const proposeRoles = (table: Table) => propose(table).roles;

const many = Array.from({ length: 200 }, (_, i) => i);
const COLUMNS = {
  user_id: many.map((i) => `u${i % 50}`),
  item: many.map((i) => `i${i % 30}`),
  price: many.map((i) => (i / 7).toFixed(2)),
  watch_count: many.map(String),
  channel: many.map((i) => ['home', 'search', 'video'][i % 3] as string),
  timestamp: many.map((i) => String(881250949 + i)),
  title: many.map((i) => `A title ${i}`),
  bought: many.map((i) => String(Number(i % 11 === 0))),
  click: many.map((i) => String(Number(i % 4 === 0))),
};

test('a column named as the label stays the label where its values cannot be one, so that the error speaks of it', () => {
  const { label, sparse } = proposeRoles(tableOf({ site: ['x', 'y', 'x'], item: ['a', 'b', 'b'], click: ['0', '0', '0'] }));
  expect(label).toEqual({ column: 'click' });
  expect(sparse).toEqual(['item']);
});

test('label, domain, ids and numbers; no other outcome, no time, no text that hardly repeats', () => {
  expect(proposeRoles(tableOf(COLUMNS))).toEqual({
    label: { column: 'click' },
    domain: { column: 'channel' },
    sparse: ['user_id', 'item'],
    dense: ['price', 'watch_count'],
  });
});

test('without a telling name: a column of two classes is the label, one of few values the domain', () => {
  const { label, domain } = proposeRoles(
    tableOf({ a: COLUMNS.user_id, b: many.map((i) => String(i % 2)), c: many.map((i) => 'wxyz'[i % 4] as string), d: COLUMNS.price }),
  );
  expect([label.column, domainTitle(domain)]).toEqual(['b', 'c']);
});

test('ratings are positive above 3, ages are grouped and stay a feature', () => {
  const roles = proposeRoles(tableOf({ user: COLUMNS.user_id, rating: many.map((i) => String(1 + (i % 5))), age: many.map((i) => String(18 + (i % 40))) }));
  expect(roles).toEqual({
    label: { column: 'rating', positive: '> 3' },
    domain: { column: 'age', groups: ['< 25', '25..34', '>= 35'] },
    sparse: ['user'],
    dense: ['age'],
  });
});

test('a column called domain is the domain even with one value; else more than two values are preferred to two', () => {
  const base = { click: COLUMNS.click, item: COLUMNS.item };
  expect(proposeRoles(tableOf({ ...base, domain: many.map(() => 'all') })).domain).toEqual({ column: 'domain' });
  const pair = many.map((i) => 'pq'[i % 2] as string);
  expect(proposeRoles(tableOf({ ...base, pair, three: COLUMNS.channel })).domain).toEqual({ column: 'three' });
  expect(proposeRoles(tableOf({ ...base, pair })).domain).toEqual({ column: 'pair' });
});

test.each<[string, string[], Roles['domain']]>([
  ['a shop before groups of an age', ['shop', 'user', 'product', 'age', 'day'], { column: 'shop' }],
  ['a name with _id', ['user', 'age', 'store_id'], { column: 'store_id' }],
  ['texts of few values without a telling name, before groups of an age', ['day', 'outlet', 'user', 'age'], { column: 'outlet' }],
  ['two values too', ['user', 'pair', 'age'], { column: 'pair' }],
  ['not the day, nor who a person is', ['user', 'day', 'gender', 'age'], { column: 'age', groups: ['< 25', '25..34', '>= 35'] }],
  ['not whole numbers, which may count', ['user', 'visits', 'age'], { column: 'age', groups: ['< 25', '25..34', '>= 35'] }],
  ['nor an outcome', ['user', 'purchase', 'age'], { column: 'age', groups: ['< 25', '25..34', '>= 35'] }],
  ['a name that says domain before all', ['scenario', 'shop', 'age'], { column: 'scenario' }],
  ['a name that says a group of people, without an age', ['outlet', 'age_group'], { column: 'age_group' }],
  ['the day only where there is nothing else', ['day', 'user'], { column: 'day' }],
  ['another column before the day', ['day', 'outlet', 'user'], { column: 'outlet' }],
])('the domain: %s', (_, names, domain) => {
  const values: Record<string, string[]> = {
    liked: COLUMNS.click,
    user: COLUMNS.user_id,
    product: COLUMNS.item,
    age: many.map((i) => String(18 + (i % 50))),
    pair: many.map((i) => 'pq'[i % 2] as string),
    gender: many.map((i) => 'FM'[i % 2] as string),
    visits: many.map((i) => String(i % 5)),
    purchase: many.map((i) => ['no', 'yes', 'later'][i % 3] as string),
    day: many.map((i) => ['mon', 'tue', 'wed'][i % 3] as string),
    age_group: many.map((i) => ['young', 'old'][i % 2] as string),
  };
  const table = tableOf({ liked: COLUMNS.click, ...Object.fromEntries(names.map((name) => [name, values[name] ?? (COLUMNS.channel as string[])])) });
  expect(proposeRoles(table).domain).toEqual(domain);
});

test('ratings may go up to 10, and are positive above 6 then', () => {
  const score = many.map((i) => String(1 + (i % 10)));
  expect(proposeRoles(tableOf({ user: COLUMNS.user_id, score, channel: COLUMNS.channel })).label).toEqual({ column: 'score', positive: '> 6' });
});

test('texts that hardly repeat are left out, missing cells aside, but not of a small table', () => {
  const texts = many.map((i) => (i < 100 ? '' : `t${i}`));
  const { sparse } = proposeRoles(tableOf({ click: COLUMNS.click, channel: COLUMNS.channel, texts, item: COLUMNS.item }));
  expect(sparse).toEqual(['item']);
  const first = (column: string[]) => column.slice(0, 40);
  const small = { click: first(COLUMNS.click), channel: first(COLUMNS.channel), title: first(COLUMNS.user_id), texts: first(many.map((i) => `t${i}`)) };
  expect(proposeRoles(tableOf(small)).sparse).toEqual(['texts']);
});

/** Other people's files, which may not be passed on with this project; read where they lie beside it. */
const FOLDER = process.env.DATA_DIR ?? '../shared/data';
const have = existsSync(`${FOLDER}/hamur_ml-1m-sample.csv`);

describe.skipIf(!have)(`the papers' own files (skipped where ${FOLDER} does not hold them)`, () => {
  const read = (name: string) =>
    readTable({ name, stream: () => Readable.toWeb(createReadStream(`${FOLDER}/${name}`)) as unknown as ReadableStream<Uint8Array> });

  test('MovieLens', async () => {
    const table = await read('hamur_ml-1m-sample.csv');
    expect(proposeRoles(table)).toEqual({
      label: { column: 'rating', positive: '> 3' },
      domain: { column: 'age', groups: ['< 25', '25..34', '>= 35'] },
      sparse: ['user_id', 'movie_id', { column: 'genres', separator: '|', take: 'mean' }, 'gender', 'occupation', 'zip'],
      dense: ['age'],
    });
  });

  test('Ali-CCP', async () => {
    const { label, domain, dense, sparse } = proposeRoles(await read('hamur_ali_ccp_train_sample.csv'));
    expect(label).toEqual({ column: 'click' });
    expect(domain).toEqual({ column: '301' });
    expect(dense).toEqual(['D109_14', 'D110_14', 'D127_14', 'D150_14', 'D508', 'D509', 'D702', 'D853']);
    expect(sparse).toHaveLength(22);
    expect(sparse).not.toContain('purchase');
  });
});
