import { expect, test } from 'vitest';
import type { Library } from '../../protocol/library';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { DEFAULT_RUN } from '../../runs/stored';
import { listedRuns } from './listed';
import { listedRun } from './listed-run.test-helper';

const { where: _, ...kept } = listedRun('kept');
const library = (...ids: string[]): Library => ({
  runs: ids.map((id) => ({ ...kept, bytes: 1, id })),
  data: [],
  bytes: 0,
  persisted: false,
  keeps: true,
  unkept: [],
});
const run = (id: string) => ({ ...startedRun(), id, phase: 'done' as const, epochs: [epochRecord(1, 0.7)], ...modelResult(0.8) });
const NOTHING = { library: library(), run: undefined, visitRuns: [], visitMarks: new Map(), hiddenRuns: new Set<string>(), storedRuns: {} };
const listed = (known: Partial<typeof NOTHING> | object) => listedRuns({ ...NOTHING, ...known }).map(({ id, where }) => `${id} ${where}`);

test('each run is listed once: kept, of this visit alone, or come with the page', () => {
  expect(
    listed({ library: library('a', 'b'), run: run('b'), visitRuns: [run('a'), run('c'), run('b')], storedRuns: { [DEFAULT_RUN.name]: run(DEFAULT_RUN.name) } }),
  ).toEqual(['c visit', 'a kept', 'b kept', `${DEFAULT_RUN.name} page`]);
});

test('the run on the page is listed where it is not kept, unless it has nothing to show, was taken off or comes with the page', () => {
  expect(listed({ run: run('a') })).toEqual(['a visit']);
  expect(listed({ library: undefined, run: run('a') })).toEqual(['a visit']);
  expect(listed({ run: startedRun() })).toEqual([]);
  expect(listed({ run: run('a'), visitRuns: [run('b')], hiddenRuns: new Set(['a', 'b']) })).toEqual([]);
  expect(listed({ run: run(DEFAULT_RUN.name) })).toEqual([]);
});

test('a run that is not kept has its scores, its marks, and when it began', () => {
  const id = `${(1_790_000_000_000).toString(36)}-3`;
  const [row] = listedRuns({ ...NOTHING, run: run(id), visitMarks: new Map([[id, { star: true, note: 'n' }]]) });
  expect(row).toMatchObject({ began: 1_790_000_000_000, star: true, note: 'n', auc: 0.8, domains: ['home'], parameters: 7, seconds: 1, epochs: 1 });
  expect(row?.scores?.auc).toEqual({ mean: 0.8, all: 0.8, byDomain: [0.8] });
});
