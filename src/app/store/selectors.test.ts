import { expect, test } from 'vitest';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { startedRun } from '../../runs/run.test-helper';
import { isExperimentToBringBack, isFollowingOwnLane, isOfOwnLane } from './selectors';

test('an experiment comes back only while nothing was removed after it', () => {
  const removed = (experiments?: string[]) => ({ keys: experiments ? { experiments, runs: ['x.1'] } : { runs: ['a'] }, what: 'it' });
  expect(isExperimentToBringBack({ removed: removed(['x']), removedExperiment: 'x' })).toBe(true);
  for (const later of [removed(), removed(['y']), undefined]) expect(isExperimentToBringBack({ removed: later, removedExperiment: 'x' })).toBe(false);
  expect(isExperimentToBringBack({ removed: removed(['x']), removedExperiment: undefined })).toBe(false);
});

test('a run of the comparison that this tab has is trained by no other tab', () => {
  const experiment = { id: 'x' } as ExperimentRecord;
  const here = { experiment, experimentElsewhere: false };
  const run = { elsewhere: true, experiment: 'x' };
  expect(isOfOwnLane(here, run)).toBe(true);
  expect(isOfOwnLane({ ...here, experimentElsewhere: true }, run)).toBe(false);
  expect(isOfOwnLane(here, { ...run, experiment: 'y' })).toBe(false);
  expect(isOfOwnLane(here, { experiment: 'x' })).toBe(false);
  expect(isOfOwnLane({ ...here, experiment: undefined }, { elsewhere: true })).toBe(false);

  const followed = { ...startedRun(), id: 'x.3', phase: 'training' as const, recorded: '2026-11-26' };
  const { recorded: _, ...own } = followed;
  expect(isFollowingOwnLane({ ...here, run: followed })).toBe(true);
  for (const run of [{ ...followed, id: 'y.3' }, { ...followed, id: 'a-1' }, { ...followed, phase: 'done' as const }, own])
    expect(isFollowingOwnLane({ ...here, run })).toBe(false);
});
