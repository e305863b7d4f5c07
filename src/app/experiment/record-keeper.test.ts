import { afterEach, expect, test, vi } from 'vitest';
import { moved } from '../../runs/experiment/queue';
import { settled } from '../store/fake-session.test-helper';
import { playground } from '../store/store.test-helper';
import { experimentOf } from './experiment.test-helper';
import { fakeLocks } from './fake-locks.test-helper';
import { RecordKeeper } from './record-keeper';

afterEach(() => vi.unstubAllGlobals());

/** An experiment of three jobs on a page whose worker answers when the test says so, and the browser's locks. */
async function keeper() {
  const locks = fakeLocks();
  const { store, state, ...fake } = playground();
  const record = new RecordKeeper(store.setState, store.getState, fake);
  const put = record.put(experimentOf(['A', 'B', 'C']));
  await settled();
  await fake.call('library', 'keepExperiment').answer(true);
  await fake.call('library', 'experiments').answer([]);
  await put;
  const order = () =>
    state()
      .experiment?.jobs.map(({ contestant }) => contestant)
      .join('');
  /** The record is read as it was kept. */
  const read = async () => {
    await settled();
    await fake.call('library', 'experiment').answer(experimentOf(['A', 'B', 'C']));
  };
  return { ...fake, record, state, locks, order, read };
}

test('who asks twice has it: the second is no other tab', async () => {
  const { record, state, locks, read } = await keeper();
  const both = Promise.all([record.hold(), record.hold()]);
  await read();
  expect(await both).toEqual([true, true]);
  expect(state()).toMatchObject({ experimentElsewhere: false, queue: 'paused' });
  expect(locks.held()).toEqual(['hamur-experiment-x']);
  record.letGo();
  await settled();
  expect(locks.held()).toEqual([]);

  locks.otherTabHas('hamur-experiment-x');
  expect(await Promise.all([record.hold(), record.hold()])).toEqual([false, false]);
  expect(state()).toMatchObject({ experimentElsewhere: true, queue: 'idle' });
  locks.otherTabLetsGo('hamur-experiment-x');
  await settled();
  await read();
  expect(state()).toMatchObject({ experimentElsewhere: false, queue: 'paused' });
});

test('a tab that waits for the queue to be free does not keep it from this one', async () => {
  const { record, state, locks, read, call, count } = await keeper();
  const first = record.hold();
  await read();
  expect(await first).toBe(true);
  locks.otherTabWaits('hamur-experiment-x');
  record.letGo();
  const second = record.hold();
  await expect.poll(() => count('library', 'experiment')).toBe(2);
  await call('library', 'experiment').answer(experimentOf(['A', 'B', 'C']));
  expect(await second).toBe(true);
  expect(state().experimentElsewhere).toBe(false);
});

test('edits at once are all kept, and the last lets the lock go', async () => {
  const { record, locks, order, read, call } = await keeper();
  const first = record.edit((now) => moved(now, { contestant: 'C', seed: 1 }, 0));
  // The lock is there by now, and the record is being read.
  await settled();
  const second = record.edit((now) => moved(now, { contestant: 'B', seed: 1 }, 0));
  await read();
  expect(order()).toBe('BCA');
  // One more, while those before it are written down.
  const third = record.edit((now) => moved(now, { contestant: 'A', seed: 1 }, 0));
  await settled();
  await call('library', 'keepExperiment').answer(true);
  await first;
  expect(locks.held()).toEqual(['hamur-experiment-x']);
  await call('library', 'keepExperiment').answer(true);
  await Promise.all([second, third]);
  expect(call('library', 'keepExperiment').args).toMatchObject([{ jobs: ['A', 'B', 'C'].map((contestant) => ({ contestant })) }, false]);
  await settled();
  expect(locks.held()).toEqual([]);
});

test('a queue that comes to its end does not take the lock from an edit', async () => {
  const { record, locks, read, call } = await keeper();
  const held = record.hold();
  await read();
  await held;
  const edit = record.edit((now) => moved(now, { contestant: 'C', seed: 1 }, 0));
  record.letGoAfterEdits();
  expect(record.isHeld).toBe(true);
  await settled();
  await call('library', 'keepExperiment').answer(true);
  await edit;
  await settled();
  expect(locks.held()).toEqual([]);
});

test('an edit does not let go what the queue has taken meanwhile', async () => {
  const { record, locks, read, call } = await keeper();
  const edit = record.edit((now) => moved(now, { contestant: 'C', seed: 1 }, 0));
  const held = record.hold();
  await read();
  await call('library', 'keepExperiment').answer(true);
  await edit;
  expect(await held).toBe(true);
  await settled();
  expect(locks.held()).toEqual(['hamur-experiment-x']);
});

test('where another experiment comes while the lock is asked for, it says nothing of that one', async () => {
  const { record, state, locks, call } = await keeper();
  const held = record.hold();
  await settled();
  record.letGo();
  void record.put({ ...experimentOf(['A']), id: 'y' }, true);
  await call('library', 'experiment').answer(experimentOf(['A', 'B', 'C']));
  expect(await held).toBe(false);
  expect(state()).toMatchObject({ experiment: { id: 'y' }, experimentElsewhere: true });
  await settled();
  expect(locks.held()).not.toContain('hamur-experiment-x');
});
