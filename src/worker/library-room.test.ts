import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { OpenTable } from '../protocol/data';
import type { RunEvent } from '../protocol/run';
import { emptyLook } from '../runs/look.test-helper';
import { newRun } from '../runs/record';
import { epochRecord, modelResult, progressEvent, ROLES, SUMMARY } from '../runs/run.test-helper';
import { withEvent } from '../runs/with-event';
import { KeptLibrary } from '../storage/library';
import { type Fault, MemoryFolder } from '../storage/memory-folder.test-helper';
import { DataRoom } from './data-room';
import { LibraryRoom } from './library-room';

let root: MemoryFolder;
let fault: Fault;
let room: { quota?: number; usage?: number };

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  fault = () => {};
  root = new MemoryFolder((what, name) => fault(what, name));
  room = { quota: 1e9, usage: 0 };
});

/** What an earlier test has left under way writes to its own folder. */
const library = () => {
  const { handle } = root;
  return new LibraryRoom(new KeptLibrary({ root: async () => handle, now: () => Date.now() }), async () => room);
};

/** The rooms of a page that has asked what there is. */
async function asked(expected = false) {
  const kept = library();
  await kept.read(expected);
  return { kept, data: new DataRoom((...opened) => kept.keepData(...opened)) };
}

const CSV = `click,place,user\n${Array.from({ length: 30 }, (_, i) => `${i % 2},${i % 3 ? 'home' : 'shop'},u${i % 7}`).join('\n')}\n`;
const file = (name = 'rows.csv', text = CSV) => new File([text], name);
const open = (data: DataRoom, ...files: File[]): Promise<OpenTable> => data.open({ files }, () => {});

/** Waits until what is kept is as wanted; copies are made beside all else. */
async function until<T>(find: () => Promise<T | undefined | false>): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const found = await find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It did not come.');
}

const config = completeRunConfig({ train: { epochs: 2 } }, ROLES);
const EVENTS: RunEvent[] = [
  { type: 'phase', phase: 'preparing' },
  { type: 'data', data: SUMMARY },
  { type: 'phase', phase: 'training' },
  progressEvent('model', 0.5, 0.6),
  { type: 'epoch', variant: 'model', record: epochRecord(1, 0.7), best: true },
  { type: 'probes', probes: { rows: Int32Array.of(1, 2), domains: Int32Array.of(0, 0), labels: Uint8Array.of(0, 1), columns: [], paired: 0 } },
  { type: 'finished', variant: 'model', result: modelResult(0.71) },
  { type: 'phase', phase: 'done' },
];

/** A run as far as the events go, kept. */
const trained = (kept: LibraryRoom, id: string, events = EVENTS) => kept.keepRun(structuredClone(events).reduce(withEvent, { ...newRun({ config }), id }));

test('where nobody has asked what there is, no run is kept', async () => {
  const kept = library();
  await trained(kept, 'of a guest');
  expect((await kept.read()).runs).toEqual([]);
  await trained(kept, 'of the house');
  expect((await kept.read()).runs.map(({ id }) => id)).toEqual(['of the house']);
});

