import { expect, test } from 'vitest';
import type { RunEvent } from '../protocol/run';
import { progressOf } from './progress';
import { progressEvent, startedRun } from './run.test-helper';
import { withEvent } from './with-event';

const after = (...events: RunEvent[]) => progressOf(events.reduce(withEvent, startedRun()));

test('the bar counts both models, whichever spoke last; the epoch is the configured model’s', () => {
  expect(after()).toEqual({ done: 0, epoch: 0 });
  expect(after(progressEvent('model', 2, 0.5), progressEvent('baseline', 1.25, 0.5))).toMatchObject({ done: 1.625, epoch: 2, rowsPerSecond: 10 });
  expect(after(progressEvent('baseline', 1.25, 0.5), progressEvent('model', 2, 0.5))).toMatchObject({ done: 1.625, epoch: 2 });
});

test('a run that ended early is done', () => {
  expect(after(progressEvent('model', 7, 0.5), progressEvent('baseline', 6, 0.5), { type: 'phase', phase: 'done' })).toMatchObject({ done: 20, epoch: 7 });
  expect(after(progressEvent('model', 7, 0.5), progressEvent('baseline', 6, 0.5), { type: 'phase', phase: 'stopped' })).toMatchObject({ done: 6.5, epoch: 7 });
});

test('the time left is that of both models, and of as many as train', () => {
  const left = (variant: 'model' | 'baseline', secondsLeft: number): RunEvent => ({ ...progressEvent(variant, 1, 0.5), secondsLeft }) as RunEvent;
  expect(after(left('model', 10)).secondsLeft).toBe(20);
  expect(after(left('model', 10), left('baseline', 4)).secondsLeft).toBe(14);
  const run = startedRun();
  const alone = { ...run, config: { ...run.config, train: { ...run.config.train, baseline: false } } };
  expect(progressOf(withEvent(alone, left('model', 10))).secondsLeft).toBe(10);
});
