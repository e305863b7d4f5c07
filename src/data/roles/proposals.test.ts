import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { Proposal } from '../../protocol/columns';
import { encode } from '../encode/encode';
import type { Table } from '../table/table';
import { columnOf, tableOf } from '../test-helpers';
import { propose } from './propose-roles';

const ROWS = 120;
const rows = (of: (i: number) => string | number | boolean) => Array.from({ length: ROWS }, (_, i) => String(of(i)));
/** What somebody may have, without a label. */
const BASE = {
  user_id: rows((i) => i % 17),
  item_id: rows((i) => `i${(i * 7) % 23}`),
  channel: rows((i) => ['home', 'search', 'video'][Math.floor(i / 2) % 3] as string),
  price: rows((i) => ((i * 37) % 90) / 4),
};
/** As if by chance. */
const hash = (i: number) => Math.imul(i + 1, 2654435761) >>> 8;
const yes = (i: number) => hash(i) % 97 < 40;
const LABEL = rows((i) => Number(yes(i)));
const of = (columns: Record<string, string[]>) => propose(tableOf({ ...BASE, ...columns }));
const roleOf = ({ reasons }: Proposal, column: string) => reasons.find((each) => each.column === column)?.role;
const whyOf = ({ reasons }: Proposal, column: string) => reasons.find((each) => each.column === column)?.why;

test('every column has one role and a reason', () => {
  const { reasons } = of({
    click: LABEL,
    like: rows((i) => i % 2),
    title: rows((i) => `words ${i}`),
    nothing: rows(() => 'NA'),
    when: rows((i) => `2024-01-${10 + (i % 20)}`),
  });
  expect(reasons.map(({ column, role }) => [column, role])).toEqual([
    ['user_id', 'sparse'],
    ['item_id', 'sparse'],
    ['channel', 'domain'],
    ['price', 'dense'],
    ['click', 'label'],
    ['like', 'leave out'],
    ['title', 'leave out'],
    ['nothing', 'leave out'],
    ['when', 'time'],
  ]);
  for (const { why } of reasons) expect(why).toMatch(/\w.*[^.]$/);
});

test.each([
  'clk',
  'ctr',
  'is_clicked',
  'isClick',
  'install',
  'conv',
  'cvr',
  'buy',
  'pay',
  'order',
  'income',
  'recommended',
  'long_view',
  'ad_clicked',
  'Converted',
  'label_1',
])('“%s” is the label, though another column of 0 and 1 stands before it', (name) => {
  const proposal = propose(tableOf({ is_vip: rows((i) => i % 2), ...BASE, [name]: LABEL }));
  expect(proposal.roles.label).toEqual({ column: name });
  expect(proposal.notes).toContain(`“${name}” is taken for the label. “is_vip” has two values too.`);
});

test.each(['display', 'orderly_id', 'payload', 'likelihood', 'starship', 'click_count', 'num_orders', 'num_click', 'avg_rating', 'history_clicks'])(
  '“%s” holds a word of a label, and is none',
  (name) => {
    const { label } = of({ [name]: rows((i) => i % 2), outcome_of_it: rows((i) => i % 5) }).roles;
    // It is the only column of 0 and 1, which is said.
    expect(label.column === name ? whyOf(of({ [name]: rows((i) => i % 2) }), name) : '').not.toContain('its name says so');
  },
);

test.each<[what: string, values: [no: string, yes: string], positive: string | undefined]>([
  ['0/1', ['0', '1'], undefined],
  ['0.0/1.0', ['0.0', '1.0'], undefined],
  ['-1/1', ['-1', '1'], '1'],
  ['1/2', ['1', '2'], '2'],
  ['false/true', ['False', 'True'], undefined],
  ['N/Y', ['N', 'Y'], 'Y'],
  ['a denial with no', ['noclk', 'clk'], 'clk'],
  ['with not', ['not clicked', 'clicked'], 'clicked'],
  ['with non', ['non-buyer', 'buyer'], 'buyer'],
  ['with un', ['unliked', 'liked'], 'liked'],
  ['with dis', ['dislike', 'like'], 'like'],
  ['two words: the rarer', ['stayed', 'left'], 'left'],
  ['a comma', ['passed by', 'liked, saved'], '"liked, saved"'],
  ['signs that a test would read', ['<=50K', '>50K'], '= >50K'],
])('a label of two classes: %s', (_, [no, positive], stated) => {
  const outcome = rows((i) => (yes(i) ? positive : no));
  const { roles, reasons } = of({ outcome });
  expect(roles.label).toEqual({ column: 'outcome', ...(stated && { positive: stated }) });
  const { labels } = encode(tableOf({ ...BASE, outcome }), completeRunConfig({}, roles));
  expect(Array.from(labels)).toEqual(LABEL.map(Number));
  if (stated) expect(reasons.find(({ role }) => role === 'label')?.why).toContain(`“${positive}”, which is taken as positive`);
});

