import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DOMAIN_FIELD } from '../../config/fields';
import type { Roles, RunConfig, RunConfigInput } from '../../config/run-config';
import { makeDemo } from '../demos';
import { openFiles } from '../files/open-files';
import { propose } from '../roles/propose-roles';
import type { Table } from '../table/table';
import { AppliedEncoding, columnsToScore } from './apply-encoding';
import { encode } from './encode';
import type { EncodedData } from './encoded-data';
import { encodingFile } from './encoding-file';

/** The encoding that was fitted, without a model: its shape is that of the data. */
function fitted(table: Table, config: RunConfig) {
  const data = encode(table, config);
  const fields = data.sparse.map(({ name, vocabulary, slots }) => ({ name, rows: vocabulary.length, width: 1, slots }));
  const file = encodingFile(table, config, { data, shape: { fields, dense: data.dense.length, domains: data.domains.length }, weights: undefined });
  // It is read from a file elsewhere.
  return { data, file: JSON.parse(JSON.stringify(file)) as typeof file };
}

/** Applied to the very rows that it was fitted on, in two pieces. */
function sameRows(table: Table, { data, file }: { data: EncodedData; file: ReturnType<typeof fitted>['file'] }) {
  const applied = new AppliedEncoding(file);
  const cut = Math.floor(table.rows / 3);
  const pieces = [
    [0, cut],
    [cut, table.rows],
  ].map(([from = 0, to = 0]) => {
    const columns = table.columns.map((column) => ({ ...column, codes: column.codes.slice(from, to) }));
    return applied.apply({ rows: to - from, columns }, from);
  });
  const joined = <T extends { [i: number]: number; length: number }>(of: (piece: (typeof pieces)[number]) => T) =>
    pieces.flatMap((piece) => Array.from(of(piece)));
  const kept = [...data.sourceRows];
  const domains = joined(({ domainIds }) => domainIds);
  expect(kept.map((row) => domains[row])).toEqual([...data.domainIds]);
  const labels = joined(({ labels = new Int8Array() }) => labels);
  expect(kept.map((row) => labels[row])).toEqual([...data.labels]);
  const isKept = new Set(kept);
  for (const row of labels.keys()) expect(isKept.has(row) || labels[row] === -1 || domains[row] === -1, `row ${row}`).toBe(true);
  for (const [f, field] of data.sparse.entries()) {
    const ids = joined(({ sparse }) => sparse[f]?.ids as Int32Array);
    const weights = joined(({ sparse }) => sparse[f]?.weights ?? new Float32Array());
    const picked = (values: number[]) => kept.flatMap((row) => values.slice(row * field.slots, (row + 1) * field.slots));
    expect(picked(ids), field.name).toEqual([...field.ids]);
    expect(picked(weights), field.name).toEqual([...(field.weights ?? [])]);
  }
  for (const [i, { name, values }] of data.dense.entries()) {
    const found = joined(({ dense }) => dense[i]?.values as Float32Array);
    const exact = file.dense[i]?.scale.kind !== 'standard';
    for (const [place, row] of kept.entries())
      if (exact) expect(found[row], name).toBe(values[place]);
      else expect(Math.abs((found[row] as number) - (values[place] as number)), name).toBeLessThan(1e-6);
  }
  return applied;
}

test.each(['conflict', 'agreement', 'many', 'tiny', 'one-noisy'])('the rows of the demo %s are encoded as they were when it was fitted', (name) => {
  const { table } = makeDemo(name, { rows: 3000 });
  const { roles } = propose(table);
  sameRows(table, fitted(table, completeRunConfig({ data: { source: { demo: name } } }, roles as Roles)));
});

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
const isLate = (i: number) => i > 330 && i % 4 === 3;
const COLUMNS = ['shop', 'n', 'outcome', 'age', 'type', 'genres', 'items', 'price', 'views', 'score', 'liked'];
const cells = (i: number): string[] => [
  pick(['a ', 'b', ''], i),
  String(i),
  pick(['clk', 'noclk', 'noclk', 'clk', 'NA'], (i * 7) % 11),
  i % 41 === 0 ? '' : String(18 + ((i * 13) % 50)),
  isLate(i) ? `late${i}` : pick(['uk', ' de', 'fr ', 'null', 'é', '日本', '<unk>'], (i * i) % 13),
  pick(['Drama|War', 'Comedy', '', 'War|NA|Drama', "['a|b', 'c']", 'x | y'], (i * 5) % 17),
  `u${(i * 31) % 97}`,
  i % 23 === 0 ? 'NA' : `${(i * 37) % 100},${i % 10}5`,
  String(isLate(i) ? 1e6 + i : Math.round(Math.exp((i % 20) / 2))),
  String(((i * 17) % 30) / 4 - 3),
  pick(['Drama', 'War', 'Opera'], i * 3),
];
const tsv = (rows: string[][], columns = COLUMNS) => [columns, ...rows].map((row) => row.join('\t')).join('\n');
const opened = async (text: string) => (await openFiles([new File([text], 'rows.tsv')], { as: undefined, choices: undefined, sample: { seed: 1 } })).table;
const INPUT = {
  data: {
    source: { file: 'rows.tsv' },
    label: { column: 'outcome' },
    domain: { column: 'age', cuts: [25, 40], gaps: 'own' },
    sparse: [
      'type',
      { name: 'all', column: 'genres', take: 'mean', separator: '|' },
      { name: 'sum', column: 'genres', take: 'sum', separator: '|' },
      { name: 'first', column: 'genres', take: 'first', separator: '|', least: 5 },
      { name: 'hashed', column: 'items', hash: 13 },
      { name: 'liked', column: 'liked', share: 'all' },
    ],
    dense: [
      { column: 'price', scale: 'standard', clip: false },
      { column: 'views', scale: 'log1p' },
      { column: 'score', scale: 'quantiles' },
      { column: 'age', clip: true },
    ],
  },
  split: { timeColumn: 'n', ratios: [0.8, 0.1, 0.1] },
} as unknown as RunConfigInput;
const NO_ROLES: Roles = { label: { column: 'outcome' }, domain: { column: 'age' }, sparse: [], dense: [] };
const withData = (more: object) => ({ ...INPUT, data: { ...INPUT.data, ...more } }) as RunConfigInput;

