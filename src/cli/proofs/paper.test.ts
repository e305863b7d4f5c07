import { expect, test, vi } from 'vitest';
import { PAIR_RUNS } from './pairs';
import { backbonesTable, movielensPaper, movielensUsual, readmeTable } from './paper';
import type { Proof, Run } from './proof';

// Demos of our own: the table reads which there are.
vi.mock('../../config/demos', () => {
  const roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user'], dense: [] };
  const demo = (name: string) => ({ name, title: name, about: '', rows: 1000, roles });
  return { DEFAULT_DEMO: 'conflict', DEMOS: [demo('conflict'), demo('tiny')] };
});

const scores = (...byDomain: number[]) => ({ auc: byDomain[0] ?? 0.5, logLoss: 0.6, byDomain });
const proof = (hamur: number[], alone?: number[]): Proof => ({
  ...{
    date: '2030-01-02',
    commit: 'abc',
    engine: 'wasm',
    data: 'd',
    seconds: 1,
    rowsPerSecond: 1,
    domains: hamur.map((_, d) => `d${d}`),
    testRows: hamur.map(() => 9),
  },
  model: { parameters: 10, epochs: 7, bestEpoch: 4, ...scores(...hamur) },
  ...(alone && { alone: { parameters: 10, epochs: 7, bestEpoch: 4, ...scores(...alone) }, bestPossible: scores(...alone.map(() => 0.9)) }),
});
const linesOf = (text: string) =>
  text.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** DCN on the conflict, all seeds: HAMUR is ahead by .01 in the mean; MLP on both, by nothing. */
const demos = ({ demo, backbone, seed }: Run): Proof | undefined => {
  const own = seed / 1000;
  if (backbone === 'mlp') return proof([0.7003 + own, 0.7], [0.7, 0.7003 + own]);
  return backbone === 'dcn' && demo === 'conflict' ? proof([0.7203 + own, 0.7], [0.7003 + own, 0.7]) : undefined;
};

test('backbones by demos: mean and deviation over the seeds, HAMUR against its own backbone, bold what Holm’s correction carries', () => {
  const text = backbonesTable.table(demos);
  // Seeds 11 to 30, in thousandths, halved: mean .01025, deviation .00296.
  expect(linesOf(text).slice(0, 7)).toEqual([
    ['AUC ↑', 'conflict', 'tiny'],
    ['---', '---', '---'],
    ['MLP', '.7104±.0030', '.7104±.0030'],
    ['MLP + HAMUR', '.7104±.0030', '.7104±.0030'],
    ['− MLP', '.0000 [.0000, .0000], p 1.000', '.0000 [.0000, .0000], p 1.000'],
    ['DCN', '.7104±.0030', ''],
    ['DCN + HAMUR', '**.7204±.0030**', ''],
  ]);
  expect(linesOf(text)[7]?.[1]).toBe('+.0100 [+.0100, +.0100], p .000006');
  expect(text).toContain('correction over the 3 differences of this table. 60 of 280 runs are on record');
  expect(readmeTable.table(demos)).not.toContain('− DCN');
  expect(readmeTable.table(demos)).toContain('| DCN + HAMUR | **.7204±.0030** |  |');
});

test('without proofs there is no table', () => {
  expect(backbonesTable.table(() => undefined)).toBe(`None of the ${PAIR_RUNS.length} runs is on record.`);
  expect(readmeTable.table(() => undefined)).toBe('No run is on record.');
});

test('MovieLens-100K: a table for each mode, and few seeds are said to be few', () => {
  const text = movielensPaper.table(({ key, seed }) => {
    const lead = (key.includes('-hamur-') ? 0.01 : 0) + (key.includes('-recommended') ? 0.002 : 0) + (seed - 2022) / 1000;
    return key.includes('/dcn-') ? proof([0.7 + lead, 0.71, 0.72]) : undefined;
  });
  const [reference, recommended] = text.split('`recommended`:');
  expect(linesOf(reference ?? '').filter(([name]) => name === 'DCN + HAMUR')[0]).toEqual([
    'DCN + HAMUR',
    '.7110±.0010',
    '.7110±.0010',
    '.7100±.0000',
    '.7200±.0000',
  ]);
  expect(linesOf(recommended ?? '').filter(([name]) => name === 'DCN')[0]?.[1]).toBe('.7030±.0010');
  expect(linesOf(reference ?? '').filter(([name]) => name === '− DCN')[0]?.[1]).toBe('+.0100 [+.0100, +.0100], p 1.000');
  expect(text).toContain('over the 5 differences of this table (which 3 seeds cannot reach; 8 can). 6 of 18 runs are on record');
});

test('MovieLens-100K with the page’s settings: all backbones over twelve seeds', () => {
  const text = movielensUsual.table(({ key, seed }) => proof([0.7 + (key.includes('-hamur/') ? 0.01 : 0) + seed / 1000, 0.71, 0.72]));
  expect(linesOf(text).filter(([name]) => name === 'STAR + HAMUR')[0]?.[1]).toBe('**.7165±.0036**');
  expect(text).toContain('over the 35 differences of this table. 168 runs, of ');
  expect(movielensUsual.runs.every(({ config }) => config.model?.layers === undefined && config.train?.epochs === undefined)).toBe(true);
});
