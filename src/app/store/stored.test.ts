import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunRecord } from '../../runs/record';
import { epochRecord, progressEvent, startedRun } from '../../runs/run.test-helper';
import { configOf, STORED_RUNS, type StoredRun } from '../../runs/stored';
import { fakeSession, settled } from './fake-session.test-helper';
import { countForNext, ghostOf, shownRun } from './selectors';
import { createAppStore } from './store';
import { file, PREVIEW, TABLE } from './store.test-helper';
import { MS_TO_WAIT } from './stored';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const recordOf = (run: StoredRun): RunRecord => ({
  ...startedRun(),
  id: run.name,
  recorded: '2026-01-01',
  phase: 'done',
  config: configOf(run),
  epochs: [epochRecord(1, 0.6)],
});

/** A page whose stored runs come when the test says so. */
function arrived(link = '') {
  const fake = fakeSession();
  const asked: { name: string; come(): Promise<void>; fail(): Promise<void> }[] = [];
  const store = createAppStore({
    session: fake.session,
    storedRun: (run) =>
      new Promise((resolve, reject) => {
        const then = (what: () => void) => () => {
          what();
          return settled();
        };
        asked.push({ name: run.name, come: then(() => resolve(recordOf(run))), fail: then(() => reject(new Error('no such file'))) });
      }),
  });
  const state = store.getState;
  state().readLink(link, () => state().loadStored());
  const opened = async (table = { ...TABLE, name: 'conflict', source: 'demo' as const }) => {
    await settled();
    await fake.call('data', 'open').answer(table);
    store.setState({ preview: PREVIEW });
  };
  const begun = async () => {
    void state().train();
    await settled();
    const { args, ...run } = fake.call('run', 'train');
    const tell = args[1];
    tell({ type: 'phase', phase: 'training' });
    return { tell, ...run };
  };
  /** Trains two epochs, on the settings that there are. */
  const trained = async () => {
    const { tell, answer } = await begun();
    tell(progressEvent('model', 1, 0.5));
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    return state().run as RunRecord;
  };
  const latest = () => asked.at(-1) as (typeof asked)[number];
  const shown = () => shownRun(state())?.id;
  const ghost = () => ghostOf(state()) !== undefined;
  return { ...fake, store, state, asked, latest, opened, begun, trained, shown, ghost, names: () => asked.map(({ name }) => name) };
}

/** With the default stored run there, and its demo open. */
async function atHome() {
  const page = arrived();
  await page.latest().come();
  await page.opened();
  return page;
}

test('a result that came with a link stands in the way of no stored run of other settings', async () => {
  const { state, store, names } = arrived('k=4');
  const run = { ...recordOf(STORED_RUNS[0] as StoredRun), config: state().config };
  store.setState({ received: { run } as NonNullable<ReturnType<typeof state>['received']> });
  const before = names().length;
  state().readLink('demo=many');
  await settled();
  expect(names().slice(before)).toEqual(['many-dcn']);
});

