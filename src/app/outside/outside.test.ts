import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptRun, Library } from '../../protocol/library';
import { startedRun } from '../../runs/run.test-helper';
import { settled } from '../store/fake-session.test-helper';
import { isRunning } from '../store/selectors';
import { DEFAULT_CONFIG } from '../store/settings';
import { playground } from '../store/store.test-helper';
import { openOfferedAfterRun } from './offered-after-run';
import { awaitRun, keepUp } from './other-tabs';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIBRARY: Library = { runs: [], data: [], bytes: 0, persisted: true, keeps: true, unkept: [] };
const record = (epoch: number, phase: 'training' | 'paused' | 'stopped' = 'training') => ({
  ...startedRun(),
  id: 'shared',
  config: DEFAULT_CONFIG,
  phase,
  losses: [{ epoch, loss: 0.6 }],
});
const entry = (change: Partial<KeptRun>): KeptRun => ({
  id: 'shared',
  config: DEFAULT_CONFIG,
  dataName: 'conflict',
  dataHash: 'x',
  phase: 'training',
  epochs: 1,
  began: Date.UTC(2026, 10, 26),
  saved: Date.UTC(2026, 10, 26),
  bytes: 5,
  ...change,
});
const resumable = { epoch: 1, engine: 'cpu' } as const;
const later = () => vi.advanceTimersByTimeAsync(1100);

/** A run that is shown as it was kept, and that another tab trains or does not. */
async function shown(elsewhere: boolean) {
  const made = playground();
  keepUp(made.store, made.session);
  void made.state().comeBack('shared');
  await made.call('library', 'read').answer({ ...LIBRARY, runs: [entry({ resumable, ...(elsewhere && { elsewhere }) })] });
  await made.call('library', 'record').answer(record(1));
  return made;
}

test('a run that another tab trains is followed as it goes; when that tab is gone, it can go on here', async () => {
  const { state, call, count } = await shown(true);
  expect(state()).toMatchObject({ run: { phase: 'training', recorded: '2026-11-26' }, cutOff: undefined });
  await call('library', 'follow').answer({ elsewhere: true, run: record(2) });
  expect(state().run).toMatchObject({ losses: [{ epoch: 2 }], phase: 'training' });
  expect(isRunning(state())).toBe(false);
  await later();
  // It may say nothing for once.
  await call('library', 'follow').answer({ elsewhere: true });
  await later();
  await call('library', 'follow').answer({ elsewhere: true, run: record(3, 'paused') });
  expect(state().run).toMatchObject({ losses: [{ epoch: 3 }], phase: 'paused' });
  await later();
  await call('library', 'follow').answer({ elsewhere: false, run: record(4) });
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry({ resumable })] });
  expect(state()).toMatchObject({ run: { phase: 'stopped', losses: [{ epoch: 4 }] }, cutOff: { id: 'shared' } });
  const asked = count('library', 'follow');
  await later();
  expect(count('library', 'follow')).toBe(asked);
});

test('a run that stands here, and that another tab goes on with, cannot go on here meanwhile', async () => {
  const { state, call, count } = await shown(false);
  expect(state()).toMatchObject({ run: { phase: 'stopped' }, cutOff: { id: 'shared' } });
  void state().readLibrary();
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry({ resumable, elsewhere: true })] });
  await call('library', 'follow').answer({ elsewhere: true, run: record(2) });
  expect(state()).toMatchObject({ run: { phase: 'training' }, cutOff: undefined });
  void state().goOn();
  await settled();
  expect(count('run', 'goOn')).toBe(0);
  // What is put in its place ends it.
  state().reset();
  await later();
  await call('library', 'follow').answer({ elsewhere: true, run: record(3) });
  expect(state().run).toBeUndefined();
});

test('of two tabs that go on with the same run at once, the one that comes late follows the other', async () => {
  const { store, state, call } = await shown(false);
  store.setState({ run: { ...record(1), phase: 'failed', message: 'this run is being trained already, by a comparison or in another tab' } });
  void state().readLibrary();
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry({ resumable, elsewhere: true })] });
  await call('library', 'follow').answer({ elsewhere: true, run: record(2) });
  expect(state().run).toMatchObject({ phase: 'training', recorded: expect.any(String) });
  expect(state().run).not.toHaveProperty('message');
});

test('a run that another tab removes cannot go on; brought back, it can again', async () => {
  const { state, call } = await shown(false);
  for (const [runs, cutOff] of [
    [[], undefined],
    [[entry({ resumable })], { id: 'shared' }],
  ] as const) {
    void state().readLibrary();
    await call('library', 'read').answer({ ...LIBRARY, runs: [...runs] });
    if (cutOff) expect(state().cutOff).toMatchObject(cutOff);
    else expect(state().cutOff).toBeUndefined();
  }
});

test('a run that another tab had only just begun is put on the page once it is listed, unless something else is there by then', async () => {
  const { store, state, call, count } = playground();
  awaitRun(store, 'shared');
  const listed = async (...runs: KeptRun[]) => {
    void state().readLibrary();
    await call('library', 'read').answer({ ...LIBRARY, runs });
  };
  await listed(entry({ id: 'another' }));
  expect(count('library', 'record')).toBe(0);
  await listed(entry({ elsewhere: true }));
  await call('library', 'read').answer({ ...LIBRARY, runs: [entry({ elsewhere: true })] });
  await call('library', 'record').answer(record(1));
  expect(state().run).toMatchObject({ id: 'shared', phase: 'training' });

  const other = playground();
  awaitRun(other.store, 'shared');
  other.state().readLink('#k=7');
  void other.state().readLibrary();
  await other.call('library', 'read').answer({ ...LIBRARY, runs: [entry({ elsewhere: true })] });
  expect(other.count('library', 'record')).toBe(0);
});

test('a link that was offered is opened when the run has ended, if that was wished for', async () => {
  const { store, state, withRun } = playground();
  const opened: string[] = [];
  openOfferedAfterRun(store, (link) => opened.push(link));
  const { tell } = await withRun();
  state().readLink('#k=7');
  state().answerOffer(true);
  expect(opened).toEqual([]);
  state().answerOffer(false);
  tell({ type: 'phase', phase: 'stopped' });
  expect(opened).toEqual([]);
  // Now that nothing goes on, it need not wait.
  state().answerOffer(true);
  expect([opened, state().offered]).toEqual([['k=7'], undefined]);
});
