import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeAll, expect, test } from 'vitest';
import { randomStream } from '../lib/random';
import { UserError } from '../lib/user-error';
import { answersOf } from '../runs/experiment/answer';
import { METRICS } from '../runs/experiment/outcome';
import { atRest, nextJob, secondsLeft } from '../runs/experiment/queue';
import type { ExperimentRecord } from '../runs/experiment/record';
import { experimentTable } from '../runs/experiment/table';
import { asKept } from '../runs/record';
import { experimentEntry, isDataEntry, isFileEntry, isRunEntry } from '../storage/entries';
import fixture from '../storage/fixtures/2.json';
import { KeptLibrary } from '../storage/library';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { LibraryRoom } from '../worker/library-room';
import { changedJson } from './changed-json.test-helper';
import { pageInNode } from './page-in-node.test-helper';

/** Entries of the database that were changed at random: the list can be drawn, and what it lists can be opened, or an error says why not. */
const ENTRIES = Number(process.env.MUTATED_RUNS ?? 60);
const STORES = ['runs', 'records', 'data', 'files', 'experiments'] as const;
const SIMPLE = [undefined, Number.NaN, Number.POSITIVE_INFINITY, new Date(0), new Uint8Array(3), 1n, new Map([[1, 2]]), true];

/** What a later version of the page has added to a run's entry; all of it may be absent. */
const SCORES = { mean: 0.7, all: 0.71, byDomain: [0.7, null] };
const ADDED = {
  scores: { auc: SCORES, logLoss: SCORES },
  domains: ['home', 'video'],
  parameters: 9,
  seconds: 1.5,
  engine: 'wasm',
  star: true,
  colour: 2,
  note: 'n',
};
const entriesOf = (store: (typeof STORES)[number]): object[] => (store === 'runs' ? fixture.runs.map((run) => ({ ...run, ...ADDED })) : fixture[store]);

let page: Awaited<ReturnType<typeof pageInNode>>;
beforeAll(async () => {
  page = await pageInNode();
  // All of the page's code is read.
}, 120_000);

test('the fixture’s entries are read', () => {
  expect(entriesOf('runs').every(isRunEntry)).toBe(true);
  expect(fixture.runs.every(isRunEntry) && fixture.data.every(isDataEntry) && fixture.files.every(isFileEntry)).toBe(true);
  expect(fixture.experiments.every((entry) => experimentEntry(entry) !== undefined)).toBe(true);
});

test('the list of what is kept can be drawn, whatever stands in the database', { timeout: 3_600_000 }, async () => {
  globalThis.indexedDB = new IDBFactory();
  const root = new MemoryFolder();
  const room = new LibraryRoom(new KeptLibrary({ root: async () => root.handle, now: () => 0 }), async () => ({ quota: 1e9, usage: 0 }));
  expect((await room.read()).trouble).toBeUndefined();
  const db = await openDB('hamur');
  const failures: string[] = [];
  for (let number = 0; number < ENTRIES && failures.length < 6; number++) {
    const random = randomStream(number, 'mutated entries');
    for (const store of STORES) await db.clear(store);
    for (const store of STORES) {
      for (const entry of entriesOf(store)) {
        let changed = random.below(2) === 0 ? entry : JSON.parse(changedJson(JSON.stringify(entry), random, JSON.stringify(fixture)));
        if (random.below(8) === 0)
          changed = { ...changed, [Object.keys(entry)[random.below(Object.keys(entry).length)] as string]: SIMPLE[random.below(SIMPLE.length)] };
        const { key, value } = changed;
        // What the database itself refuses cannot stand in it.
        await (store === 'records' ? db.put(store, value, key) : db.put(store, changed)).catch(() => {});
      }
    }
    try {
      const { store, draw } = page.opened();
      const library = await room.read();
      store.setState({ library });
      draw({ sheet: 'kept' });
      draw({ view: 'runs' });
      for (const { id, saved } of library.runs) {
        const run = await room.record(id).catch(unlessSaid);
        if (run) asKept(run, saved);
      }
      for (const { id } of await room.experiments()) shown(await room.experiment(id));
      for (const { key } of library.data) await room.files({ key }).catch(unlessSaid);
      await room.remove({ runs: library.runs.map(({ id }) => id), data: library.data.map(({ key }) => key) }).catch(unlessSaid);
      await room.sweep().catch(unlessSaid);
    } catch (error) {
      failures.push(`${number}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  db.close();
  expect(failures).toEqual([]);
});

/** What the page makes of an experiment that it opens. */
function shown(experiment: ExperimentRecord): void {
  const { contestants, reference, jobs } = atRest(experiment);
  nextJob(experiment);
  secondsLeft(experiment, [], 2);
  try {
    const names = contestants.map(({ name }) => name);
    answersOf(
      experimentTable(
        jobs.flatMap(({ outcome }) => outcome ?? []),
        names,
        reference,
        METRICS,
      ),
    );
  } catch (error) {
    unlessSaid(error);
  }
}

function unlessSaid(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
