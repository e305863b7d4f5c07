import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSweep } from '../../config/sweep';
import { EXPERIMENT_VERSION, type ExperimentRecord } from './record';
import { begun, type Planted, ran } from './sweep.test-helper';
import { nextOf, withNextRung } from './sweep-next';
import { ranking, type SweepState, sweepOf } from './sweep-scores';

const HALVING = { base: { train: { epochs: 27 } }, sweep: { how: 'halving', vary: { 'model.k': Array.from({ length: 9 }, (_, i) => i + 1) } }, seeds: [1, 2] };
/** More k is better; with more epochs all become worse; the seed moves all alike. */
const planted: Planted = (value, seed, epochs) => 0.6 + (value('model.k') as number) / 100 + seed / 1000 - epochs / 500;

/** Trains whatever is next until nothing is. @returns what was asked for, each time */
function toTheEnd(state: SweepState): { state: SweepState; rounds: string[][] } {
  const rounds: string[][] = [];
  for (let at = state; ; ) {
    const { jobs } = nextOf(at);
    if (jobs.length === 0) return { state: at, rounds };
    rounds.push(jobs.map(({ contestant, seed, epochs }) => `${contestant.name} s${seed} e${epochs}`));
    at = { ...at, outcomes: [...at.outcomes, ...jobs.map((job) => ran(job, planted))] };
  }
}

test('rungs in turn: all, then the best third, then the best of these; seed by seed', () => {
  const { state, rounds } = toTheEnd(begun(HALVING));
  expect(state.plan.rungs).toEqual([3, 9, 27]);
  expect(rounds.map((jobs) => jobs.length)).toEqual([18, 6, 2]);
  expect(rounds[0]?.slice(0, 2)).toEqual(['k 1 s1 e3', 'k 2 s1 e3']);
  expect(rounds[1]).toEqual(['k 7 s1 e9', 'k 8 s1 e9', 'k 9 s1 e9', 'k 7 s2 e9', 'k 8 s2 e9', 'k 9 s2 e9']);
  expect(rounds[2]).toEqual(['k 9 s1 e27', 'k 9 s2 e27']);
  expect(nextOf(state).ended.map(({ epochs, contestants }) => [epochs, contestants.map(({ name }) => name)])).toEqual([
    [3, ['k 1', 'k 2', 'k 3', 'k 4', 'k 5', 'k 6']],
    [9, ['k 7', 'k 8']],
  ]);
  // Later rungs first, whatever the score at an earlier one was.
  expect(ranking(state).map(({ contestant, rung }) => `${contestant.name} ${rung}`)).toEqual([
    ...['k 9 2', 'k 8 1', 'k 7 1', 'k 6 0', 'k 5 0', 'k 4 0', 'k 3 0', 'k 2 0', 'k 1 0'],
  ]);
});

test('nobody is ended before all of a rung are measured, with all their seeds', () => {
  const state = begun(HALVING);
  const all = nextOf(state).jobs.map((job) => ran(job, planted));
  for (const missing of [0, 9, 17]) {
    const next = nextOf({ ...state, outcomes: all.filter((_, i) => i !== missing) });
    expect(next.jobs.map(({ epochs }) => epochs)).toEqual([3]);
    expect(next.ended).toEqual([]);
  }
});

test('the order in which runs end decides nothing', () => {
  const wanted = nextOf({ ...begun(HALVING), outcomes: nextOf(begun(HALVING)).jobs.map((job) => ran(job, planted)) }).jobs;
  const outcomes = nextOf(begun(HALVING)).jobs.map((job) => ran(job, planted));
  fc.assert(
    fc.property(fc.shuffledSubarray(outcomes, { minLength: outcomes.length }), (shuffled) => {
      expect(nextOf({ ...begun(HALVING), outcomes: shuffled }).jobs).toEqual(wanted);
    }),
    { numRuns: 20 },
  );
});