describe('the stored run that is shown', () => {
  test('is the one of the settings, and no other is loaded', async () => {
    const { names, latest, shown, ghost } = arrived();
    expect(names()).toEqual(['conflict-dcn']);
    expect(shown()).toBeUndefined();
    await latest().come();
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
    expect(names()).toEqual(['conflict-dcn']);
  });

  test.each([
    ['#demo=tiny&backbone=wide-deep&k=4', 'tiny-wide-deep'],
    ['#demo=tiny&backbone=mlp', 'tiny-dcn'],
    ['#file=rows.csv&label=click&domain=user&sparse=place', 'conflict-dcn'],
  ])('on arriving with %s is the nearest one, as a ghost', async (link, name) => {
    const { names, latest, shown, ghost } = arrived(link);
    expect(names()).toEqual([name]);
    await latest().come();
    expect([shown(), ghost()]).toEqual([name, true]);
    expect(names()).toEqual([name]);
  });

  test('says nothing of other data from the moment they are open, while no column is known to be their label', async () => {
    const { state, call, shown, ghost } = await atHome();
    state().set({ seed: -1 });
    // Wrong settings alone make no other data.
    expect([state().problems.length, shown(), ghost()]).toEqual([1, 'conflict-dcn', false]);
    state().set({ seed: 1 });
    void state().openFiles([file()]);
    await call('data', 'open').answer({ ...TABLE, hash: 'of others', proposed: { ...TABLE.proposed, label: { ...TABLE.proposed.label, column: '' } } });
    expect([state().problems.map(({ path }) => path), shown(), ghostOf(state())]).toEqual([['data.label'], 'conflict-dcn', 'data']);
  });

  test('follows the settings; each is loaded once, and the last one stays as a ghost until the next is there', async () => {
    const { state, names, latest, shown, ghost } = await atHome();
    state().set({ model: { backbone: 'wide-deep' } });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
    await latest().come();
    expect([shown(), ghost()]).toEqual(['conflict-wide-deep', false]);
    state().set({ model: { backbone: 'star' } });
    expect([shown(), ghost()]).toEqual(['conflict-wide-deep', true]);
    state().set({ model: { backbone: 'dcn' } });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
    expect(names()).toEqual(['conflict-dcn', 'conflict-wide-deep']);
  });

  test('one that comes late takes the place of nothing', async () => {
    const { state, asked, latest, shown, ghost } = await atHome();
    state().set({ model: { backbone: 'wide-deep' } });
    const late = latest();
    state().set({ model: { backbone: 'mlp' } });
    await latest().come();
    expect(shown()).toBe('conflict-mlp');
    await late.come();
    expect([shown(), ghost()]).toEqual(['conflict-mlp', false]);
    state().set({ model: { k: 4 } });
    expect([shown(), ghost()]).toEqual(['conflict-mlp', true]);
    expect(asked).toHaveLength(3);
  });

  test('is not asked for twice while it is on its way', async () => {
    const { state, names, latest, shown } = await atHome();
    for (const backbone of ['wide-deep', 'dcn', 'wide-deep'] as const) state().set({ model: { backbone } });
    expect(names()).toEqual(['conflict-dcn', 'conflict-wide-deep']);
    await latest().come();
    expect(shown()).toBe('conflict-wide-deep');
  });

  test('one that cannot be loaded is told once, and the page goes on', async () => {
    const told = vi.spyOn(console, 'info').mockReturnValue();
    const { state, latest, names, shown, opened, trained } = arrived();
    await latest().fail();
    expect(shown()).toBeUndefined();
    state().set({ train: { epochs: 7 } });
    await latest().fail();
    expect(names()).toEqual(['conflict-dcn', 'conflict-dcn']);
    expect(told.mock.calls).toEqual([['No stored run conflict-dcn to show:', 'no such file']]);
    await opened();
    const { id } = await trained();
    expect(shown()).toBe(id);
  });

  test('stays one’s own run, as a ghost, where the stored one cannot be loaded', async () => {
    vi.spyOn(console, 'info').mockReturnValue();
    const { state, latest, trained, shown, ghost } = await atHome();
    state().set({ train: { epochs: 2 } });
    const { id } = await trained();
    state().set({ train: { epochs: 40 }, model: { backbone: 'wide-deep' } });
    await latest().fail();
    expect([shown(), ghost()]).toEqual([id, true]);
  });
});

