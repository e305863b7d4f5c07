import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../../config/complete';
import type { RunConfigInput } from '../../../config/run-config';
import type { Evaluation } from '../../../protocol/result';
import type { RunRecord } from '../../../runs/record';
import { modelResult, ROLES, SUMMARY, startedRun } from '../../../runs/run.test-helper';
import { metricRows } from './metric-rows';
import { bestOf, type ComparedRun, coloursOf, overlayMetrics, overlayOf } from './overlay';
import { comparable } from './same-rows';

const DOMAINS = ['home', 'video'];
const evaluation = (all: number, ...byDomain: (number | null)[]): Evaluation => ({
  rows: 8,
  auc: all,
  logLoss: 1 - all,
  domains: byDomain.map((auc, d) => ({ name: DOMAINS[d] as string, rows: 4, auc, logLoss: auc === null ? null : 1 - auc })),
});

/** A run that was tested. @param epochs AUC of all rows, of `home` and of `video` after each */
function run(
  id: string,
  input: RunConfigInput = {},
  change: Partial<RunRecord> = {},
  epochs: [number, number, number | null][] = [[0.7, 0.6, 0.5]],
): RunRecord {
  const { bestPossible: _, ...data } = SUMMARY;
  return {
    ...startedRun(),
    config: completeRunConfig(input, ROLES),
    id,
    phase: 'done',
    data: { ...data, domains: DOMAINS.map((name) => ({ name, rows: 4, positives: 2 })) },
    ...modelResult(0.7),
    epochs: epochs.map((values, i) => ({ epoch: i + 1, seconds: 2, trainLoss: 0.6, val: evaluation(...values) })),
    test: evaluation(...(epochs.at(-1) as [number, number, number | null])),
    ...change,
  };
}

describe('whether metrics may be compared', () => {
  const may = (...runs: RunRecord[]) => comparable(runs, ({ id }) => id);
  const data = (change: object) => ({ data: { ...(run('x').data as NonNullable<RunRecord['data']>), ...change } });

  test('on the same rows they may, whatever else differs', () => {
    expect(may(run('a'), run('b', { model: { k: 3 }, train: { epochs: 9 }, engine: 'cpu' }))).toEqual({ may: 'differ' });
    expect(may(run('a', { split: { ratios: [0.8, 0.1, 0.1], seed: 4 }, seed: 1 }), run('b', { split: { ratios: [0.8, 0.1, 0.1], seed: 4 }, seed: 2 }))).toEqual(
      {
        may: 'differ',
      },
    );
  });

  test('of other data they may not, and the hashes are named', () => {
    const { may: how, why } = may(run('a'), run('b', {}, data({ hash: 'fedcba9876543210' }))) as { may: string; why: string };
    expect(how).toBe('not');
    expect(why).toMatch(/^The hash of the data differs: abc of .a.*, fedcba987654 of .b/u);
  });

  test('with another label or other domains, or another split, they may not', () => {
    const why = (other: RunRecord) => (may(run('a'), other) as { why: string }).why;
    expect(why(run('b', { data: { label: { column: 'bought' } } }))).toMatch(/^The hash of what is made of the data .* differs: [0-9a-f]{8} of /);
    expect(why(run('b', { split: { ratios: [0.6, 0.2, 0.2] } }))).toMatch(/^The hash of the split differs: [0-9a-f]{8} of /);
    // The same words may part other rows: a file of row numbers has a name only.
    expect(why(run('b', {}, data({ split: { train: 5, val: 2, test: 1 } })))).toMatch(/^The hash of the split differs/);
  });

  test('where the seed draws the rows and differs, each stands for itself', () => {
    expect(may(run('a', { seed: 1 }), run('b', { seed: 2 }))).toMatchObject({ may: 'stand', why: expect.stringContaining('were tested on different rows') });
    const byTime = { split: { timeColumn: 'time' } };
    expect(may(run('a', { ...byTime, seed: 1 }), run('b', { ...byTime, seed: 2 }))).toEqual({ may: 'differ' });
  });
});

