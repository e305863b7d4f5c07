import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../lib/user-error';
import { decodeRun } from '../runs/decode';
import { encodeRun } from '../runs/file';
import type { RunRecord } from '../runs/record';
import { type DatabaseFault, watchDatabase } from '../storage/failing-database.test-helper';
import { type Fault, MemoryFolder } from '../storage/memory-folder.test-helper';
import { keptOf } from './checkpoints';
import { asBrowser, keepEveryEpoch, keptBefore, type Trained, tableFile, trained, worker } from './worker-in-node.test-helper';

/**
 * A worker whose storage fails: its runs train to their end with the same weights, what was kept before is there and whole, and what is
 * not kept is said. `npm run verify -- --only storage` lets every access fail, one after the other.
 */
const ALL = process.env.FAILING_STORAGE === 'all';

let root: MemoryFolder;
let onFile: Fault;
let room: (bytes: number, more: number) => number;
let endWatch: () => void = () => {};
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeAll(() => {
  process.on('unhandledRejection', note);
  keepEveryEpoch();
});
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  onFile = () => {};
  room = (bytes) => bytes;
  root = new MemoryFolder(
    (what, name) => onFile(what, name),
    (bytes, more) => room(bytes, more),
  );
  asBrowser(() => root);
});
afterEach(() => {
  endWatch();
  endWatch = () => {};
  expect(unhandled.splice(0)).toEqual([]);
});

/** What is not the same twice: times, and what was said of the keeping. */
const lasting = (run: RunRecord) => {
  const { data, config, epochs, test } = decodeRun(encodeRun(run));
  return { data, config, test, epochs: epochs.map(({ seconds: _, ...rest }) => rest) };
};

/** Everything that was kept before is there and whole, and so is what is said to be kept of the run `id`. */
async function expectWhole(before: Trained, id: string, { run, told }: Trained, words: string | undefined): Promise<void> {
  const rooms = worker();
  const { runs, data, trouble } = await rooms.library.read(true);
  expect(trouble).toBeUndefined();
  const ids = runs.map((each) => each.id);
  expect(ids).toContain('before');
  expect(lasting((await rooms.library.record('before')) as RunRecord)).toEqual(lasting(before.run));
  expect(data.map(({ keeping }) => keeping)).toEqual(data.map(() => 'copy'));
  const listed = runs.find((each) => each.id === id);
  if (listed) expect(lasting((await rooms.library.record(id)) as RunRecord).config).toEqual(lasting(run).config);
  const said = told.some(({ type }) => type === 'not kept') || words !== undefined;
  // What is not kept as it ended is said.
  if (listed?.phase !== 'done' || listed.auc !== run.test?.auc) expect(said).toBe(true);
  const slots = await keptOf(id);
  if (slots) expect(slots.config).toEqual(run.config);
  if (slots && slots.record.phase !== 'done') expect(said || listed?.phase === 'done').toBe(true);
  // The model of the run before comes back as it was.
  await rooms.data.open({ files: [tableFile()] }, () => {});
  await rooms.run.goOn('before', 'page', () => {});
  expect(await rooms.run.weights('model')).toEqual(before.weights);
}

/** Accesses of a kind in one run, from the first on, that fail. */
type Which = (n: number) => (access: number) => boolean;
const ONE: Which = (n) => (access) => access === n;
const FROM: Which = (n) => (access) => access >= n;
const EVERY: Which = (n) => (access) => access % n === 0;

async function tried(set: (count: () => boolean) => void, fails: (access: number) => boolean): Promise<number> {
  const before = await keptBefore();
  let accesses = 0;
  set(() => fails(++accesses));
  const rooms = worker();
  await rooms.library.read(true);
  const now = await trained(rooms, 'now');
  await rooms.library.copied();
  const { trouble } = await rooms.library.read();
  endWatch();
  endWatch = () => {};
  onFile = () => {};
  expect(now.run.phase).toBe('done');
  expect(now.weights).toEqual(before.weights);
  await expectWhole(before, 'now', now, trouble?.words);
  return accesses;
}

const DATABASE_FAULTS: DatabaseFault[] = ['throws', 'gives up', 'full'];
const FILE_FAULTS = ['QuotaExceededError', 'SecurityError', 'UnknownError'];

