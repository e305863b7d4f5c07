import { expect, test } from 'vitest';
import { parseSweep } from '../../config/sweep';
import { isTrained, type TrainedRun } from '../record';
import { epochRecord, evaluation, modelResult, SUMMARY, startedRun } from '../run.test-helper';
import { checkedExperiment } from '../shape/experiment';
import { outcome } from './outcome.test-helper';
import { atRest, doneJob, jobsWaiting, moved, newExperiment, nextJob, secondsLeft, seedsOf, withFailedAgain, withJob, withMoreSeeds } from './queue';
import type { ExperimentRecord, Job } from './record';
import { experimentOf, newRunId } from './run-id';
import { withNextRung } from './sweep-next';

const CONTESTANTS = ['A', '__proto__'].map((name) => ({ name, config: {} }));
const begun = (seeds = [1, 2, 5]): ExperimentRecord =>
  newExperiment({ contestants: CONTESTANTS, seeds, reference: '__proto__' }, { id: 'x', began: 7, data: { name: 'rows.csv', hash: 'abc' } });
const order = ({ jobs }: ExperimentRecord) =>
  jobs.map(({ contestant, seed, state }) => `${contestant === 'A' ? 'A' : 'B'}${seed}${state === 'waiting' ? '' : state[0]}`);
const at = ({ jobs }: ExperimentRecord, i: number) => jobs[i] as Job;

test('seed by seed, so that pairs come early', () => {
  expect(order(begun())).toEqual(['A1', 'B1', 'A2', 'B2', 'A5', 'B5']);
  expect(begun()).toMatchObject({ version: 1, id: 'x', began: 7, reference: '__proto__' });
});

test('the next is one that was cut off, else the first that waits; when none waits there is none', () => {
  let experiment = withJob(begun([1, 2]), { ...at(begun(), 0), state: 'training', run: 'x-1' });
  expect(nextJob(experiment)).toMatchObject({ contestant: '__proto__', seed: 1 });
  experiment = withJob(experiment, { ...at(experiment, 3), run: 'x-4' });
  expect(nextJob(experiment)).toMatchObject({ contestant: '__proto__', seed: 2 });
  expect([jobsWaiting(experiment), jobsWaiting(atRest(experiment))]).toEqual([3, 4]);
  expect(nextJob(atRest(experiment))).toMatchObject({ contestant: 'A', seed: 1, run: 'x-1' });
  expect(nextJob({ ...experiment, jobs: [] })).toBeUndefined();
});

test('a job that waits is moved among those that wait; the others stay where they are', () => {
  const experiment = withJob(withJob(begun(), { ...at(begun(), 0), state: 'done' }), { ...at(begun(), 2), state: 'training' });
  expect(order(moved(experiment, { contestant: '__proto__', seed: 5 }, 0))).toEqual(['A1d', 'B5', 'A2t', 'B1', 'B2', 'A5']);
  expect(order(moved(experiment, { contestant: '__proto__', seed: 1 }, 2))).toEqual(['A1d', 'B2', 'A2t', 'A5', 'B1', 'B5']);
  expect(order(moved(experiment, { contestant: '__proto__', seed: 1 }, 99)).at(-1)).toBe('B1');
  expect(order(moved(experiment, { contestant: '__proto__', seed: 5 }, -3))[1]).toBe('B5');
  expect(moved(experiment, { contestant: 'A', seed: 2 }, 0)).toBe(experiment);
  expect(moved(experiment, { contestant: 'A', seed: 9 }, 0)).toBe(experiment);
});

test('seeds are added after the largest, up to as many as an experiment may have', () => {
  const more = withMoreSeeds(moved(begun(), { contestant: 'A', seed: 5 }, 0), 2);
  expect(order(more).slice(-4)).toEqual(['A6', 'B6', 'A7', 'B7']);
  expect(seedsOf(more)).toEqual([1, 2, 5, 6, 7]);
  expect(() => withMoreSeeds(begun(), 38)).toThrow('41 seeds are too many');
  expect(seedsOf(withMoreSeeds(begun(), 37))).toHaveLength(40);
});