test.each([
  ['view', 'click'],
  ['skip', 'play'],
  ['none', 'daily'],
  ['not clicked', 'click'],
  ['no purchase', 'bought'],
  ['off', 'on'],
])('of %s and %s the second is positive though it is the more frequent: in the proposal, and in encoding where nothing is proposed', (no, more) => {
  const outcome = rows((i) => (yes(i) ? no : more));
  const table = tableOf({ ...BASE, outcome });
  const { roles } = propose(table);
  expect(roles.label).toEqual({ column: 'outcome', positive: more });
  const unsaid = encode(table, completeRunConfig({ data: { label: { column: 'outcome' } } }, roles));
  expect(unsaid.positive).toBe(`outcome is ${more}`);
});

test('1 and 1.0 are one class', () => {
  const click = rows((i) => (yes(i) ? (i % 2 ? '1' : '1.0') : '0'));
  const { roles } = of({ click });
  expect(roles.label).toEqual({ column: 'click', positive: expect.stringMatching(/^1(\.0)?$/) });
  expect(Array.from(encode(tableOf({ ...BASE, click }), completeRunConfig({}, roles)).labels)).toEqual(LABEL.map(Number));
});

test.each<[what: string, name: string, values: (i: number) => number, positive: string]>([
  ['1 to 5', 'rating', (i) => 1 + (i % 5), '> 3'],
  ['half stars', 'stars', (i) => 0.5 + (i % 10) / 2, '> 3'],
  ['1 to 10', 'Book-Rating', (i) => 1 + (i % 10), '> 6'],
  ['0 to 10', 'score', (i) => i % 11, '> 6'],
  ['nobody gave more than 3', 'rating', (i) => 1 + (i % 3), '> 1'],
  ['clicks', 'clicks', (i) => i % 4, '> 0'],
])('ratings and counts are positive from a number on: %s', (_, name, values, positive) => {
  expect(of({ [name]: rows(values) }).roles.label).toEqual({ column: name, positive });
});

test('a column of many values is no label, and without one the page is told whom to ask for', () => {
  const none = of({ label: rows((i) => i * 3 + 1), grade: rows((i) => 'ABC'[i % 3] as string) });
  expect(none.roles.label).toEqual({ column: '' });
  expect(none.notes[0]).toContain('No column looks like the label');
  const two = of({ left: rows((i) => i % 2), right: LABEL, gender: rows((i) => 'FM'[i % 2] as string) });
  expect(two.roles.label).toEqual({ column: '' });
  expect(two.labels.map(({ column }) => column)).toEqual(['left', 'right', 'gender']);
});

test('the only column of yes and no is the label, unless it says who somebody is', () => {
  expect(of({ reached: LABEL }).roles.label).toEqual({ column: 'reached' });
  expect(of({ is_vip: LABEL }).roles.label).toEqual({ column: '' });
});

test.each([
  'play_time_ms',
  'watch_time',
  'watched',
  'watchRatio',
  'dwell',
  'stay_time',
  'watching_times',
  'transactionid',
  'transaction_id',
  'share',
  'is_comment',
  'cvr_label',
  'like',
  'add_to_cart',
  'profile_stay_time',
  'purchase_amount',
  'is_profile_enter',
])('“%s” is known only afterwards, and is left out with that reason', (name) => {
  const proposal = of({ click: LABEL, [name]: rows((i) => (i * 31) % 50) });
  expect(roleOf(proposal, name)).toBe('leave out');
  expect(whyOf(proposal, name)).toContain('known only after');
});

test.each(['like_cnt', 'follow_user_num', 'user_click_count', 'watch_count', 'display_time_of_day', 'player', 'shareholder'])(
  '“%s” was known before',
  (name) => {
    expect(roleOf(of({ click: LABEL, [name]: rows((i) => (i * 31) % 50) }), name)).not.toBe('leave out');
  },
);

test('what tells the label in every row is left out', () => {
  const proposal = of({ click: LABEL, verdict: rows((i) => (yes(i) ? ['good', 'fine'][i % 2] : 'bad') as string) });
  expect(roleOf(proposal, 'verdict')).toBe('leave out');
  expect(proposal.roles.domain).toEqual({ column: 'channel' });
});

test.each(['Unnamed: 0', 'column 1', 'index', 'row_id', 'counter'])('“%s” counts the rows, and is no feature', (name) => {
  expect(roleOf(of({ click: LABEL, [name]: rows((i) => i) }), name)).toBe('leave out');
  expect(roleOf(of({ click: LABEL, [name]: rows((i) => i + 5000) }), name)).toBe('leave out');
});