test('what failed has no further part, and holds nothing up', () => {
  const state = begun(HALVING);
  const jobs = nextOf(state).jobs.filter(({ contestant }) => contestant.name !== 'k 9');
  const failed = [{ contestant: 'k 9', seed: 2 }];
  const next = nextOf({ ...state, failed, outcomes: jobs.map((job) => ran(job, planted)) });
  expect([...new Set(next.jobs.map(({ contestant }) => contestant.name))]).toEqual(['k 6', 'k 7', 'k 8']);
  expect(next.ended[0]?.contestants.map(({ name }) => name)).not.toContain('k 9');
});

test('a run that stopped by itself is not trained again, but where its learning rate follows the epochs', () => {
  const patient = (base: object) => {
    const state = begun({ ...HALVING, ...base, seeds: [1] });
    // The best has stopped after two of three epochs.
    const outcomes = nextOf(state).jobs.map((job) => ran(job, planted, job.contestant.name === 'k 9' ? 2 : job.epochs));
    return nextOf({ ...state, outcomes }).jobs.map(({ contestant }) => contestant.name);
  };
  expect(patient({})).toEqual(['k 7', 'k 8']);
  expect(patient({ base: { train: { epochs: 27, schedule: 'cosine' } } })).toEqual(['k 7', 'k 8', 'k 9']);
});

test('a grid has one rung, and ends nobody', () => {
  const { state, rounds } = toTheEnd(begun({ sweep: { vary: { 'model.k': [1, 2, 3] } }, seeds: [4, 5] }));
  expect(rounds).toEqual([['k 1 s4 e40', 'k 2 s4 e40', 'k 3 s4 e40', 'k 1 s5 e40', 'k 2 s5 e40', 'k 3 s5 e40']]);
  expect(nextOf(state).ended).toEqual([]);
});

test('a run without an AUC holds nothing up', () => {
  const state = begun({ ...HALVING, seeds: [1] });
  const outcomes = nextOf(state).jobs.map((job) => {
    const { validation: _, ...rest } = ran(job, planted);
    return job.contestant.name === 'k 9' ? rest : ran(job, planted);
  });
  expect(nextOf({ ...state, outcomes }).jobs.map(({ contestant }) => contestant.name)).toEqual(['k 6', 'k 7', 'k 8']);
});

test('a kept sweep goes on rung by rung, and keeps what it came to before', () => {
  const { contestants, seeds, reference, sweep } = parseSweep({ ...HALVING, seeds: [1] });
  const record = (jobs: ExperimentRecord['jobs']): ExperimentRecord => ({
    ...{ version: EXPERIMENT_VERSION, id: 'a', began: 0, contestants, reference, data: { name: 'd', hash: 'h' }, sweep },
    jobs,
  });
  let kept = withNextRung(record(contestants.map(({ name }) => ({ contestant: name, seed: seeds[0] as number, state: 'waiting' }))));
  const trained: number[] = [];
  for (let round = 0; kept.jobs.some(({ state }) => state === 'waiting'); round++) {
    expect(round).toBeLessThan(5);
    trained.push(kept.jobs.filter(({ state }) => state === 'waiting').length);
    for (const job of kept.jobs.filter(({ state }) => state === 'waiting')) {
      const contestant = contestants.find(({ name }) => name === job.contestant) as (typeof contestants)[number];
      const outcome = ran({ contestant, seed: job.seed, epochs: job.epochs as number }, planted);
      kept = withNextRung({ ...kept, jobs: kept.jobs.map((each) => (each.contestant === job.contestant ? { ...each, state: 'done', outcome } : each)) });
    }
  }
  expect(trained).toEqual([9, 3, 1]);
  const best = kept.jobs.find(({ contestant }) => contestant === 'k 9');
  expect([best?.earlier?.map(({ mostEpochs }) => mostEpochs), best?.outcome?.mostEpochs]).toEqual([[3, 9], 27]);
  expect(ranking(sweepOf(kept) as SweepState).map(({ contestant }) => contestant.name)[0]).toBe('k 9');
  expect(withNextRung(kept)).toBe(kept);
  const { sweep: _, ...plain } = kept;
  expect(withNextRung(plain)).toBe(plain);
});
