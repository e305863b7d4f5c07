import { describe, expect, test } from 'vitest';
import { newRun } from '../../runs/record';
import { epochRecord, evaluation, progressEvent, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { withEvent } from '../../runs/with-event';
import { curvesSentence } from './sentences';
import { chartsOf, lossPoints, sharedRange } from './series';

describe('the curves of a run', () => {
  test('one chart for all rows and one a domain, model and baseline by epoch', () => {
    const run = [
      progressEvent('model', 0.5, 0.7),
      progressEvent('baseline', 0.5, 0.8),
      { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true } as const,
      { type: 'epoch', variant: 'baseline', record: epochRecord(1, 0.55), best: true } as const,
      { type: 'epoch', variant: 'model', record: epochRecord(2, 0.58), best: false } as const,
    ].reduce(withEvent, startedRun());
    const [all, home] = chartsOf(run, 'auc');
    expect(all).toEqual({
      title: 'All rows',
      points: [
        { epoch: 1, model: 0.6, baseline: 0.55 },
        { epoch: 2, model: 0.58 },
      ],
      bestPossible: 0.9,
      // Of four rows.
      places: 2,
      ringed: { epoch: 1, counts: true },
    });
    expect(home).toMatchObject({ title: 'home', domain: 0 });
    expect(lossPoints(run)).toEqual([
      { epoch: 0.5, model: 0.7 },
      { epoch: 0.5, baseline: 0.8 },
    ]);
    expect(sharedRange(chartsOf(run, 'auc'))).toEqual([0.55, 0.9]);
  });

  test('of separate models each domain has a ring at the epoch of its own model, and all rows have none', () => {
    const begun = startedRun();
    const { config } = begun;
    const run = {
      ...[1, 2].reduce((so, epoch) => withEvent(so, { type: 'epoch', variant: 'model', record: epochRecord(epoch, 0.6), best: true }), begun),
      config: { ...config, model: { ...config.model, sharing: 'separate' as const, adapters: [] } },
    };
    expect(chartsOf(run, 'auc').some(({ ringed }) => ringed)).toBe(false);
    const [all, home] = chartsOf({ ...run, bestRestored: true, bestEpochs: [1] }, 'auc');
    expect(all?.ringed).toBeUndefined();
    expect(home?.ringed).toEqual({ epoch: 1, counts: true });
    expect(curvesSentence(chartsOf({ ...run, bestRestored: true, bestEpochs: [1] }, 'auc'), 'AUC', 'backbone', true)).toContain(
      'a ring marks the epoch whose weights count there',
    );
  });

  test('a run that begins before the data were looked at learns its domains from the worker', () => {
    const early = newRun({ config: startedRun().config });
    expect(chartsOf(early, 'auc').map(({ title }) => title)).toEqual(['All rows']);
    const domains = ['home', 'search'].map((name) => ({ name, rows: 4, positives: 2 }));
    const run = withEvent(early, { type: 'data', data: { ...SUMMARY, domains, bestPossible: evaluation(0.9) } });
    expect(chartsOf(run, 'auc').map(({ title, bestPossible }) => [title, bestPossible])).toEqual([
      ['All rows', 0.9],
      ['home', 0.9],
      ['search', undefined],
    ]);
  });

  test('points within the first epoch stand before it, both models’ together, with how many rows they are of', () => {
    const early = (epoch: number, auc: number) => ({ epoch, outOf: 900, val: evaluation(auc) });
    const run = [
      { type: 'early', variant: 'model', record: early(0.05, 0.52) } as const,
      { type: 'early', variant: 'model', record: early(0.5, 0.58) } as const,
      { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true } as const,
      { type: 'early', variant: 'baseline', record: early(0.05, 0.51) } as const,
    ].reduce(withEvent, startedRun());
    const sample = { rows: 4, outOf: 900 };
    const points = [
      { epoch: 0.05, model: 0.52, baseline: 0.51, sample },
      { epoch: 0.5, model: 0.58, sample },
      { epoch: 1, model: 0.6 },
    ];
    expect(chartsOf(run, 'auc').map((chart) => chart.points)).toEqual([points, points]);
  });

  test('a metric that there is none of is a gap, not a zero', () => {
    const run = withEvent(startedRun(), { type: 'epoch', variant: 'model', record: epochRecord(1, null), best: true });
    expect(chartsOf(run, 'auc')[0]?.points).toEqual([{ epoch: 1, model: null }]);
    expect(sharedRange([])).toEqual([0, 1]);
  });
});