describe('data', () => {
  test('are kept beside the work, and found again by what a configuration names', async () => {
    const { kept, data } = await asked();
    const table = await open(data, file());
    const [entry] = await until(async () => (await kept.read()).data.length > 0 && (await kept.read()).data);
    expect(entry).toMatchObject({ key: table.hash, name: 'rows.csv', rows: 30, bytes: CSV.length, keeping: 'copy' });
    const [found] = (await library().files({ contents: [table.hash] })) ?? [];
    expect(found && 'file' in found && [found.file.name, await found.file.text()]).toEqual(['rows.csv', CSV]);
  });

  test('several files are one entry, whatever their order, and open again to the same table', async () => {
    const users = file('users.csv', `user,age\n${Array.from({ length: 7 }, (_, i) => `u${i},${20 + i}`).join('\n')}\n`);
    const { kept, data } = await asked();
    const table = await open(data, file(), users);
    await until(async () => (await kept.read()).data.length > 0);
    await open(data, users, file());
    const wanted = table.combined?.files.map(({ source }) => source.hash as string) ?? [];
    const found = await library().files({ contents: wanted });
    expect((await kept.read()).data).toMatchObject([{ name: 'rows.csv and 1 more' }]);
    const again = await open(data, ...(found ?? []).map((each) => ('file' in each ? each.file : file())));
    expect(again.hash).toBe(table.hash);
  });

  test('nothing is kept before the page has asked, nor of demo sets, nor where nothing is wanted kept', async () => {
    const silent = library();
    const data = new DataRoom((...opened) => silent.keepData(...opened));
    await open(data, file());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { kept, data: second } = await asked();
    expect((await kept.read()).data).toEqual([]);
    await second.open({ demo: 'conflict', rows: 500 }, () => {});
    await kept.keepNothing(true);
    await open(second, file());
    await trained(kept, 'a');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await kept.read()).toMatchObject({ runs: [], data: [], keeps: false });
    expect(root.folders.get('files')?.files.size ?? 0).toBe(0);
    await kept.keepNothing(false);
    await trained(kept, 'a');
    expect(await kept.read()).toMatchObject({ runs: [{ id: 'a' }], keeps: true });
  });

  test('a file that is larger than its share is not kept, and that is said', async () => {
    room = { quota: 4 * CSV.length, usage: 10 };
    const { kept, data } = await asked();
    await open(data, file());
    const [said] = await until(async () => (await kept.read()).unkept.length > 0 && (await kept.read()).unkept);
    expect(said).toBe('rows.csv is not kept, because it would take more than a quarter of the room that is left. Open it again after a reload.');
    room = { quota: 4 * CSV.length, usage: 0 };
    await open(data, file());
    await until(async () => (await kept.read()).data.length > 0);
    expect((await kept.read()).unkept).toEqual([]);
  });

  test('of a large file the browser’s pointer is kept where there is one', async () => {
    const pointer = { name: 'big.csv' } as FileSystemFileHandle;
    const { kept } = await asked();
    const big = Object.defineProperty(file('big.csv'), 'size', { value: 65 * 2 ** 20 });
    const table = { name: 'big.csv', rows: 9, hash: 'big', readings: [] } as unknown as OpenTable;
    kept.keepData([big], [pointer], table);
    kept.keepData([file('small.csv')], [pointer], { ...table, name: 'small.csv', hash: 'small' });
    const entries = await until(async () => (await kept.read()).data.length === 2 && (await kept.read()).data);
    expect(Object.fromEntries(entries.map(({ name, keeping }) => [name, keeping]))).toEqual({ 'big.csv': 'pointer', 'small.csv': 'copy' });
    expect(await kept.files({ contents: ['big'] })).toEqual([{ name: 'big.csv', pointer }]);
  });
});

test('row numbers are found by their name and their table alone', async () => {
  const { kept } = await asked();
  await kept.keepRows(file('split.json', '{"train":[0]}'), 'a table');
  expect(await (await library().rows('split.json', 'a table'))?.text()).toBe('{"train":[0]}');
  expect(await library().rows('split.json', 'another')).toBeUndefined();
  expect(await library().rows('other.json', 'a table')).toBeUndefined();
  await kept.keepRows(file('split.json', '{"train":[1]}'), 'a table');
  expect(await (await library().rows('split.json', 'a table'))?.text()).toBe('{"train":[1]}');
  expect((await kept.read()).data).toMatchObject([{ name: 'split.json', keeping: 'copy' }]);
});

describe('runs', () => {
  test('are kept as they were told, with what was asked of them afterwards', async () => {
    const { kept } = await asked();
    await trained(kept, 'a');
    await kept.answer('a', { calibration: [] });
    await kept.answer('b', { calibration: [] });
    // Of one domain and two probed rows.
    const map = { coordinates: new Float32Array(4), explained: [1, 0] };
    const similarity = { cka: [1], moved: [null], cosine: [1], energy: [null], silhouette: { mean: null, byDomain: [null] } };
    await kept.answer('a', {
      look: emptyLook(9, {
        final: true,
        domains: [{ rows: 8, h: Float32Array.of(0.5) }],
        spectra: { h: [Float32Array.of(0.5)], adapters: [] },
        map,
        similarity,
      }),
    });
    const later = library();
    expect((await later.read()).runs).toMatchObject([{ id: 'a', phase: 'done', epochs: 1, auc: 0.71, dataName: 'rows.csv' }]);
    expect(await later.record('a')).toMatchObject({
      id: 'a',
      config,
      data: SUMMARY,
      epochs: [epochRecord(1, 0.7)],
      bestEpoch: 1,
      calibration: [],
      looks: [{ step: 9, final: true }],
      probes: { rows: Int32Array.of(1, 2) },
    });
    await expect(later.record('b')).rejects.toThrow('this run is not kept here any more');
  });

  test('one that has nothing to show is not, unless it can go on', async () => {
    const { kept } = await asked();
    await trained(kept, 'a', EVENTS.slice(0, 3));
    expect((await kept.read()).runs).toEqual([]);
    const cutOff = EVENTS.slice(0, 3).reduce(withEvent, { ...newRun({ config }), id: 'a' });
    await kept.keepRun(cutOff, { epoch: 0, engine: 'wasm' });
    expect((await kept.read()).runs).toMatchObject([{ id: 'a', resumable: { epoch: 0, engine: 'wasm' } }]);
    // When it has ended, it cannot go on, and began when it began.
    const [{ began } = { began: 0 }] = (await kept.read()).runs;
    await trained(kept, 'a');
    const [ended] = (await kept.read()).runs;
    expect(ended).toMatchObject({ id: 'a', phase: 'done', began });
    expect(ended).not.toHaveProperty('resumable');
  });

  test('are removed, brought back, and gone when others are removed', async () => {
    const { kept } = await asked();
    for (const id of ['a', 'b']) await trained(kept, id);
    expect((await kept.remove({ runs: ['a'] })).runs).toMatchObject([{ id: 'b' }]);
    expect((await kept.bringBack({ runs: ['a'] })).runs).toHaveLength(2);
    await kept.remove({ runs: ['a'] });
    await kept.remove({ runs: ['b'] });
    await kept.bringBack({ runs: ['a', 'b'] });
    expect((await kept.read()).runs).toMatchObject([{ id: 'b' }]);
  });
});

