import { expect, test } from 'vitest';
import { pairedDifferences } from '../../measures/paired/differences';
import { holm } from '../../measures/paired/holm';
import { toMarkdown, toRows } from './formats';
import { outcome } from './outcome.test-helper';
import { type Difference, experimentTable } from './table';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Of the seed alone, so that what is drawn differs from seed to seed. */
const noise = (seed: number) => ((seed * 37) % 11) / 1000;
const RUNS = SEEDS.flatMap((seed) => [
  outcome('B', seed, [0.7 + noise(seed), 0.6 + noise(seed)]),
  outcome('A', seed, [0.72 + noise(seed) + noise(seed + 3) / 10, 0.6 + (seed % 2 === 0 ? noise(seed) : -noise(seed))]),
]);

test('means, deviations and paired differences, whatever the order of the runs', () => {
  const table = experimentTable(RUNS.toReversed(), ['A', 'B'], 'B');
  expect(table.columns).toEqual([{ of: 'mean' }, { of: 'all' }, { of: 'domain', at: 0, name: 'home' }, { of: 'domain', at: 1, name: 'video' }]);
  const [auc, logLoss] = table.tables;
  expect([auc?.metric, logLoss?.metric]).toEqual(['auc', 'logLoss']);
  const [a, b] = auc?.rows ?? [];
  expect([a?.contestant, b?.contestant]).toEqual(['A', 'B']);
  const home = a?.cells[2];
  const values = SEEDS.map((seed) => 0.72 + noise(seed) + noise(seed + 3) / 10);
  const centre = values.reduce((x, y) => x + y) / 8;
  expect(home?.mean).toBeCloseTo(centre, 12);
  expect(home?.deviation).toBeCloseTo(Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 7), 12);
  const byHand = pairedDifferences(SEEDS.map((seed) => 0.02 + noise(seed + 3) / 10));
  expect(home?.difference?.seeds).toEqual(SEEDS);
  expect(home?.difference?.mean).toBeCloseTo(byHand.mean, 12);
  expect(home?.difference?.interval?.low).toBeCloseTo(byHand.interval?.low as number, 9);
  expect(b?.cells.some(({ difference }) => difference)).toBe(false);
  expect(table.costs).toEqual([
    { contestant: 'A', runs: 8, parameters: 1000, secondsPerEpoch: 2, epochs: 5 },
    { contestant: 'B', runs: 8, parameters: 1000, secondsPerEpoch: 2, epochs: 5 },
  ]);
});

test('Holm’s correction is over all differences that are shown, and bold is what carries after it', () => {
  const table = experimentTable(RUNS, ['A', 'B'], 'B');
  const differences = table.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference ?? [])));
  expect(table.tests).toBe(8);
  expect(differences.map(({ adjusted }) => adjusted)).toEqual(holm(differences.map(({ p }) => p)));
  const home = table.tables[0]?.rows[0]?.cells[2]?.difference as Difference;
  const video = table.tables[0]?.rows[0]?.cells[3]?.difference as Difference;
  // All eight seeds on one side: 2 of 256 patterns, and eight tests.
  expect(home).toMatchObject({ p: 2 / 256, won: 8, adjusted: 8 * (2 / 256), carries: false });
  expect(experimentTable(RUNS, ['A', 'B'], 'B', ['auc']).tables[0]?.rows[0]?.cells[2]?.difference).toMatchObject({ adjusted: 4 * (2 / 256), carries: true });
  expect(video.carries).toBe(false);
});

test('seeds that only one side has are named and have no part in a difference', () => {
  const runs = RUNS.filter(({ contestant, seed }) => !(contestant === 'B' && seed === 3) && !(contestant === 'A' && seed === 7));
  const table = experimentTable(runs, ['A', 'B'], 'B');
  expect(table.unpaired).toEqual([{ contestant: 'A', seeds: [3, 7] }]);
  const [cell] = table.tables[0]?.rows[0]?.cells ?? [];
  expect(cell?.values).toHaveLength(7);
  expect(cell?.difference?.seeds).toEqual([1, 2, 4, 5, 6, 8]);
  expect(experimentTable(RUNS, ['A', 'B'], 'B').unpaired).toEqual([]);
});