test('a run says which experiment it is of, and has an id of its own', () => {
  const experiment = withJob(begun([1]), { ...at(begun(), 0), run: 'x.1' });
  expect([newRunId(begun([1])), newRunId(experiment)]).toEqual(['x.1', 'x.2']);
  // Nor is the number of one that a later rung took the place of.
  const [a, b] = [at(begun([1]), 0), at(begun([1]), 1)];
  const later = withJob(withJob(begun([1]), { ...a, earlier: [outcome('A', 1, [0.7, 0.7])] }), { ...b, run: 'x.1' });
  expect(newRunId(later)).toBe('x.3');
  expect(newRunId(withJob(experiment, { ...b, run: 'x.7' }))).toBe('x.8');
  expect([experimentOf('x.2'), experimentOf('mb1x2y3z-1'), experimentOf('.1')]).toEqual(['x', undefined, undefined]);
});

test('what failed is tried again, without what was said of it', () => {
  const failed = withJob(begun([1]), { ...at(begun(), 0), state: 'failed', message: 'it diverged', run: 'x-1' });
  expect(nextJob(failed)).toMatchObject({ contestant: '__proto__' });
  const again = withFailedAgain(failed);
  expect(at(again, 0)).toEqual({ contestant: 'A', seed: 1, state: 'waiting', run: 'x-1' });
});

test('what a run came to, and its validation by epoch: the mean over the domains in which there is something to learn', () => {
  const two = (home: number, noise: number) => ({
    ...evaluation(0.6),
    domains: [
      { name: 'home', rows: 2, auc: home, logLoss: 0.5 },
      { name: 'noise', rows: 2, auc: noise, logLoss: 0.5 },
    ],
  });
  const perUser = (auc: number) => ({ perUser: { auc, users: 20, outOf: 20, rows: 40 } });
  const data = { ...SUMMARY, bestPossible: two(0.9, 0.5) };
  const run = { ...startedRun(), ...modelResult(0.7), test: two(0.8, 0.4), data, engine: { name: 'cpu', adapter: '', reason: '' }, phase: 'done' };
  const epochs = [
    { ...epochRecord(1, 0.6), val: two(0.7, 0.3) },
    { ...epochRecord(2, 0.6), val: { ...two(0.75, 0.3), logLoss: null } },
    { ...epochRecord(3, 0.6), val: two(0.8, 0.3) },
  ];
  const trained = { ...run, epochs } as TrainedRun;
  expect(isTrained(trained)).toBe(true);
  const job = doneJob({ contestant: 'A', seed: 1, state: 'training', run: 'x-1', message: 'once' }, trained);
  expect(job).toMatchObject({ state: 'done', run: 'x-1', outcome: { contestant: 'A', epochs: 3, scores: { auc: { mean: 0.8 } } } });
  expect(job).not.toHaveProperty('message');
  const within = epochs.map((each) => ({
    ...each,
    val: { ...each.val, ...perUser(0.55), domains: each.val.domains.map((domain) => ({ ...domain, ...perUser((domain.auc as number) - 0.1) })) },
  }));
  expect(doneJob({ contestant: 'A', seed: 1, state: 'training' }, { ...trained, epochs: within }).curve).toEqual([
    { epoch: 1, auc: 0.7, logLoss: 0.5, perUser: expect.closeTo(0.6, 12) },
    { epoch: 3, auc: 0.8, logLoss: 0.5, perUser: expect.closeTo(0.7, 12) },
  ]);
  expect(job.curve).toEqual([
    { epoch: 1, auc: 0.7, logLoss: 0.5 },
    { epoch: 3, auc: 0.8, logLoss: 0.5 },
  ]);
});

/** A's runs take 10 s, those of the other as long as `seconds`. */
const doneTimes = (seconds: number): ExperimentRecord => {
  const experiment = begun();
  const done = (i: number, each: number) => ({
    ...at(experiment, i),
    state: 'done' as const,
    outcome: outcome(at(experiment, i).contestant, 1, [0.7, 0.7], { secondsPerEpoch: each, epochs: 2 }),
  });
  return withJob(withJob(experiment, done(0, 5)), done(1, seconds / 2));
};