const database = (fault: DatabaseFault) => (failing: () => boolean) => {
  endWatch = watchDatabase(() => (failing() ? fault : undefined));
};
const files = (name: string) => (failing: () => boolean) => {
  onFile = () => {
    if (failing()) throw new DOMException('It has failed.', name);
  };
};
const PLACES = {
  'the database': (n: number) => database(DATABASE_FAULTS[n % 3] as DatabaseFault),
  'the private files': (n: number) => files(FILE_FAULTS[n % 3] as string),
};

/** The accesses of a run that are let fail: all of them, or some. */
const chosen = (accesses: number) => {
  const all = Array.from({ length: accesses }, (_, i) => i + 1);
  return ALL ? all : all.filter((n) => n % Math.ceil(accesses / 4) === 1);
};

describe.each(Object.entries(PLACES))('%s', (_, place) => {
  test('fails once, at whichever access, from then on, or again and again', { timeout: 3_600_000 }, async () => {
    const accesses = await tried(place(0), () => false);
    expect(accesses).toBeGreaterThan(10);
    const again = () => {
      globalThis.indexedDB = new IDBFactory();
      root.files.clear();
      root.folders.clear();
    };
    const problems: string[] = [];
    const attempt = async (what: string, kind: number, fails: (access: number) => boolean) => {
      again();
      await tried(place(kind), fails).catch((error: unknown) =>
        problems.push(`${what}, as ${kind % 3}: ${error instanceof Error ? error.stack?.slice(0, 600) : error}`),
      );
      problems.push(...unhandled.splice(0).map((error) => `${what}: unheard of: ${String(error)}`));
    };
    for (const n of chosen(accesses)) {
      for (const kind of ALL ? [0, 1, 2] : [n]) await attempt(`access ${n}`, kind, ONE(n));
      await attempt(`from ${n} on`, n, FROM(n));
    }
    for (const n of ALL ? [1, 2, 3, 4, 5, 7, 11] : [3]) await attempt(`every ${n}th`, n, EVERY(n));
    expect(problems.slice(0, 8)).toEqual([]);
  });
});

test('a quota of 5 MB: what fits is kept, the rest is said, and every run comes to its end', { timeout: 600_000 }, async () => {
  const QUOTA = 5 * 2 ** 20;
  let used = 0;
  room = (bytes, more) => {
    const fits = Math.max(0, Math.min(bytes, QUOTA - used));
    used += Math.max(0, Math.min(more, fits));
    return fits;
  };
  endWatch = watchDatabase((what, value) => {
    if (what === 'write' && typeof value === 'string') used += value.length;
    return what === 'write' && used > QUOTA ? 'full' : undefined;
  });
  const rooms = worker();
  await rooms.library.read();
  const weights: Uint8Array[] = [];
  const troubles = new Set<string | undefined>();
  for (let i = 0; i < 8; i++) {
    await rooms.data.open({ files: [tableFile(`big ${i}.csv`, `1,home,u${i}\n`.repeat(80_000))] }, () => {});
    const { trouble } = await rooms.library.copied();
    troubles.add(trouble?.kind);
    const { run, weights: own } = await trained(rooms, `run ${i}`);
    expect(run.phase).toBe('done');
    weights.push(own);
  }
  for (const own of weights) expect(own).toEqual(weights[0]);
  expect([...troubles]).toContain('full');
  endWatch();
  room = (bytes) => bytes;
  const after = worker();
  const { runs, data } = await after.library.read(true);
  expect(runs.length).toBeGreaterThan(0);
  expect(data.length).toBeGreaterThan(0);
  for (const { id } of runs) expect(decodeRun(encodeRun((await after.library.record(id)) as RunRecord)).id).toBe(id);
  for (const { keeping } of data) expect(keeping).toBe('copy');
});

test('a database that is blocked, or never answers: nobody waits for it more than once', { timeout: 120_000 }, async () => {
  const before = await keptBefore();
  globalThis.indexedDB = { open: () => new IDBOpenDBRequest() } as unknown as IDBFactory;
  const rooms = worker(300);
  const begun = performance.now();
  expect((await rooms.library.read()).trouble?.kind).toBe('broken');
  const waited = performance.now() - begun;
  expect(waited).toBeGreaterThan(250);
  const opening = vi.spyOn(globalThis.indexedDB, 'open');
  const { weights, run, told } = await trained(rooms, 'now');
  expect(run.phase).toBe('done');
  expect(weights).toEqual(before.weights);
  expect(told).toContainEqual(expect.objectContaining({ type: 'not kept' }));
  expect(opening).not.toHaveBeenCalled();
  await expect(rooms.library.keepNothing(true)).rejects.toBeInstanceOf(UserError);
});