test.each<[name: string, values: (i: number) => string | number, role: string]>([
  ['brand_id', (i) => (i % 5 === 0 ? '' : `${3000 + (i % 7)}.0`), 'sparse'],
  ['cate', (i) => 100 + (i % 7), 'sparse'],
  ['userId', (i) => (i * 7919) % 1000, 'sparse'],
  ['isbn', (i) => `${i}X`, 'sparse'],
  ['sku', (i) => i * 7919, 'sparse'],
  ['zip', (i) => `0${1000 + i * 37}`, 'sparse'],
  ['kind', (i) => i % 9, 'sparse'],
  ['duration_ms', (i) => 1000 * (10 + (i % 9)), 'dense'],
  ['I2', (i) => (i % 3) - 1, 'dense'],
  ['visits', (i) => (i % 4 === 0 ? 1 + i * i : i % 3), 'dense'],
  ['temperature', (i) => i % 30, 'dense'],
  ['note', (i) => `many words ${i}`, 'leave out'],
  ['event_id', (i) => `e${i}`, 'leave out'],
  ['tags', (i) => ['a|b', 'b|c', 'c'][i % 3] as string, 'list'],
  ['history', (i) => `[${i % 5}, ${i % 7}]`, 'list'],
  ['sample_weight', (i) => 1 + (i % 3), 'weight'],
])('“%s”', (name, values, role) => expect(roleOf(of({ click: LABEL, [name]: rows(values) }), name)).toBe(role));

test('a column that weighs the rows is proposed as their weight, and one alone', () => {
  const proposal = of({ click: LABEL, sample_weight: rows((i) => 1 + (i % 3)), row_weight: rows((i) => i % 4) });
  expect(proposal.weight).toBe('sample_weight');
  expect([roleOf(proposal, 'sample_weight'), roleOf(proposal, 'row_weight')]).toEqual(['weight', 'leave out']);
  expect(whyOf(proposal, 'sample_weight')).toBe('its name says how much a row counts: so it does in the loss, and is no feature');
  // Where most rows would count nothing, or less than nothing, it is none.
  for (const values of [rows((i) => Number(i % 9 === 0)), rows((i) => (i % 5) - 1), rows((i) => (i % 2 ? 'high' : 'low'))])
    expect(of({ click: LABEL, sample_weight: values }).weight).toBeUndefined();
});

test('a column without a name is left out, and the rest can be run', () => {
  const proposal = of({ click: LABEL, '': rows((i) => i % 9) });
  expect(roleOf(proposal, '')).toBe('leave out');
  expect(completeRunConfig({}, proposal.roles).data.sparse).toEqual(['user_id', 'item_id']);
});

test('what a file says of its columns wins', () => {
  const table = tableOf({ click: LABEL, channel: BASE.channel });
  const declared = [
    columnOf(
      'a',
      rows((i) => i % 9),
      { declared: 'float' },
    ),
    columnOf(
      'b',
      rows((i) => i % 9),
      { declared: 'token' },
    ),
    columnOf(
      'c',
      rows((i) => `${i % 3} ${i % 5}`),
      { declared: 'token_seq' },
    ),
    columnOf(
      'd',
      rows((i) => `${i % 3} ${i % 5}`),
      { declared: 'float_seq' },
    ),
  ];
  const { roles } = propose({ ...table, columns: [...table.columns, ...declared] });
  expect(roles).toMatchObject({ dense: ['a'], sparse: ['b', { column: 'c', take: 'mean', separator: ' ' }] });
});

test.each<[what: string, values: (i: number) => string, split: object | undefined]>([
  ['the usual words', (i) => ['train', 'valid', 'test'][i % 3] as string, { column: 'part' }],
  ['others', (i) => ['tr', 'dev', 'Holdout'][i % 3] as string, { column: 'part', train: 'tr', test: 'Holdout' }],
  ['a part is missing', (i) => ['train', 'test'][i % 2] as string, undefined],
])('a column that names parts of a split: %s', (_, values, split) => {
  const proposal = of({ click: LABEL, part: rows(values) });
  expect(proposal.split).toEqual(split);
  expect(roleOf(proposal, 'part')).toBe(split ? 'split' : 'leave out');
  expect(proposal.roles.domain).toEqual({ column: 'channel' });
});

test('a split or a domain of which a part has no row with a label is not proposed', () => {
  const click = rows((i) => (i % 3 === 1 ? 'NA' : Number(yes(i))));
  expect(of({ click, part: rows((i) => ['train', 'valid', 'test'][i % 3] as string) }).split).toBeUndefined();
  const { domain } = of({ click, domain: rows((i) => ['x', 'y', 'z'][i % 3] as string) }).roles;
  expect(domain).toEqual({ column: 'channel' });
});

