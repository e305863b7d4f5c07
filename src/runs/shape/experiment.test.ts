import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { outcome } from '../experiment/outcome.test-helper';
import { newExperiment, withJob } from '../experiment/queue';
import type { ExperimentRecord, Job } from '../experiment/record';
import { ROLES } from '../run.test-helper';
import { checkedExperiment } from './experiment';

const config = completeRunConfig({}, ROLES);
const plain = newExperiment(
  { contestants: ['A', '__proto__'].map((name) => ({ name, config })), seeds: [1, 2], reference: 'A' },
  { id: 'x', began: 7, data: { name: 'rows.csv', hash: 'abc', rows: 9, columns: 3 } },
);
const first = plain.jobs[0] as Job;
const EXPERIMENT = withJob(plain, {
  ...first,
  state: 'done',
  run: 'x-1',
  outcome: outcome('A', 1, [0.7, null]),
  curve: [{ epoch: 1, auc: null, logLoss: 0.6 }],
});
const asStored = (value: unknown) => JSON.parse(JSON.stringify(value));

test('what was written is read, with settings that came later at their usual values', () => {
  expect(checkedExperiment(asStored(EXPERIMENT))).toEqual(EXPERIMENT);
  const older = asStored(EXPERIMENT);
  delete older.contestants[0].config.train.patience;
  expect(checkedExperiment(older)).toEqual(EXPERIMENT);
});

test('every part that is missing or of another kind is noticed', () => {
  const paths = (value: unknown, at: (string | number)[] = []): (string | number)[][] =>
    value && typeof value === 'object'
      ? Object.keys(value).flatMap((key) => {
          const here = [...at, Array.isArray(value) ? Number(key) : key];
          // Settings that are left out have their usual values.
          return key === 'config' ? [here] : [here, ...paths((value as Record<string, unknown>)[key], here)];
        })
      : [];
  const optional = new Set(['run', 'curve', 'message', 'rows', 'columns']);
  const unnoticed = paths(EXPERIMENT).filter((path) => {
    const changed = asStored(EXPERIMENT);
    const parent = path.slice(0, -1).reduce((value, key) => value[key], changed);
    const key = path.at(-1) as string;
    parent[key] = Symbol.iterator in Object(parent[key]) && typeof parent[key] !== 'string' ? 5 : [parent[key]];
    try {
      checkedExperiment(changed);
      return true;
    } catch {}
    if (Array.isArray(parent) || optional.has(key)) return false;
    delete parent[key];
    try {
      checkedExperiment(changed);
      return true;
    } catch {
      return false;
    }
  });
  expect(unnoticed).toEqual([]);
});

test('what contradicts itself is refused', () => {
  const refused: ((experiment: ExperimentRecord) => unknown)[] = [
    (e) => ({ ...e, reference: 'C' }),
    (e) => ({ ...e, contestants: [e.contestants[0], e.contestants[0]] }),
    (e) => ({ ...e, jobs: [...e.jobs, e.jobs[1]] }),
    (e) => ({ ...e, jobs: [{ ...e.jobs[1], contestant: 'C' }] }),
    (e) => ({ ...e, jobs: [{ ...e.jobs[0], seed: 2 }] }),
    (e) => ({ ...e, jobs: [{ ...e.jobs[0], state: 'waiting' }] }),
    (e) => ({ ...e, jobs: [{ ...e.jobs[1], state: 'done' }] }),
    (e) => ({ ...e, jobs: [] }),
  ];
  for (const change of refused) expect(() => checkedExperiment(change(asStored(EXPERIMENT)))).toThrow('cannot be read');
  expect(() => checkedExperiment({ ...EXPERIMENT, version: 2 })).toThrow('newer version of the page');
});
