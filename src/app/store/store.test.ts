import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { Roles } from '../../config/run-config';
import type { Evaluation } from '../../protocol/result';
import { isActive, MOST_POINTS, newRun, type RunView, withEvent } from '../../runs/run-view';
import { chartsOf, lossPoints, sharedRange } from '../watch/series';

const ROLES: Roles = {
  label: { column: 'click', positive: '1' },
  domain: { column: 'age', groups: ['< 25', '>= 25'] },
  sparse: ['user', { name: 'genre', column: 'genres', take: 'first', separator: '|' }],
  dense: ['age', 'price'],
};

const evaluation = (auc: number | null): Evaluation => ({ rows: 4, auc, logLoss: 0.5, domains: [{ name: 'home', rows: 4, auc, logLoss: 0.4 }] });
const start = (): RunView =>
  newRun({ config: completeRunConfig({}, ROLES), dataName: 'rows.csv', tableRows: 9, domains: ['home'], bestPossible: evaluation(0.9) });
const record = (epoch: number, auc: number | null) => ({ epoch, seconds: 1, trainLoss: 0.6, val: evaluation(auc) });
const progress = (variant: 'model' | 'baseline', epoch: number, loss: number) =>
  ({ type: 'progress', variant, step: 1, stepsPerEpoch: 9, epoch, epochs: 2, loss, rowsPerSecond: 10 }) as const;

describe('a run as it is shown', () => {
  test('events add up, model and baseline apart', () => {
    const view = [
      { type: 'phase', phase: 'training' } as const,
      progress('model', 0.5, 0.7),
      progress('baseline', 0.5, 0.8),
      { type: 'epoch', variant: 'model', record: record(1, 0.6), best: true } as const,
      { type: 'epoch', variant: 'baseline', record: record(1, 0.55), best: true } as const,
      { type: 'epoch', variant: 'model', record: record(2, 0.58), best: false } as const,
      { type: 'test', variant: 'model', test: evaluation(0.61), bestEpoch: 1 } as const,
    ].reduce(withEvent, start());
    expect(isActive(view)).toBe(true);
    expect(view.variants.model).toEqual({
      epochs: [record(1, 0.6), record(2, 0.58)],
      bestEpoch: 1,
      losses: [{ epoch: 0.5, loss: 0.7 }],
      test: evaluation(0.61),
    });
    expect(view.variants.baseline).toMatchObject({ epochs: [record(1, 0.55)], bestEpoch: 1 });
    expect(isActive(withEvent(view, { type: 'phase', phase: 'failed', message: 'why' }))).toBe(false);
    const [all, home] = chartsOf(view, 'auc');
    expect(all).toEqual({
      title: 'All rows',
      points: [
        { epoch: 1, model: 0.6, baseline: 0.55 },
        { epoch: 2, model: 0.58 },
      ],
      bestPossible: 0.9,
      bestEpoch: 1,
    });
    expect(home).toMatchObject({ title: 'home', domain: 0 });
    expect(lossPoints(view)).toEqual([
      { epoch: 0.5, model: 0.7 },
      { epoch: 0.5, baseline: 0.8 },
    ]);
    const [low, high] = sharedRange(chartsOf(view, 'auc'));
    expect([low < 0.55, high > 0.9]).toEqual([true, true]);
  });

  test('a run that begins before the data were looked at learns its domains from the worker', () => {
    const early = newRun({ config: completeRunConfig({}, ROLES), dataName: 'rows.csv', tableRows: 9, domains: [], bestPossible: undefined });
    const view = withEvent(early, { type: 'data', domains: ['home', 'search'], bestPossible: evaluation(0.9) });
    expect(chartsOf(view, 'auc').map(({ title, bestPossible }) => [title, bestPossible])).toEqual([
      ['All rows', 0.9],
      ['home', 0.9],
      ['search', undefined],
    ]);
  });

  test('a metric that there is none of is a gap, not a zero', () => {
    const view = withEvent(start(), { type: 'epoch', variant: 'model', record: record(1, null), best: true });
    expect(chartsOf(view, 'auc')[0]?.points).toEqual([{ epoch: 1, model: null }]);
    expect(sharedRange([])).toEqual([0, 1]);
  });

  test('a long run keeps the line’s shape and a bounded number of points', () => {
    let view = start();
    for (let i = 1; i <= 5000; i++) view = withEvent(view, progress('model', i / 100, 1 / i));
    const { losses } = view.variants.model;
    expect(losses.length).toBeLessThanOrEqual(MOST_POINTS + 1);
    expect(losses.length).toBeGreaterThan(MOST_POINTS / 2 - 1);
    expect(losses.at(-1)?.epoch).toBeGreaterThan(49);
    expect(losses.map(({ epoch }) => epoch)).toEqual(losses.map(({ epoch }) => epoch).sort((a, b) => a - b));
  });
});
