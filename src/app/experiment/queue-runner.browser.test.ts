import { beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../../config/experiment';
import type { RunConfigInput } from '../../config/run-config';
import { FULL } from '../../lib/full.test-helper';
import { type Outcome, outcomeOf } from '../../runs/experiment/outcome';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { isTrained, newRun, type RunRecord } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { connect } from '../../wire/connect';
import { createAppStore } from '../store/store';
import type { LaneWorker } from './lane';

/** With real workers, and the browser's own storage. */
const SETTINGS: RunConfigInput = { model: { layers: [8], k: 2, embedding: 4, adapters: [1] }, train: { epochs: 3, batch: 64, patience: 9 } };
const EXPERIMENT: Experiment = {
  contestants: [
    { name: 'with', config: SETTINGS },
    { name: 'without', config: { ...SETTINGS, model: { ...SETTINGS.model, adapters: [] } } },
  ],
  seeds: [1, 2],
  reference: 'without',
};

/** A page with its worker and its lanes; `begun` and `gone on` count the runs that its lanes were asked for. */
async function page({ rows = 600, engine = 'wasm' as const } = {}) {
  const [ended, asked] = [new AbortController(), { begun: 0, goneOn: 0 }];
  const session = connect(undefined, ended.signal);
  const lane = (): LaneWorker => {
    const mine = new AbortController();
    ended.signal.addEventListener('abort', () => mine.abort());
    const worker = connect(undefined, mine.signal);
    const run = new Proxy(worker.run, {
      get: (target, name) => {
        if (name === 'train') asked.begun++;
        if (name === 'goOn') asked.goneOn++;
        return Reflect.get(target, name);
      },
    });
    return { session: { ...worker, run }, end: () => mine.abort() };
  };
  const store = createAppStore({ session: () => session, lane });
  const state = store.getState;
  await state().readLibrary();
  // Remembered: the lanes then need not measure them.
  await state().describeEngines();
  await state().open({ demo: 'conflict', rows }, 'conflict', () => ({ data: { source: { demo: 'conflict', rows } }, engine }));
  const ends = () => expect.poll(() => state().queue, { timeout: 60_000, interval: 20 }).toBe('idle');
  return { store, state, asked, session, ends, end: () => ended.abort() };
}

const outcomes = (experiment: ExperimentRecord | undefined) =>
  Object.fromEntries(
    (experiment?.jobs ?? []).map(({ contestant, seed, outcome, curve }) => [`${contestant} ${seed}`, outcome && { ...withoutTime(outcome), curve }]),
  );
const withoutTime = ({ secondsPerEpoch: _, ...outcome }: Outcome) => outcome;
const states = (experiment: ExperimentRecord | undefined) => experiment?.jobs.map(({ state }) => state);

beforeAll(async () => {
  const session = connect();
  await session.library.keepNothing(true);
  await session.library.keepNothing(false);
  sessionStorage.clear();
});

let whole: ReturnType<typeof outcomes>;

test('two contestants, two seeds, two lanes: each run is what it is alone; seeds are added; all are kept, and go and come back together', async () => {
  const { state, asked, session, ends, end } = await page();
  state().setLanes(2);
  await state().startExperiment(EXPERIMENT);
  await expect.poll(() => state().jobsUnderWay.length, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => states(state().experiment)?.filter((each) => each === 'done').length, { timeout: 30_000 }).toBeGreaterThan(0);
  await state().addSeeds(1);
  await ends();
  expect(state()).toMatchObject({ jobsUnderWay: [], secondsLeft: undefined, experimentKept: true, notes: [] });
  expect(states(state().experiment)).toEqual(Array(6).fill('done'));
  expect(asked).toEqual({ begun: 6, goneOn: 0 });
  whole = outcomes(state().experiment);

  // In the page's worker, with all its threads and with whoever watches.
  const { contestants } = state().experiment as ExperimentRecord;
  for (const { name, config } of contestants) {
    let run: RunRecord = newRun({ config: { ...config, seed: 2 } as RunRecord['config'] });
    const take = (event: Parameters<typeof withEvent>[1]) => {
      run = withEvent(run, event);
    };
    await session.run.train(run.config, take);
    if (!isTrained(run)) throw new Error('It was not trained.');
    if (navigator.hardwareConcurrency > 1) expect(run.engine.adapter).toContain('threads');
    const { curve: _, ...here } = whole[`${name} 2`] as Outcome & { curve: unknown };
    expect(here).toEqual(withoutTime(outcomeOf(run, name)));
  }

  const { id } = state().experiment as ExperimentRecord;
  await state().readLibrary();
  await expect.poll(() => state().experiments).toMatchObject([{ id, contestants: ['with', 'without'], seeds: 3, done: 6, jobs: 6, dataName: 'conflict' }]);
  expect(state().library?.runs.filter(({ experiment, phase }) => experiment === id && phase === 'done')).toHaveLength(6);
  // One of them on the page, with what a look at its end has seen, and its model.
  const run = state().experiment?.jobs.find(({ contestant }) => contestant === 'with')?.run as string;
  expect((await session.library.record(run)) as RunRecord).toMatchObject({ engine: { adapter: expect.stringContaining('one thread') } });
  await state().openKeptRun(run);
  expect(state().run).toMatchObject({ id: run, looks: [{ final: true }] });
  await expect.poll(() => state().run?.recorded, { timeout: 30_000 }).toBeUndefined();

  await state().removeExperiment(id);
  expect([state().experiment, state().experiments, state().library?.runs.length]).toEqual([undefined, [], 0]);
  await state().bringBackExperiment();
  expect(outcomes(state().experiment)).toEqual(whole);
  expect(state().library?.runs).toHaveLength(6);
  await state().removeExperiment(id);
  end();
});

test('a reload in the middle goes on: what is done is not trained again, and all comes to the same', async () => {
  const before = await page();
  before.state().setLanes(2);
  await before.state().startExperiment(EXPERIMENT);
  const { id } = before.state().experiment as ExperimentRecord;
  const written = async () => states((await before.session.library.experiment(id)) as ExperimentRecord);
  await expect.poll(written, { timeout: 30_000, interval: 5 }).toContain('done');
  // All its workers end at once, as with a page.
  before.end();
  await expect.poll(async () => (await navigator.locks.query()).held?.some(({ name }) => name?.includes(id)), { timeout: 30_000 }).toBe(false);
  const kept = connect();
  const left = states((await kept.library.experiment(id)) as ExperimentRecord) as string[];
  expect(left).toContain('training');
  expect(left).toContain('done');
  const done = left.filter((each) => each === 'done').length;

  sessionStorage.setItem('hamur.experiment', id);
  const after = await page();
  after.state().setLanes(1);
  await after.state().experimentComesBack();
  await after.ends();
  expect(after.state().notes).toEqual([]);
  const { 'with 3': _, 'without 3': __, ...two } = whole;
  expect(outcomes(after.state().experiment)).toEqual(two);
  // One may have ended before that was written down: it is not trained again either.
  const trained = after.asked.begun + after.asked.goneOn;
  expect(trained).toBeLessThanOrEqual(4 - done);
  expect(trained).toBeGreaterThan(0);
  after.end();
});

// Others' experiments are left to the person in a test with stand-ins each time (queue-runner.test.ts); npm run verify tries it with real workers.
test.skipIf(!FULL)('another tab that comes another day waits for the person', async () => {
  const after = await page();
  after.state().setLanes(1);
  await after.state().startExperiment({ ...EXPERIMENT, seeds: [1] });
  const { id } = after.state().experiment as ExperimentRecord;
  sessionStorage.clear();
  after.state().pauseQueue();
  await expect.poll(() => after.state().queue).toBe('paused');
  const other = await page();
  await other.state().experimentComesBack();
  expect(other.state()).toMatchObject({ experiment: { id }, experimentElsewhere: true, queue: 'idle' });
  await expect(other.state().resumeQueue()).rejects.toThrow('another tab has this experiment');
  void after.state().resumeQueue();
  await after.ends();
  await expect.poll(() => other.state(), { timeout: 10_000 }).toMatchObject({ experimentElsewhere: false, queue: 'idle' });
  expect(outcomes(other.state().experiment)).toEqual({ 'with 1': whole['with 1'], 'without 1': whole['without 1'] });
  after.end();
  other.end();
});

test('a run that fails costs no other; pause, stop, another order; nothing is kept where nothing is wanted', async () => {
  const { state, ends, end, session } = await page({ rows: 300 });
  await state().keepNothing(true);
  state().setLanes(1);
  const diverges = { name: 'diverges', config: { ...SETTINGS, train: { ...SETTINGS.train, learningRate: 10, optimiser: 'sgd', momentum: 0.9999 } } } as const;
  await state().startExperiment({ ...EXPERIMENT, contestants: [diverges, ...EXPERIMENT.contestants], seeds: [7] });
  expect(state().experimentKept).toBe(false);
  state().moveJob('without', 7, 0);
  await ends();
  expect(state().experiment?.jobs).toMatchObject([
    { contestant: 'diverges', state: 'failed', message: expect.stringMatching(/./) },
    { contestant: 'without', state: 'done' },
    { contestant: 'with', state: 'done' },
  ]);
  expect(await session.library.experiments()).toEqual([]);
  expect((await session.library.read()).runs).toEqual([]);

  // Long enough to be paused amid the first of them, whatever the machine.
  const longer = EXPERIMENT.contestants.map(({ name, config }) => ({ name, config: { ...config, train: { ...config.train, epochs: 30, patience: 30 } } }));
  await state().startExperiment({ ...EXPERIMENT, contestants: longer, seeds: [1, 2] });
  await expect.poll(() => state().jobsUnderWay[0]?.epoch, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
  await expect(state().startExperiment(EXPERIMENT)).rejects.toThrow('another experiment is still going on');
  await expect(state().addSeeds(39)).rejects.toThrow('41 seeds are too many');
  state().pauseQueue();
  await expect.poll(() => state().queue).toBe('paused');
  const { jobs } = state().experiment as ExperimentRecord;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(state().experiment?.jobs).toEqual(jobs);
  state().stopQueue();
  await expect.poll(() => state().jobsUnderWay.length, { timeout: 30_000 }).toBe(0);
  expect(state().queue).toBe('paused');
  const done = states(state().experiment)?.filter((each) => each === 'done').length;
  expect(done).toBeLessThan(4);
  void state().resumeQueue();
  await ends();
  expect(states(state().experiment)).toEqual(Array(4).fill('done'));
  await state().keepNothing(false);
  end();
});
