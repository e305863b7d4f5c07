import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { atRest } from './at-rest';

test('of a run that is trained elsewhere it says where', () => {
  const followed = { ...startedRun(), phase: 'training' as const, recorded: '2026-11-26' };
  expect(atRest(followed)).toEqual({ reason: expect.stringMatching(/^Another tab trains this run/) });
  expect(atRest(followed, true)).toEqual({ reason: expect.stringMatching(/^The comparison trains this run/) });
  // Nobody trains it any more.
  expect(atRest({ ...followed, phase: 'done' }, true)).toEqual({ reason: expect.stringContaining('was kept on this machine without its model') });
});