test.each<[string, RunConfigInput]>([
  ['cuts with gaps, lists, hashes, shared vocabularies, all scales, a decimal comma', INPUT],
  [
    'groups, a test of the label, vocabularies of all rows',
    withData({
      label: { column: 'views', positive: '> 60' },
      domain: { column: 'age', groups: [{ name: 'young', values: '< 30' }, '30..44', '>= 48'] },
      dense: ['price'],
      fitOn: 'all',
    }),
  ],
  ['groups of numbers with a decimal comma', withData({ domain: { column: 'price', groups: ['< 30.5', '>= 40'] } })],
  ['combinations of columns', withData({ domain: { columns: ['liked', 'shop'] }, domainAsInput: true })],
  ['one domain of all rows', withData({ domain: { rows: 'all' } })],
])('rows as other people write them: %s', async (_, input) => {
  const table = await opened(tsv(Array.from({ length: 400 }, (_, i) => cells(i))));
  const config = completeRunConfig(input, NO_ROLES);
  const made = fitted(table, config);
  if (config.data.domainAsInput) expect(made.file.domainIsField && made.data.sparse.at(-1)?.name).toBe(DOMAIN_FIELD);
  sameRows(table, made);
});

test('new rows: unseen values are counted, unknown domains told, numbers read in the form of the column', async () => {
  const table = await opened(tsv(Array.from({ length: 400 }, (_, i) => cells(i))));
  const { file } = fitted(table, completeRunConfig(withData({ domain: { column: 'shop' } }), NO_ROLES));
  expect(columnsToScore(file)).toEqual(['shop', 'type', 'genres', 'items', 'liked', 'price', 'views', 'score', 'age']);
  const more = await opened(
    tsv(
      [
        ['z', 'new', 'War|Western|Drama|x|y|z', 'u0', '1.234,5', '7', '0', '20', 'War'],
        ['b', 'uk', 'Western', 'brand new', '5.678', '7', '0', '', '<unk>'],
      ],
      ['shop', 'type', 'genres', 'items', 'price', 'views', 'score', 'age', 'liked'],
    ),
  );
  const applied = new AppliedEncoding(file);
  const { domainIds, sparse, dense, labels } = applied.apply(more, 0);
  expect([...domainIds]).toEqual([-1, file.domain.names.indexOf('b')]);
  expect(labels).toBeUndefined();
  expect(sparse[0]?.ids[0]).toBe(0);
  expect(Object.fromEntries(applied.unseen)).toMatchObject({ type: 1, hashed: 0, liked: 1 });
  const price = file.dense[0] as (typeof file.dense)[number] & { scale: { from: number; to: number } };
  const line = (value: number) => price.scale.from + ((price.scale.to - price.scale.from) * (value - price.min)) / (price.max - price.min);
  expect([...(dense[0]?.values ?? [])]).toEqual([expect.closeTo(line(1234.5), 3), expect.closeTo(line(5678), 3)]);
  const bad = await opened(
    tsv(
      [
        ['b', 'uk', 'War', 'u0', 'cheap', '7', '0', '20', 'War'],
        ['b', 'uk', 'War', 'u0', '1,5', '7', '0', '20', 'War'],
      ],
      ['shop', 'type', 'genres', 'items', 'price', 'views', 'score', 'age', 'liked'],
    ),
  );
  expect(() => applied.apply(bad, 1000)).toThrow('column "price", row 1,001 below the header: "cheap" is not a number');
  expect(() => applied.apply({ rows: 2, columns: more.columns.slice(1) }, 0)).toThrow('there is no column "shop"');
});