describe('metrics', () => {
  test('the AUC per user of runs whose users are known, with its difference to the others', () => {
    const known = run('a');
    const perUser = { auc: 0.62, users: 20, outOf: 30, rows: 40 };
    const test = { ...(known.test as Evaluation), perUser, domains: (known.test as Evaluation).domains.map((each) => ({ ...each, perUser })) };
    const rows = metricRows([{ ...known, test, config: { ...known.config, data: { ...known.config.data, group: 'user' } } }, run('b')]).filter(({ title }) =>
      title.startsWith('AUC per user'),
    );
    expect(rows.map(({ title, values }) => [title, ...values])).toEqual(
      ['mean over domains', 'all rows', 'home', 'video'].map((of) => [`AUC per user, ${of}`, 0.62, undefined]),
    );
    for (const { lacking } of rows) expect(lacking).toEqual([undefined, 'no column of its users is named']);
  });

  test('overall and by domain; what no run has is left out', () => {
    const rows = metricRows([run('a'), run('b', {}, {}, [[0.8, 0.7, null]])]);
    expect(rows.map(({ title, values }) => [title, ...values.map((value) => value && Number(value.toFixed(6)))])).toEqual([
      ['AUC, mean over domains', 0.55, 0.7],
      ['AUC, all rows', 0.7, 0.8],
      ['AUC, home', 0.6, 0.7],
      ['AUC, video', 0.5, undefined],
      ['LogLoss, mean over domains', 0.45, 0.3],
      ['LogLoss, all rows', 0.3, 0.2],
      ['LogLoss, home', 0.4, 0.3],
      ['LogLoss, video', 0.5, undefined],
      ['Parameters', 7, 7],
      ['Epochs', 1, 1],
      ['Seconds', 2, 2],
    ]);
  });

  test('a run without a test has what it costs', () => {
    const { test: _, parameters: __, ...untested } = run('a');
    expect(metricRows([untested, untested]).map(({ title }) => title)).toEqual(['Epochs', 'Seconds']);
  });
});

describe('curves of several runs', () => {
  const compared = (id: string, colour: number, ...epochs: [number, number, number | null][]): ComparedRun => ({
    id,
    name: id,
    colour,
    run: run(id, {}, {}, epochs),
  });
  const RUNS = [compared('a', 0, [0.6, 0.5, 0.7], [0.7, 0.6, null]), compared('b', 1, [0.8, 0.9, 0.5])];

  test('by epoch, of the mean, of all rows or of one domain', () => {
    const values = (...args: Parameters<typeof overlayOf> extends [unknown, ...infer R] ? R : never) =>
      overlayOf(RUNS, ...args).series.map((each) => each.values);
    expect(overlayOf(RUNS, 'auc', { of: 'mean' }).epochs).toEqual([1, 2]);
    expect(values('auc', { of: 'mean' })).toEqual([
      [0.6, 0.6],
      [0.7, null],
    ]);
    expect(values('auc', { of: 'all' })).toEqual([
      [0.6, 0.7],
      [0.8, null],
    ]);
    expect(values('auc', { of: 'domain', name: 'video' })).toEqual([
      [0.7, null],
      [0.5, null],
    ]);
    expect(values('logLoss', { of: 'domain', name: 'home' })[0]?.map((value) => Number(value?.toFixed(6)))).toEqual([0.5, 0.4]);
    expect(values('auc', { of: 'domain', name: 'elsewhere' })[0]).toEqual([null, null]);
  });

  test('the AUC per user has a line where a run has it', () => {
    expect(overlayMetrics(RUNS)).toEqual(['auc', 'logLoss']);
    const [first, second] = RUNS as [ComparedRun, ComparedRun];
    const epochs = first.run.epochs.map((each) => ({ ...each, val: { ...each.val, perUser: { auc: 0.6, users: 2, outOf: 3, rows: 4 } } }));
    const both = [{ ...first, run: { ...first.run, epochs } }, second];
    expect(overlayMetrics(both)).toEqual(['auc', 'logLoss', 'perUser']);
    expect(overlayOf(both, 'perUser', { of: 'all' }).series.map(({ values }) => values)).toEqual([
      [0.6, 0.6],
      [null, null],
    ]);
    expect(bestOf([0.5, null, 0.7, 0.6], [1, 2, 3, 4], 'perUser')).toEqual({ value: 0.7, epoch: 3 });
  });

  test('the best of a line: the most AUC, the least LogLoss', () => {
    expect(bestOf([0.5, null, 0.7, 0.6], [1, 2, 3, 4], 'auc')).toEqual({ value: 0.7, epoch: 3 });
    expect(bestOf([0.5, null, 0.7, 0.6], [1, 2, 3, 4], 'logLoss')).toEqual({ value: 0.5, epoch: 1 });
    expect(bestOf([null], [1], 'auc')).toBeUndefined();
  });

  test('colours: those that were given, each once, and the first that are free', () => {
    expect(coloursOf([undefined, undefined])).toEqual([0, 1]);
    expect(coloursOf([undefined, 0, 0, undefined, 9])).toEqual([1, 0, 2, 3, 9]);
    expect(new Set(coloursOf(Array.from({ length: 12 }, () => undefined))).size).toBe(12);
  });
});
