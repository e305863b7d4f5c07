import { afterEach, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { Experiment } from '../../config/experiment';
import type { Session } from '../../protocol/session';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { ROLES } from '../../runs/run.test-helper';
import { fakeSession } from '../store/fake-session.test-helper';
import { createAppStore } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { experimentOf } from './experiment.test-helper';
import { fakeLocks } from './fake-locks.test-helper';

afterEach(() => vi.unstubAllGlobals());

const ENGINE = { name: 'wasm', adapter: '', reason: '' } as const;
const DESCRIBED = { options: [], auto: ENGINE, measured: { key: '', gflops: {}, checks: {} } };
const LIBRARY = { runs: [], data: [], bytes: 0, persisted: false, keeps: true, unkept: [] };
const config = completeRunConfig({ engine: 'wasm', data: { source: { file: 'rows.csv', hash: TABLE.hash } } }, ROLES);
const EXPERIMENT: Experiment = { contestants: ['A', 'B'].map((name) => ({ name, config: {} })), seeds: [1], reference: 'A' };

/** A page on which a file is open, over a library that keeps experiments at once or when the test says so, and lanes that answer when it does. */
function page() {
  const locks = fakeLocks();
  const kept = new Map<string, ExperimentRecord>();
  const lanes: ReturnType<typeof fakeSession>[] = [];
  let written = Promise.resolve();
  const library = {
    experiments: async () => [],
    experiment: async (id: string) => kept.get(id),
    keepExperiment: async (record: ExperimentRecord) => {
      await written;
      kept.set(record.id, record);
      return true;
    },
    files: async () => undefined,
    remove: async () => LIBRARY,
    read: async () => LIBRARY,
  };
  const session = { ...fakeSession().session(), library, engines: { describe: async () => DESCRIBED } } as unknown as Session;
  const lane = () => {
    const worker = fakeSession();
    lanes.push(worker);
    return { session: worker.session(), end: () => {} };
  };
  const store = createAppStore({ session: () => session, lane });
  store.setState({ table: TABLE, openedFrom: { files: [] }, roles: ROLES, preview: PREVIEW, config });
  /** @returns what lets all that is written from now on be written */
  const writesLater = () => {
    let go = () => {};
    written = new Promise((resolve) => {
      go = resolve;
    });
    return () => go();
  };
  /** Until a lane has asked for something. */
  const asked = (i: number, room: keyof Session, method: string) => expect.poll(() => lanes[i]?.count(room, method) ?? 0).toBeGreaterThan(0);
  /** A lane opens the data: until the answer. */
  const opens = async (i: number) => {
    await asked(i, 'engines', 'limitThreads');
    await lanes[i]?.call('engines', 'limitThreads').answer(undefined);
    await lanes[i]?.call('engines', 'describe').answer(DESCRIBED);
    return lanes[i]?.call('data', 'open');
  };
  const trains = async (i: number) => {
    await (await opens(i))?.answer(TABLE);
    await lanes[i]?.call('library', 'read').answer(LIBRARY);
    await asked(i, 'run', 'train');
  };
  return { store, state: store.getState, locks, kept, lanes, writesLater, opens, trains };
}

test('two quick starts make one experiment', async () => {
  const { state, kept, lanes } = page();
  const [first, second] = await Promise.allSettled([state().startExperiment(EXPERIMENT), state().startExperiment(EXPERIMENT)]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { what: 'an experiment is being started already' } });
  expect([...kept.keys()]).toEqual([state().experiment?.id]);
  expect(lanes).toHaveLength(2);
  // The next may begin once the first is there.
  state().pauseQueue();
  await expect.poll(() => state().queue).toBe('paused');
  await state().startExperiment(EXPERIMENT);
  expect(kept.size).toBe(2);
});