test('a run from a file is listed by the moment that its id says, also after it was removed; not where nothing is kept', async () => {
  const { kept } = await asked();
  const began = Date.UTC(2026, 0, 2);
  const run = structuredClone(EVENTS).reduce(withEvent, { ...newRun({ config }), id: `${began.toString(36)}-7` });
  expect(await kept.takeRun(run)).toBe(true);
  expect((await kept.read()).runs).toMatchObject([{ id: run.id, began, epochs: 1, dataName: 'rows.csv' }]);
  expect(await kept.record(run.id)).toMatchObject({ test: run.test });
  expect((await kept.remove({ runs: [run.id] })).runs).toEqual([]);
  expect(await kept.takeRun(run)).toBe(true);
  expect((await kept.read()).runs.map(({ id }) => id)).toEqual([run.id]);
  await kept.keepNothing(true);
  expect(await kept.takeRun(run)).toBe(false);
});

describe('what goes wrong is said, and the work goes on', () => {
  test('full: what was removed makes room; where that is not enough, the list says so until something is kept again', async () => {
    const { kept, data } = await asked();
    await open(data, file('old.csv'));
    const [old] = await until(async () => (await kept.read()).data.length > 0 && (await kept.read()).data);
    // Room for one file.
    fault = (what) => {
      if (what === 'write' && (root.folders.get('files')?.files.size ?? 0) > 1) throw new DOMException('', 'QuotaExceededError');
    };
    await open(data, file('new.csv', `${CSV}1,home,u1\n`));
    const full = await until(async () => (await kept.read()).trouble);
    expect(full).toMatchObject({ kind: 'full', words: 'The browser has no more room for this page. Remove runs or data from the list of what is kept.' });
    await kept.remove({ data: [old?.key as string] });
    await open(data, file('new.csv', `${CSV}1,home,u1\n`));
    await until(async () => (await kept.read()).data[0]?.name === 'new.csv');
    expect((await kept.read()).trouble).toBeUndefined();
  });

  test('evicted: what was here when the page was last open is not', async () => {
    const { kept } = await asked(true);
    expect((await kept.read()).trouble).toMatchObject({ kind: 'evicted' });
    await trained(kept, 'a');
    expect((await library().read(true)).trouble).toBeUndefined();
  });

  test('refused: the list is empty and says why, and runs and files go on', async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    const { kept, data } = await asked();
    expect(await kept.read()).toMatchObject({ runs: [], data: [], trouble: { kind: 'refused' } });
    expect(await open(data, file())).toMatchObject({ rows: 30 });
    await trained(kept, 'a');
  });
});

test('what the list lacks of a run that an earlier version has kept is filled in from the run; what cannot be read stays as it is', async () => {
  const { kept } = await asked();
  await trained(kept, 'a');
  await kept.annotate('a', { star: true });
  const whole = (await kept.read()).runs[0];
  const { handle } = root;
  const before = new KeptLibrary({ root: async () => handle, now: () => Date.now() });
  const { bytes: _, scores: __, domains: ___, seconds: ____, engine: _____, parameters: ______, ...old } = whole as NonNullable<typeof whole>;
  await before.putRun(old, (await before.record('a')) as string);
  await before.putRun({ ...old, id: 'b', began: 1 }, 'no run');
  expect((await before.runs()).map(({ scores }) => scores)).toEqual([undefined, undefined]);

  const later = library();
  expect((await later.read()).runs[0]?.scores).toBeUndefined();
  await until(async () => (await later.read()).runs[0]?.scores !== undefined);
  const { runs, trouble } = await later.read();
  expect(runs[0]).toEqual(whole);
  expect([runs[1]?.id, runs[1]?.scores, trouble]).toEqual(['b', undefined, undefined]);
});
