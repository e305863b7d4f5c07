import { expect, test } from 'vitest';
import type { KeptRun, Library } from '../../protocol/library';
import { startedRun } from '../../runs/run.test-helper';
import { losesWork } from './leaving';

const LIBRARY: Library = { runs: [], data: [], bytes: 0, persisted: true, keeps: true, unkept: [] };
const TROUBLE: Library = { ...LIBRARY, trouble: { kind: 'full', words: 'No room.' } };
const run = { ...startedRun(), phase: 'training' as const, losses: [{ epoch: 0.5, loss: 0.6 }] };

test('a run under way that is not kept, or was kept long ago, is not left without a question; one that is kept is', () => {
  expect(losesWork({ run: undefined, library: undefined }, 0)).toBe(false);
  expect(losesWork({ run, library: LIBRARY }, 0)).toBe(true);
  expect(losesWork({ run: { ...run, kept: { trouble: 'no room' } }, library: TROUBLE }, 0)).toBe(true);
  const kept = { ...run, kept: { epoch: 1 } };
  expect(losesWork({ run: kept, library: LIBRARY }, 59_000)).toBe(false);
  expect(losesWork({ run: kept, library: LIBRARY }, 61_000)).toBe(true);
  // A pause is kept when it begins.
  expect(losesWork({ run: { ...kept, phase: 'paused' }, library: LIBRARY }, 1e9)).toBe(false);
  // What another tab trains is not lost with this one.
  expect(losesWork({ run: { ...run, recorded: '2026-11-26' }, library: LIBRARY }, 1e9)).toBe(false);
});

test('results that could not be kept are not left without a question; where nothing is to be kept, they are', () => {
  const done = { ...run, phase: 'done' as const };
  expect(losesWork({ run: done, library: TROUBLE }, 1e9)).toBe(true);
  expect(losesWork({ run: done, library: { ...TROUBLE, runs: [{ id: run.id } as KeptRun] } }, 1e9)).toBe(false);
  expect(losesWork({ run: done, library: { ...LIBRARY, keeps: false } }, 1e9)).toBe(false);
  expect(losesWork({ run: { ...done, phase: 'failed' }, library: TROUBLE }, 1e9)).toBe(false);
});