test('what cannot begin takes nothing off the page, and whoever has pressed is told', async () => {
  const { store, state, kept } = page();
  await state().startExperiment(EXPERIMENT);
  state().pauseQueue();
  await expect.poll(() => state().queue).toBe('paused');
  const { experiment } = state();
  // The file that it is of can be read no more.
  store.setState({ openedFrom: undefined });
  await expect(state().startExperiment(EXPERIMENT)).rejects.toThrow('are not open');
  expect([state().experiment?.id, kept.size, state().notes]).toEqual([experiment?.id, 1, []]);
  expect(state().queue).toBe('paused');
});

test('who has paused stays paused where another lane has trouble, and keeps the lock while a run rests', async () => {
  const { store, state, lanes, locks, opens, trains } = page();
  await state().startExperiment(EXPERIMENT);
  const lock = `hamur-experiment-${state().experiment?.id}`;
  await trains(0);
  const open = await opens(1);
  state().pauseQueue();
  await expect.poll(() => state().queue).toBe('paused');
  await open?.fail(new Error('no such file'));
  await expect.poll(() => state().notes.join()).toContain('no such file');
  expect(state().queue).toBe('paused');
  expect(lanes[0]?.count('run', 'resume')).toBe(0);

  // The data are gone: it cannot go on.
  store.setState({ table: undefined });
  await expect(state().resumeQueue()).rejects.toThrow('are not open');
  expect(state().queue).toBe('paused');
  expect([lanes[0]?.count('run', 'resume'), locks.held()]).toEqual([0, [lock]]);
});

test('runs that come to their end rest where going on fails', async () => {
  const { store, state, lanes, locks, opens, trains } = page();
  await state().startExperiment(EXPERIMENT);
  await trains(0);
  await (await opens(1))?.fail(new Error('no such file'));
  await expect.poll(() => state().queue).toBe('stopping');
  store.setState({ table: undefined });
  await expect(state().resumeQueue()).rejects.toThrow('are not open');
  expect([state().queue, lanes[0]?.count('run', 'pause'), locks.held().length]).toEqual(['paused', 1, 1]);
});

test('an experiment that cannot go on, of which nothing is under way, is let go', async () => {
  const { store, state, locks, kept } = page();
  kept.set('x', experimentOf(['A', 'B']));
  store.setState({ table: undefined });
  await state().openExperiment('x');
  await expect(state().resumeQueue()).rejects.toThrow('are not open');
  await expect.poll(() => locks.held()).toEqual([]);
  expect(state().queue).toBe('paused');
});

test('what was changed last is written down before another tab may have it', async () => {
  const { state, locks, kept, writesLater, trains } = page();
  await state().startExperiment(EXPERIMENT);
  const { id } = state().experiment as ExperimentRecord;
  const lock = `hamur-experiment-${id}`;
  await trains(0);
  state().pauseQueue();
  await expect.poll(() => state().queue).toBe('paused');
  expect(kept.get(id)?.jobs.map(({ state }) => state)).toContain('training');
  kept.set('x', experimentOf(['A', 'B']));
  const write = writesLater();
  const opened = state().openExperiment('x');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(locks.held()).toContain(lock);
  write();
  await opened;
  await expect.poll(() => locks.held()).toEqual([]);
  expect(kept.get(id)?.jobs.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
});

test('one lane, until it is known how large the table is', async () => {
  const { store, state, kept } = page();
  store.setState({ table: undefined });
  const { data, ...rest } = experimentOf(['A', 'B']);
  kept.set('x', { ...rest, data });
  kept.set('y', { ...rest, data: { ...data, rows: 9, columns: 3 }, id: 'y' });
  await state().openExperiment('x');
  expect(state()).toMatchObject({ experiment: { id: 'x' }, lanes: 1 });
  await state().openExperiment('y');
  expect(state()).toMatchObject({ experiment: { id: 'y' }, lanes: 2 });
  store.setState({ table: TABLE });
  await state().openExperiment('x');
  expect(state().lanes).toBe(2);
});
