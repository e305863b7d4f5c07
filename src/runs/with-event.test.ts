import { expect, test } from 'vitest';
import type { RunEvent } from '../protocol/run';

import { encodeRun, readRun } from './file';
import { emptyLook } from './look.test-helper';
import { isActive, modelOf } from './record';
import { epochRecord, evaluation, modelResult, progressEvent, startedRun } from './run.test-helper';
import { MOST_POINTS, withEvent } from './with-event';

test('events add up, model and baseline apart', () => {
  const events: RunEvent[] = [
    { type: 'phase', phase: 'training' },
    progressEvent('model', 0.5, 0.7),
    progressEvent('baseline', 0.5, 0.8),
    { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true },
    { type: 'epoch', variant: 'baseline', record: epochRecord(1, 0.55), best: true },
    { type: 'epoch', variant: 'model', record: epochRecord(2, 0.58), best: false },
  ];
  const run = events.reduce(withEvent, startedRun());
  expect(isActive(run)).toBe(true);
  expect(run).toMatchObject({ epochs: [epochRecord(1, 0.6), epochRecord(2, 0.58)], bestEpoch: 1, losses: [{ epoch: 0.5, loss: 0.7 }] });
  expect(modelOf(run, 'baseline')).toEqual({ epochs: [epochRecord(1, 0.55)], bestEpoch: 1, losses: [{ epoch: 0.5, loss: 0.8 }] });
  expect([run.progress?.model?.epoch, run.progress?.baseline?.loss]).toEqual([0.5, 0.8]);

  const tested = withEvent(withEvent(run, { type: 'finished', variant: 'model', result: modelResult(0.61) }), {
    type: 'finished',
    variant: 'baseline',
    result: modelResult(0.57),
  });
  expect(tested).toMatchObject({ test: evaluation(0.61), parameters: 7, epochs: [{ epoch: 1 }, { epoch: 2 }] });
  expect(tested.baseline).toMatchObject({ test: evaluation(0.57), epochs: [{ epoch: 1 }] });

  const none = { difference: 0, low: 0, high: 0, standardError: 0 };
  const comparison = { all: none, byDomain: [none], mean: none, meanOf: [0] };
  expect(withEvent(tested, { type: 'compared', comparison })).toEqual({ ...tested, comparison });

  const failed = withEvent(tested, { type: 'phase', phase: 'failed', message: 'why' });
  expect([isActive(failed), failed.message]).toEqual([false, 'why']);
  expect(withEvent(failed, { type: 'phase', phase: 'preparing' })).not.toHaveProperty('message');
});

test('points within the first epoch are kept apart from the epochs, and count for nothing', () => {
  const early = (epoch: number, auc: number) => ({ epoch, outOf: 900, val: evaluation(auc) });
  const events: RunEvent[] = [
    { type: 'early', variant: 'model', record: early(0.05, 0.9) },
    { type: 'early', variant: 'model', record: early(0.5, 0.8) },
    { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true },
    { type: 'early', variant: 'baseline', record: early(0.05, 0.7) },
  ];
  const run = events.reduce(withEvent, startedRun());
  expect(run).toMatchObject({ early: [early(0.05, 0.9), early(0.5, 0.8)], epochs: [{ epoch: 1 }], bestEpoch: 1 });
  expect(modelOf(run, 'baseline')).toEqual({ epochs: [], losses: [], early: [early(0.05, 0.7)] });
});

test('who spoke last is remembered, and who trains no longer', () => {
  const events: RunEvent[] = [
    progressEvent('model', 1, 0.5),
    { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true, ended: true },
    progressEvent('baseline', 0.5, 0.5),
  ];
  expect(events.reduce(withEvent, startedRun()).progress).toMatchObject({ latest: 'baseline', model: { epoch: 1, ended: true }, baseline: { epoch: 0.5 } });
});

test('what was asked of a model is forgotten as it goes on training, and of nothing else', () => {
  const asked = { ...startedRun(), calibration: [], ablation: {} as never };
  expect(withEvent(asked, { type: 'phase', phase: 'done' })).toMatchObject({ calibration: [], ablation: {} });
  const further = withEvent(asked, progressEvent('model', 1.5, 0.5));
  expect(further).not.toHaveProperty('calibration');
  expect(further).not.toHaveProperty('ablation');
});

test('the newest point stays when points become fewer', () => {
  let run = startedRun();
  for (let i = 1; i <= MOST_POINTS + 1; i++) {
    run = withEvent(run, progressEvent('model', i / 10, 0.5));
    expect(run.losses.at(-1)?.epoch).toBe(i / 10);
  }
});

test('a long run keeps the line’s shape and a bounded number of points', () => {
  let run = startedRun();
  for (let i = 1; i <= 5000; i++) run = withEvent(run, progressEvent('model', i / 100, 1 / i));
  const { losses } = run;
  expect(losses.length).toBeLessThanOrEqual(MOST_POINTS + 1);
  expect(losses.length).toBeGreaterThan(MOST_POINTS / 2 - 1);
  expect(losses.at(-1)?.epoch).toBeGreaterThan(49);
  expect(losses.map(({ epoch }) => epoch)).toEqual(losses.map(({ epoch }) => epoch).sort((a, b) => a - b));
});

test('a run that goes on from what was kept loses what came later, results included, and says where', () => {
  const at = (epoch: number) => emptyLook(epoch);
  const events: RunEvent[] = [
    progressEvent('model', 0.5, 0.7),
    { type: 'look', look: at(1) },
    { type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true },
    progressEvent('model', 1.5, 0.6),
    { type: 'look', look: at(2) },
    { type: 'epoch', variant: 'model', record: epochRecord(2, 0.7), best: true },
    { type: 'epoch', variant: 'baseline', record: epochRecord(1, 0.5), best: true },
    { type: 'finished', variant: 'model', result: modelResult(0.7) },
  ];
  const run = events.reduce(withEvent, startedRun());
  const back = withEvent(run, {
    type: 'taken up',
    from: { model: { epoch: 1.25, best: 1 }, baseline: { epoch: 0, best: 0 } },
    why: 'device',
    before: 'webgpu',
  });
  expect(back).toMatchObject({ bestEpoch: 1, epochs: [{ epoch: 1 }], losses: [{ epoch: 0.5 }], looks: [{ epoch: 1 }], baseline: { epochs: [] } });
  expect(back.test).toBeUndefined();
  expect(back.progress).toBeUndefined();
  expect(back.interruptions).toEqual([{ epoch: 1.25, why: 'device', before: 'webgpu' }]);
  // From the beginning, nothing stays.
  expect(withEvent(run, { type: 'taken up', from: {}, why: 'worker' })).toMatchObject({
    epochs: [],
    losses: [],
    looks: [],
    interruptions: [{ epoch: 0, why: 'worker' }],
  });
  // What was kept is of this session; where it was cut off stays.
  const kept = withEvent(back, { type: 'kept', epoch: 1.25 });
  expect(kept.kept).toEqual({ epoch: 1.25 });
  const read = readRun(encodeRun(kept));
  expect(read.kept).toBeUndefined();
  expect(read.interruptions).toEqual(back.interruptions);
});