describe('the data of a link', () => {
  test('are opened once the stored run is there, and only once, whatever was set meanwhile', async () => {
    const { state, count, call, latest } = arrived();
    state().set({ model: { k: 4 } });
    state().setFidelity('reference');
    state().replace({ train: { epochs: 3 } });
    await settled();
    expect(count('data', 'open')).toBe(0);
    await latest().come();
    expect(count('data', 'open')).toBe(1);
    expect(call('data', 'open').args[0]).toEqual({ demo: 'conflict' });
    await call('data', 'open').answer({ ...TABLE, name: 'conflict', source: 'demo' });
    expect(state().config.train.epochs).toBe(3);
  });

  test('are opened where the stored run stalls, or is not there', async () => {
    vi.spyOn(console, 'info').mockReturnValue();
    const stalled = arrived();
    await vi.advanceTimersByTimeAsync(MS_TO_WAIT - 1);
    expect(stalled.count('data', 'open')).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(stalled.count('data', 'open')).toBe(1);
    // When it comes after all it is shown, and nothing is opened again.
    await stalled.latest().come();
    expect([stalled.shown(), stalled.count('data', 'open')]).toEqual(['conflict-dcn', 1]);
    const missing = arrived();
    await missing.latest().fail();
    expect(missing.count('data', 'open')).toBe(1);
  });

  test('are not opened where the person has opened others, or followed another link, by then', async () => {
    const own = arrived();
    void own.state().openFiles([file()]);
    await own.call('data', 'open').answer(TABLE);
    await own.latest().come();
    expect(own.count('data', 'open')).toBe(1);
    const other = arrived();
    other.state().readLink('#file=rows.csv');
    await other.asked[0]?.come();
    expect([other.count('data', 'open'), other.state().wanted?.[0]?.name]).toEqual([0, 'rows.csv']);
    const demo = arrived();
    demo.state().readLink('#demo=many');
    await demo.call('data', 'open').answer({ ...TABLE, name: 'many', source: 'demo' });
    await demo.asked[0]?.come();
    expect(demo.count('data', 'open')).toBe(1);
  });
});

describe('a change of settings', () => {
  test.each(['#k=4', '#demo=many&k=4', '#file=rows.csv'])('to %s blanks nothing', async (link) => {
    const { state, shown, ghost } = await atHome();
    state().readLink(link);
    await settled();
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
  });

  test('keeps one’s own run as a ghost; back at its settings it is shown as it was', async () => {
    const { state, trained, shown, ghost } = await atHome();
    state().set({ model: { k: 4 } });
    const { id } = await trained();
    expect([shown(), ghost()]).toEqual([id, false]);
    state().set({ model: { k: 5 } });
    expect([shown(), ghost()]).toEqual([id, true]);
    state().set({ model: { k: 4 } });
    expect([shown(), ghost()]).toEqual([id, false]);
    state().set({ model: { k: 16 } });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
    state().set({ model: { k: 6 } });
    // What was shown last is what the eye has.
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
  });

  test('of the engine is none: the results are the same', async () => {
    const { state, trained, shown, ghost } = await atHome();
    state().set({ engine: 'cpu' });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
    const { id } = await trained();
    state().set({ engine: 'wasm' });
    expect([shown(), ghost()]).toEqual([id, false]);
  });

  test('that cannot work keeps what is shown, and makes no ghost of it', async () => {
    const { state, shown, ghost } = await atHome();
    state().set({ model: { adapters: [9] } });
    expect(state().problems).not.toEqual([]);
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
  });
});