test('time left: each lane takes the next job when it is free', () => {
  // Left are A2, B2, A5, B5.
  expect(secondsLeft(doneTimes(20), [], 1)).toBe(60);
  // A2 and B2 at once; A5 when A2 is done, B5 when B2 is, or A5: both at 20.
  expect(secondsLeft(doneTimes(20), [], 2)).toBe(40);
  expect(secondsLeft(doneTimes(20), [], 9)).toBe(20);
  const underWay = withJob(doneTimes(20), { ...at(begun(), 2), state: 'training' });
  const withA = (secondsLeftOfA: number, secondsInAll: number) =>
    secondsLeft(underWay, [{ contestant: 'A', seed: 2, secondsLeft: secondsLeftOfA, secondsInAll }], 1);
  // Patience ended A1 after 10 s: A2 has had 7, so about 3 are left of its 300 at most.
  expect(withA(300, 307)).toBe(3 + 20 + 10 + 20);
  // It has taken longer than A1 did; or has less left at most.
  expect(withA(300, 390)).toBe(2 + 20 + 10 + 20);
  expect(withA(1, 8)).toBe(1 + 20 + 10 + 20);
});

test('time left of contestants of which nothing is done: as the one under way says, else as the others; nothing known, nothing said', () => {
  expect(secondsLeft(begun(), [], 1)).toBeUndefined();
  const first = withJob(begun([1]), { ...at(begun(), 0), state: 'training' });
  expect(secondsLeft(first, [{ contestant: 'A', seed: 1 }], 1)).toBeUndefined();
  expect(secondsLeft(first, [{ contestant: 'A', seed: 1, secondsLeft: 3, secondsInAll: 8 }], 1)).toBe(3 + 8);
  const over = { ...first, jobs: first.jobs.map((job) => ({ ...job, state: 'failed' as const })) };
  expect(secondsLeft(over, [], 1)).toBeUndefined();
});

test('a sweep goes on rung by rung: what is done waits again with more epochs, and keeps what it came to', () => {
  const { contestants, seeds, reference, sweep } = parseSweep({
    base: { train: { epochs: 4 } },
    sweep: { how: 'halving', keep: 2, vary: { 'model.k': [1, 2, 3, 4] } },
  });
  let experiment = newExperiment({ contestants, seeds, reference, sweep }, { id: 'x', began: 7, data: { name: 'rows.csv', hash: 'abc' } });
  expect(experiment.jobs.map(({ epochs }) => epochs)).toEqual([1, 1, 1, 1]);
  const { config } = startedRun();
  const trained: string[] = [];
  const ids: string[] = [];
  for (let job = nextJob(experiment); job; job = nextJob(experiment)) {
    trained.push(`${job.contestant} e${job.epochs}`);
    // More k is better.
    const auc = 0.6 + Number(job.contestant.slice(2)) / 100;
    const run = {
      ...startedRun(),
      ...modelResult(auc),
      config: { ...config, seed: job.seed, train: { ...config.train, epochs: job.epochs as number } },
      data: SUMMARY,
      engine: { name: 'wasm', adapter: '', reason: '' },
      epochs: Array.from({ length: job.epochs as number }, (_, i) => epochRecord(i + 1, auc)),
    } as TrainedRun;
    ids.push(newRunId(experiment));
    experiment = withNextRung(withJob(experiment, doneJob({ ...job, run: newRunId(experiment) }, run)));
  }
  // No run that is kept is overwritten.
  expect(new Set(ids).size).toBe(7);
  expect(trained).toEqual(['k 1 e1', 'k 2 e1', 'k 3 e1', 'k 4 e1', 'k 3 e2', 'k 4 e2', 'k 4 e4']);
  expect(at(experiment, 3)).toMatchObject({ state: 'done', epochs: 4, outcome: { mostEpochs: 4 }, earlier: [{ mostEpochs: 1 }, { mostEpochs: 2 }] });
  expect(() => checkedExperiment(JSON.parse(JSON.stringify({ ...experiment, contestants: [] })))).toThrow(/contestants/);
});
