import { expect, test } from 'vitest';
import type { RunEvent, VariantName } from '../protocol/run';
import { progressOf } from './progress';
import { epochRecord, progressEvent, startedRun } from './run.test-helper';
import { withEvent } from './with-event';

const after = (...events: RunEvent[]) => progressOf(events.reduce(withEvent, startedRun()));
const TRAINING: RunEvent = { type: 'phase', phase: 'training' };
const at = (variant: VariantName, epoch: number, secondsLeft?: number, inAll = secondsLeft): RunEvent =>
  ({ ...progressEvent(variant, epoch, 0.5), ...(secondsLeft !== undefined && { secondsLeft, secondsInAll: inAll, secondsToTest: 2 }) }) as RunEvent;
const epochEnds = (variant: VariantName, epoch: number, ended = false): RunEvent => ({
  type: 'epoch',
  variant,
  record: epochRecord(epoch, 0.6),
  best: false,
  ended,
});

test('the bar counts both models, whichever spoke last; the epoch is that of the model that is trained now, which is named', () => {
  expect(after()).toEqual({ epochs: 20, done: 0, variant: 'model', epoch: 0 });
  expect(after(at('model', 2), at('baseline', 1.25))).toMatchObject({ done: 1.625, variant: 'baseline', epoch: 2, rowsPerSecond: 10 });
  expect(after(at('baseline', 1.25), at('model', 2))).toMatchObject({ done: 1.625, variant: 'model', epoch: 2 });
});

test('in turns both models are in the same epoch: its number never goes back', () => {
  const turns = [0.1, 0.9, 1].flatMap((share) => [share, 1 + share, 2 + share]).sort((a, b) => a - b);
  const events = [0, 1, 2].flatMap((done) =>
    (['model', 'baseline'] as const).flatMap((variant) => turns.filter((epoch) => epoch > done && epoch <= done + 1).map((epoch) => at(variant, epoch))),
  );
  const told = events.map((_, i) => after(...events.slice(0, i + 1)));
  expect(told.map(({ epoch }) => epoch)).toEqual(events.map((_, i) => 1 + Math.floor(i / 6)));
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
});

test('a run that ended early is done', () => {
  expect(after(at('model', 7), at('baseline', 6), { type: 'phase', phase: 'done' })).toMatchObject({ done: 20, epoch: 6 });
  expect(after(at('model', 7), at('baseline', 6), { type: 'phase', phase: 'stopped' })).toMatchObject({ done: 6.5 });
});

test('what one model will not train any more is done, and takes no time; its test does', () => {
  const both = [TRAINING, at('model', 7, 30), at('baseline', 7, 20)];
  expect(after(...both)).toMatchObject({ done: 7, secondsLeft: 50 });
  expect(after(...both, epochEnds('model', 7))).toMatchObject({ done: 7, secondsLeft: 50 });
  expect(after(...both, epochEnds('model', 7, true))).toMatchObject({ done: 13.5, secondsLeft: 22 });
  expect(after(...both, epochEnds('model', 7, true), at('baseline', 8, 18))).toMatchObject({ done: 14, secondsLeft: 20 });
});

test('the time left is that of both models, from the first step of the first, and of as many as train', () => {
  expect(after(TRAINING, at('model', 0.01, 10)).secondsLeft).toBe(20);
  // What the other one takes in all is not what the first has left.
  expect(after(TRAINING, at('model', 0.9, 1, 10)).secondsLeft).toBe(11);
  expect(after(TRAINING, at('model', 1, 1, 10), epochEnds('model', 1, true)).secondsLeft).toBe(12);
  // In its first epoch its pace is not known for sure.
  expect(after(TRAINING, at('model', 1, 10, 12), at('baseline', 0.5, 4)).secondsLeft).toBe(10 + 12 * (1 - 0.5 / 20));
  expect(after(TRAINING, at('model', 1, 10, 12), at('baseline', 0.5, 14)).secondsLeft).toBe(24);
  expect(after(TRAINING, at('model', 1, 10, 12), at('baseline', 1, 4)).secondsLeft).toBe(14);
  const run = startedRun();
  const alone = { ...run, config: { ...run.config, train: { ...run.config.train, baseline: false } } };
  expect(progressOf([TRAINING, at('model', 1, 10)].reduce(withEvent, alone)).secondsLeft).toBe(10);
});

test('where nothing is trained any more no time is left to tell', () => {
  for (const phase of ['evaluating', 'done', 'stopped', 'failed'] as const) {
    expect(after(TRAINING, at('model', 1, 10), { type: 'phase', phase })).not.toHaveProperty('secondsLeft');
  }
  expect(after(TRAINING, at('model', 1, 10), { type: 'phase', phase: 'paused' })).toMatchObject({ secondsLeft: 20 });
});
