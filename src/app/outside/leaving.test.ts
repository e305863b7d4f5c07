import { expect, test } from 'vitest';
import type { KeptRun, Library } from '../../protocol/library';
import { startedRun } from '../../runs/run.test-helper';
import { losesWork } from './leaving';

const LIBRARY: Library = { runs: [], data: [], bytes: 0, persisted: true, keeps: true, unkept: [] };
const TROUBLE: Library = { ...LIBRARY, trouble: { kind: 'full', words: 'No room.' } };
const run = { ...startedRun(), phase: 'training' as const, losses: [{ epoch: 0.5, loss: 0.6 }] };

const NONE = { queue: 'idle', experimentKept: true, jobsUnderWay: [] } as const;
const losesRun = (state: { run: Parameters<typeof losesWork>[0]['run']; library: Library | undefined }, since: number) =>
  losesWork({ ...NONE, jobsUnderWay: [], ...state }, since);

test('a run under way that is not kept, or was kept long ago, is not left without a question; one that is kept is', () => {
  expect(losesRun({ run: undefined, library: undefined }, 0)).toBe(false);
  expect(losesRun({ run, library: LIBRARY }, 0)).toBe(true);
  expect(losesRun({ run: { ...run, kept: { trouble: 'no room' } }, library: TROUBLE }, 0)).toBe(true);
  const kept = { ...run, kept: { epoch: 1 } };
  expect(losesRun({ run: kept, library: LIBRARY }, 59_000)).toBe(false);
  expect(losesRun({ run: kept, library: LIBRARY }, 61_000)).toBe(true);
  // A pause is kept when it begins.
  expect(losesRun({ run: { ...kept, phase: 'paused' }, library: LIBRARY }, 1e9)).toBe(false);
  // What another tab trains is not lost with this one.
  expect(losesRun({ run: { ...run, recorded: '2026-11-26' }, library: LIBRARY }, 1e9)).toBe(false);
});

test('results that could not be kept are not left without a question; where nothing is to be kept, they are', () => {
  const done = { ...run, phase: 'done' as const };
  expect(losesRun({ run: done, library: TROUBLE }, 1e9)).toBe(true);
  expect(losesRun({ run: done, library: { ...TROUBLE, runs: [{ id: run.id } as KeptRun] } }, 1e9)).toBe(false);
  expect(losesRun({ run: done, library: { ...LIBRARY, keeps: false } }, 1e9)).toBe(false);
  expect(losesRun({ run: { ...done, phase: 'failed' }, library: TROUBLE }, 1e9)).toBe(false);
});

test('an experiment under way that is not kept is not left without a question; one that is kept is, and one that rests with nothing begun', () => {
  const none = { run: undefined, library: LIBRARY };
  const jobsUnderWay = [{ contestant: 'A', seed: 1, epoch: 0, epochs: 2 }];
  expect(losesWork({ ...none, queue: 'running', experimentKept: false, jobsUnderWay }, 0)).toBe(true);
  expect(losesWork({ ...none, queue: 'paused', experimentKept: false, jobsUnderWay }, 0)).toBe(true);
  expect(losesWork({ ...none, queue: 'paused', experimentKept: false, jobsUnderWay: [] }, 0)).toBe(false);
  expect(losesWork({ ...none, queue: 'running', experimentKept: true, jobsUnderWay }, 0)).toBe(false);
  // Since a moment ago nothing is to be kept.
  expect(losesWork({ ...none, library: { ...LIBRARY, keeps: false }, queue: 'running', experimentKept: true, jobsUnderWay }, 0)).toBe(true);
});