test('a contestant without runs is left out; a domain without an AUC has an empty cell; without users there is no table of theirs', () => {
  const runs = SEEDS.map((seed) => outcome('B', seed, [0.7, null]));
  const table = experimentTable(runs, ['A', 'B'], 'B', ['auc', 'perUser']);
  expect(table.tables.map(({ metric }) => metric)).toEqual(['auc']);
  expect(table.tables[0]?.rows.map(({ contestant }) => contestant)).toEqual(['B']);
  expect(table.tables[0]?.rows[0]?.cells[3]).toEqual({ values: [], mean: null, deviation: null });
  expect(table.tests).toBe(0);
});

test('one seed has a difference and nothing to say of others', () => {
  const { tables } = experimentTable([outcome('A', 1, [0.8, 0.6]), outcome('B', 1, [0.7, 0.6])], ['A', 'B'], 'B');
  expect(tables[0]?.rows[0]?.cells[2]).toMatchObject({ deviation: null, difference: { n: 1, interval: null, p: 1, smallest: null } });
});

test.each([
  ['other data', { data: 'another' }, /A, seed 2, is of the data another, A, seed 1, of demo conflict/],
  ['other domains', { domains: ['home', 'search'] }, /is of the domains home, search/],
  ['another split', { testRows: [99, 51] }, /is of a split with test rows 99, 51/],
])('%s cannot stand in one table', (_, change, message) => {
  const runs = [outcome('A', 1, [0.7, 0.6]), outcome('B', 1, [0.7, 0.6]), outcome('B', 2, [0.7, 0.6]), outcome('A', 2, [0.7, 0.6], change)];
  expect(() => experimentTable(runs, ['A', 'B'], 'B')).toThrow(message);
});

test('without a run of the reference there is nothing to compare with', () => {
  expect(() => experimentTable([outcome('A', 1, [0.7, 0.6])], ['A', 'B'], 'B')).toThrow('there is no run of B yet');
  expect(() => experimentTable([], ['A', 'B'], 'B')).toThrow('there is no run of B yet');
});

test('each may be compared with one of its own, in the columns that are shown', () => {
  const more = SEEDS.flatMap((seed) => [outcome('C', seed, [0.8, 0.5]), outcome('D', seed, [0.7, 0.6])]);
  const against = (contestant: string) => ({ A: 'B', C: 'D' })[contestant];
  const table = experimentTable([...RUNS, ...more.slice(0, -1)], ['B', 'A', 'D', 'C'], 'B', ['auc'], { against, shows: ({ of }) => of === 'domain' });
  expect(table.columns.map(({ of }) => of)).toEqual(['domain', 'domain']);
  expect(table.tests).toBe(4);
  const [b, a, d, c] = table.tables[0]?.rows ?? [];
  expect([b, a, d, c].map((row) => row?.against)).toEqual([undefined, undefined, undefined, 'D']);
  expect([b, d].map((row) => row?.cells.some(({ difference }) => difference))).toEqual([false, false]);
  expect(a?.cells[0]?.difference?.mean).toBeCloseTo(experimentTable(RUNS, ['A', 'B'], 'B').tables[0]?.rows[0]?.cells[2]?.difference?.mean as number, 12);
  expect(c?.cells.map(({ difference }) => difference?.mean.toFixed(6))).toEqual(['0.100000', '-0.100000']);
  // The last run of D is not there.
  expect(c?.cells[0]?.difference?.seeds).toEqual(SEEDS.slice(0, -1));
  expect(table.unpaired).toEqual([{ contestant: 'C', seeds: [8] }]);
  expect(toMarkdown(table)).toContain('| − D | +.1000');
  expect(toMarkdown(table, false)).not.toContain('| −');
  expect(toRows(table).rows.map((row) => row[7])).toEqual([null, null, 'B', 'B', null, null, 'D', 'D']);
});