const { channel: _, ...NO_CHANNEL } = BASE;
const without = (columns: Record<string, string[]>) => propose(tableOf({ ...NO_CHANNEL, click: LABEL, ...columns })).roles.domain;

test.each<[what: string, columns: Record<string, string[]>, domain: object]>([
  ['none at all', {}, { rows: 'all' }],
  [
    'a full one before one with gaps, whatever its name',
    { country: rows((i) => (i % 4 === 0 ? '' : ['DE', 'FR'][i % 2]) as string), device: rows((i) => 'abc'[i % 3] as string) },
    { column: 'device' },
  ],
  [
    'gaps are a domain of their own where there is no other',
    { country: rows((i) => (i % 4 === 0 ? 'NA' : ['DE', 'FR', 'IT'][i % 3]) as string) },
    { column: 'country', gaps: 'own' },
  ],
  ['not one of mostly gaps', { country: rows((i) => (i % 4 ? '' : ['DE', 'FR', 'IT'][i % 3]) as string) }, { rows: 'all' }],
  ['codes of ages', { age: rows((i) => i % 7) }, { column: 'age' }],
  ['ages from 0 to 1 are in no group of three', { age: rows((i) => (i % 50) / 50) }, { rows: 'all' }],
  ['ages', { age: rows((i) => 18 + (i % 50)) }, { column: 'age', groups: ['< 25', '25..34', '>= 35'] }],
])('the domain: %s', (_, columns, domain) => expect(without(columns)).toEqual(domain));

test('the user is known by its name', () => {
  expect(of({ click: LABEL }).group).toBe('user_id');
  expect(of({ click: LABEL, user_type: rows((i) => i % 3) }).group).toBe('user_id');
});

/** What an error of the data themselves says: there are too few rows, or of one class only. */
const OF_THE_DATA = /no row is left|has only one class|has 1 value|has 0 different values|no feature is chosen|all values are missing|is not a number/;

test('whatever the table, the proposal can be run, or no label is proposed, or the data themselves are at fault', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'click',
      'label',
      'rating',
      'age',
      'country',
      'domain',
      'domain_indicator',
      'split',
      'user_id',
      'id',
      'timestamp',
      'date',
      'tags',
      'price',
      'sample_weight',
      'gender',
      '301',
      'title',
    ),
    fc.string({ minLength: 1, maxLength: 6 }),
    fc.constantFrom('__proto__', 'constructor', 'toString'),
  );
  const cells = fc.oneof(
    fc.constantFrom(
      ['0', '1'],
      ['0', '1', ''],
      ['1', '1.0', '0'],
      ['-1', '1'],
      ['1', '2'],
      ['no', 'yes'],
      ['a,b', 'c'],
      ['a,b', 'c,d'],
      ['> 1', '< 1'],
      ['x'],
      ['NA'],
      ['', 'x', 'y'],
    ),
    fc.constantFrom(
      ['train', 'val', 'test'],
      ['train', 'test'],
      ['a|b', 'b|c', 'c'],
      ['[1, 2]', '[2]'],
      ['2024-01-01', '2024-03-01', '2024-05-06'],
      ['2024-01-01', '1/1/2024'],
    ),
    fc.constantFrom(
      ['1', '2', '3', '4', '5'],
      ['0', '3', '50'],
      ['18', '26', '40'],
      ['0.1', '0.7', '0.9'],
      ['1e999', '1', '2'],
      ['208310224003697457', '208310224003697458'],
      ['9', '10', '11', 'NA'],
    ),
    fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 8 }),
    fc.constant(Array.from({ length: 97 }, (_, i) => String(i * 3))),
  );
  const column = fc.record({ cells, order: fc.array(fc.nat({ max: 96 }), { minLength: 60, maxLength: 60 }) });
  const tables = fc.uniqueArray(fc.tuple(name, column), { minLength: 2, maxLength: 7, selector: ([each]) => each }).map((list): Table => {
    const columns = list.map(([each, { cells, order }]) =>
      columnOf(
        each,
        order.map((i) => cells[i % cells.length] as string),
      ),
    );
    return { name: 'rows.csv', rows: 60, columns, hash: '', warnings: [] };
  });
  let ran = 0;
  fc.assert(
    fc.property(tables, (table) => {
      const { roles, split, weight, reasons } = propose(table);
      expect(reasons.map((each) => each.column)).toEqual(table.columns.map((each) => each.name));
      if (roles.label.column === '') return;
      try {
        encode(table, completeRunConfig({ ...(split && { split }), ...(weight !== undefined && { data: { weight } }) }, roles));
        ran++;
      } catch (error) {
        expect(String(error)).toMatch(OF_THE_DATA);
      }
    }),
    { numRuns: 400 },
  );
  expect(ran).toBeGreaterThan(100);
});