describe('within a run', () => {
  test('the run is shown, whatever the settings; these count for the next one', async () => {
    const { state, begun, shown, ghost, names } = await atHome();
    await begun();
    const { id } = state().run as RunRecord;
    expect([shown(), ghost(), countForNext(state())]).toEqual([id, false, false]);
    state().set({ model: { backbone: 'wide-deep' } });
    expect([shown(), ghost(), countForNext(state())]).toEqual([id, false, true]);
    // Nothing is loaded that is not to be shown.
    expect(names()).toEqual(['conflict-dcn']);
  });

  test('settings that were changed make its end a ghost, even where a stored run is of them; the next change shows that', async () => {
    const { state, store, begun, shown, ghost, names, latest } = await atHome();
    const { tell, answer } = await begun();
    const { id } = state().run as RunRecord;
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    state().set({ model: { backbone: 'wide-deep' } });
    const seen = new Set<string | undefined>();
    store.subscribe(() => seen.add(shown()));
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    expect([...seen]).toEqual([id]);
    expect([shown(), ghost(), countForNext(state())]).toEqual([id, true, false]);
    expect(names()).toEqual(['conflict-dcn']);

    state().set({ model: { backbone: 'dcn' } });
    expect([shown(), ghost()]).toEqual([id, false]);
    state().set({ model: { backbone: 'wide-deep' } });
    expect([shown(), ghost()]).toEqual([id, true]);
    await latest().come();
    expect([shown(), ghost()]).toEqual(['conflict-wide-deep', false]);
  });

  test('a failure amid other settings is told, and goes with the next change', async () => {
    const { state, begun, shown, ghost } = await atHome();
    const { fail } = await begun();
    state().set({ model: { k: 4 } });
    await fail(new Error('it diverged'));
    expect(shownRun(state())).toMatchObject({ phase: 'failed', message: 'it diverged' });
    state().set({ model: { k: 5 } });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
  });

  test('a run that failed after some epochs does not come back as a ghost', async () => {
    const { state, begun, shown, ghost } = await atHome();
    const { tell, fail } = await begun();
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    tell({ type: 'phase', phase: 'evaluating' });
    expect(state().lastShown).toBe(state().run?.id);
    await fail(new Error('it diverged'));
    state().set({ model: { k: 4 } });
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
  });

  test('a run that was stopped before its first step leaves what was there before', async () => {
    const { begun, shown, ghost } = await atHome();
    const { tell, answer } = await begun();
    tell({ type: 'phase', phase: 'stopped' });
    await answer(undefined);
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
  });
});

test('beside a run that came with a link, stored runs are loaded for other settings, and when it is dismissed', async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  const { store, state, names } = arrived('seed=7');
  const { config } = state();
  const run = { ...recordOf(STORED_RUNS[0] as StoredRun), id: 'sent-1', config };
  const received = { run, config } as never;
  const before = names().length;
  store.setState({ received });
  state().set({ seed: 1, model: { backbone: 'wide-deep' } });
  expect(names().slice(before)).toEqual(['conflict-wide-deep']);
  const dismissed = arrived();
  const asked = dismissed.names();
  const [first] = dismissed.asked;
  await first?.fail();
  dismissed.store.setState({ received: { run: { ...run, config: dismissed.state().config }, config: dismissed.state().config } as never });
  dismissed.store.setState({ received: undefined });
  expect(dismissed.names()).toEqual([...asked, 'conflict-dcn']);
});

describe('Reset', () => {
  test('lets go of one’s own run: the stored one is shown, of the settings or nearest to them', async () => {
    const { state, trained, shown, ghost } = await atHome();
    state().set({ model: { k: 4 } });
    await trained();
    state().reset();
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
    state().set({ model: { k: 16 } });
    await trained();
    state().reset();
    expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
  });

  test('loads the nearest one where another is there', async () => {
    vi.spyOn(console, 'info').mockReturnValue();
    const { state, call, trained, shown, ghost, names, latest } = await atHome();
    void state().openDemo('many');
    await call('data', 'open').answer({ ...TABLE, name: 'many', source: 'demo' });
    expect(names()).toEqual(['conflict-dcn', 'many-dcn']);
    await latest().fail();
    await trained();
    state().reset();
    expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
    await latest().come();
    expect([shown(), ghost()]).toEqual(['many-dcn', false]);
  });
});

test('other data: the last results stay as a ghost while they are read and afterwards', async () => {
  const { state, call, shown, ghost } = await atHome();
  void state().openFiles([file()]);
  expect([shown(), ghost()]).toEqual(['conflict-dcn', false]);
  await call('data', 'open').answer(TABLE);
  expect([shown(), ghost()]).toEqual(['conflict-dcn', true]);
});

test('every stored run can be shown', async () => {
  for (const run of STORED_RUNS) {
    const { latest, shown, ghost } = arrived(`#demo=${run.demo}&backbone=${run.backbone}`);
    await latest().come();
    expect([shown(), ghost()]).toEqual([run.name, false]);
  }
});
