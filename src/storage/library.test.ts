import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { UserError } from '../lib/user-error';
import { newExperiment } from '../runs/experiment/queue';
import type { ExperimentRecord } from '../runs/experiment/record';
import { ROLES } from '../runs/run.test-helper';
import { checkedExperiment } from '../runs/shape/experiment';
import { KeptLibrary } from './library';
import { type Fault, MemoryFolder } from './memory-folder.test-helper';

vi.mock(import('../runs/shape/experiment'), async (original) => {
  const module = await original();
  return { ...module, checkedExperiment: vi.fn(module.checkedExperiment) };
});

/** Storage as it may be, and what is kept in it. */
let root: MemoryFolder;
let now: number;
let fault: Fault;
let breaths: number;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  fault = () => {};
  root = new MemoryFolder((what, name) => fault(what, name));
  now = 1_790_000_000_000;
  breaths = 0;
});

/** As a page has it that is loaded now. */
const library = () => new KeptLibrary({ root: async () => root.handle, now: () => now });
const breathe = async () => void breaths++;

const config = completeRunConfig({}, ROLES);
const entry = (id: string, began = now) => ({ id, dataName: 'rows.csv', dataHash: 'abc', config, phase: 'done' as const, epochs: 2, began, saved: began });
const names = (runs: { id: string }[]) => runs.map(({ id }) => id);

async function keepFile(kept: KeptLibrary, name: string, text: string, { pointer }: { pointer?: FileSystemFileHandle } = {}) {
  const hash = `hash of ${text}`;
  await kept.putFile({ name, hash, file: new File([text], name), pointer }, breathe);
  await kept.putData({ key: hash, name, rows: 2, bytes: text.length, opened: now, contents: [hash], files: [{ name, hash }] });
  return hash;
}

describe('runs', () => {
  test('are there when the page comes again, the latest first, with their sizes', async () => {
    const before = library();
    expect(await before.isNew()).toBe(true);
    await before.putRun(entry('a', now), 'text of a');
    await before.putRun(entry('b', now + 1), 'b');
    const folder = await (await root.getDirectoryHandle('runs', { create: true })).getDirectoryHandle('a', { create: true });
    folder.files.set('final', { bytes: new Uint8Array(100), changed: now, locked: false });
    const after = library();
    expect(await after.isNew()).toBe(false);
    expect((await after.runs()).map(({ id, bytes }) => [id, bytes])).toEqual([
      ['b', 1],
      ['a', 109],
    ]);
    expect(await after.record('a')).toBe('text of a');
    expect(await after.record('c')).toBeUndefined();
  });

  test('an entry that cannot be read is counted, not listed, and stays; its files too', async () => {
    const kept = library();
    await kept.putRun(entry('a'), 'a');
    await kept.putRun({ ...entry('b'), began: 'yesterday' as never }, 'b');
    await kept.putRun({ ...entry('c'), config: {} as never }, 'c');
    const hash = await keepFile(kept, 'x.csv', 'x');
    await kept.putData({ key: 'odd', name: 'odd', bytes: 1, opened: now, contents: ['odd'], files: undefined as never });
    expect([names(await kept.runs()), (await kept.data()).length, await kept.unreadable()]).toEqual([['a'], 1, 3]);
    await kept.mark({ data: [hash] }, true);
    await kept.sweep();
    expect([await kept.record('b'), [...(root.folders.get('files')?.files.keys() ?? [])]]).toEqual(['b', [hash]]);
  });

  test('a later state takes the place of the earlier one', async () => {
    const kept = library();
    await kept.putRun({ ...entry('a'), phase: 'training' }, 'half');
    await kept.putRun(entry('a'), 'all of it');
    expect(await kept.runs()).toMatchObject([{ phase: 'done', bytes: 9 }]);
  });

  test('marks stay when the run is kept anew; others take their place, and those that say nothing are none', async () => {
    const kept = library();
    await kept.putRun({ ...entry('a'), phase: 'training' }, 'half');
    await kept.annotate('a', { star: true, colour: 0, note: 'good' });
    await kept.annotate('gone', { star: true });
    await kept.putRun(entry('a'), 'all');
    expect(await kept.runs()).toMatchObject([{ id: 'a', phase: 'done', star: true, colour: 0, note: 'good' }]);
    await kept.annotate('a', { star: false, colour: 3, note: '' });
    const [run] = await library().runs();
    expect([run?.star, run?.colour, run?.note]).toEqual([undefined, 3, undefined]);
    // One that was removed stays so, and has them when it is brought back.
    await kept.mark({ runs: ['a'] }, true);
    await kept.annotate('a', { note: 'after' });
    expect(await kept.runs()).toEqual([]);
    await kept.mark({ runs: ['a'] }, false);
    expect(await kept.runs()).toMatchObject([{ note: 'after' }]);
  });

  test('scores and marks are checked as all else: an entry with others is not listed', async () => {
    const kept = library();
    const good = { mean: 0.5, all: null, byDomain: [0.5, null] };
    const scored = (id: string, scores: unknown, more = {}) => kept.putRun({ ...entry(id), scores: scores as never, domains: ['home', 'video'], ...more }, id);
    await scored('a', { auc: good, logLoss: { ...good, mean: 3 } });
    await scored('b', { auc: { ...good, mean: 1.5 }, logLoss: good });
    await scored('c', { auc: good });
    await scored('d', { auc: good, logLoss: good }, { domains: Array.from({ length: 51 }, String) });
    await kept.putRun(entry('e'), 'e');
    await kept.annotate('e', { colour: 12 });
    await kept.putRun({ ...entry('f'), engine: 'abacus' as never }, 'f');
    await scored('g', { auc: good, logLoss: good, perUser: good });
    await scored('h', { auc: good, logLoss: good, perUser: { ...good, all: 1.5 } });
    expect([names(await kept.runs()).sort(), await kept.unreadable()]).toEqual([['a', 'g'], 6]);
  });

  test('what is removed can be brought back, and goes with the sweep, with its folder', async () => {
    const kept = library();
    for (const id of ['a', 'b']) await kept.putRun(entry(id), id);
    await (await root.getDirectoryHandle('runs', { create: true })).getDirectoryHandle('a', { create: true });
    await kept.mark({ runs: ['a'] }, true);
    expect(names(await kept.runs())).toEqual(['b']);
    await kept.mark({ runs: ['a'] }, false);
    expect(names(await kept.runs()).sort()).toEqual(['a', 'b']);
    await kept.mark({ runs: ['a'] }, true);
    await kept.sweep();
    await kept.mark({ runs: ['a'] }, false);
    expect(names(await kept.runs())).toEqual(['b']);
    expect(await kept.record('a')).toBeUndefined();
    expect([...(root.folders.get('runs')?.folders.keys() ?? [])]).toEqual([]);
  });

  test('what another tab has just removed is swept only when nobody there can want it back', async () => {
    const kept = library();
    await kept.putRun(entry('a'), 'a');
    await kept.mark({ runs: ['a'] }, true);
    const other = library();
    await other.tidy();
    await kept.mark({ runs: ['a'] }, false);
    expect(names(await kept.runs())).toEqual(['a']);
    await kept.mark({ runs: ['a'] }, true);
    now += 11 * 60_000;
    await other.tidy();
    expect(await other.record('a')).toBeUndefined();
  });

  test('a run that another tab writes to goes when that is over', async () => {
    const kept = library();
    await kept.putRun(entry('a'), 'a');
    const folder = await (await root.getDirectoryHandle('runs', { create: true })).getDirectoryHandle('a', { create: true });
    const handle = await (await folder.getFileHandle('state.0', { create: true })).createSyncAccessHandle();
    await kept.mark({ runs: ['a'] }, true);
    await kept.sweep();
    expect(await kept.record('a')).toBe('a');
    handle.close();
    await kept.sweep();
    expect(await kept.record('a')).toBeUndefined();
  });

  test('a run that goes on while it is removed stays removed', async () => {
    const kept = library();
    await kept.putRun(entry('a'), 'a');
    await kept.mark({ runs: ['a'] }, true);
    await kept.putRun(entry('a'), 'more');
    expect(await kept.runs()).toEqual([]);
  });
});

describe('experiments', () => {
  const experiment = (id: string): ExperimentRecord =>
    newExperiment(
      { contestants: [{ name: 'A', config: completeRunConfig({}, ROLES) }], seeds: [1], reference: 'A' },
      { id, began: 7, data: { name: 'rows.csv', hash: 'abc' } },
    );
  const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id);

  test('are there for the next visit, the one that was on a page last first', async () => {
    const kept = library();
    for (const id of ['a', 'b']) {
      await kept.putExperiment(experiment(id), true);
      now += 1;
    }
    expect(ids(await library().experiments())).toEqual(['b', 'a']);
    // A job that ends puts it on no page.
    await kept.putExperiment({ ...experiment('a'), reference: 'A', began: 8 }, false);
    expect(await library().experiments()).toMatchObject([{ id: 'b' }, { id: 'a', began: 8 }]);
    await kept.putExperiment(experiment('a'), true);
    expect(ids(await library().experiments())).toEqual(['a', 'b']);
    expect([await kept.experiment('a'), await kept.experiment('c')]).toEqual([experiment('a'), undefined]);
    // Each has thousands of parts to be checked.
    vi.mocked(checkedExperiment).mockClear();
    await kept.experiments();
    expect(checkedExperiment).toHaveBeenCalledTimes(2);
  });

  test('go with their runs, come back, and stay removed though a job of theirs ends meanwhile', async () => {
    const kept = library();
    await kept.putExperiment(experiment('a'), true);
    await kept.putRun(entry('a.1'), 'run');
    const keys = { experiments: ['a'], runs: ['a.1'] };
    await kept.mark(keys, true);
    await kept.putExperiment({ ...experiment('a'), began: 9 }, true);
    expect([await kept.experiments(), await kept.runs()]).toEqual([[], []]);
    await kept.mark(keys, false);
    expect([ids(await kept.experiments()), (await kept.experiments())[0]?.began, ids(await kept.runs())]).toEqual([['a'], 9, ['a.1']]);
    await kept.mark(keys, true);
    await kept.sweep();
    await kept.mark(keys, false);
    expect([await kept.experiments(), await kept.experiment('a'), await kept.record('a.1')]).toEqual([[], undefined, undefined]);
  });

  test('what cannot be read is left alone and counted, and one of a newer version is said to be that', async () => {
    const kept = library();
    await kept.putExperiment(experiment('a'), true);
    await kept.putExperiment({ ...experiment('b'), version: 2 as never }, true);
    await kept.putExperiment({ ...experiment('c'), jobs: [] }, true);
    expect([ids(await kept.experiments()), await kept.unreadable()]).toEqual([['a'], 2]);
    await expect(kept.experiment('b')).rejects.toThrow('newer version of the page');
    await expect(kept.experiment('c')).rejects.toThrow('cannot be read (jobs is not as it should be)');
  });
});

describe('files', () => {
  test('are found by the hashes by which a configuration names them, in whatever order', async () => {
    const kept = library();
    for (const text of ['ratings', 'users']) await kept.putFile({ name: `${text}.dat`, hash: text, file: new File([text], text) }, breathe);
    await kept.putData({
      key: 'both',
      name: 'ratings.dat and 1 more',
      rows: 2,
      bytes: 12,
      opened: now,
      contents: ['inner-1', 'inner-2'],
      files: [
        { name: 'users.dat', hash: 'users' },
        { name: 'ratings.dat', hash: 'ratings' },
      ],
    });
    const found = await library().files({ contents: ['inner-2', 'inner-1'] });
    expect(found?.map(({ name }) => name)).toEqual(['users.dat', 'ratings.dat']);
    expect(await Promise.all((found ?? []).map((each) => ('file' in each ? each.file.text() : '')))).toEqual(['users', 'ratings']);
    expect(await library().files({ contents: ['inner-1'] })).toBeUndefined();
    expect(await library().files({ key: 'both' })).toHaveLength(2);
  });

  test('a pointer is kept in place of the bytes', async () => {
    const pointer = { name: 'big.csv' } as FileSystemFileHandle;
    const hash = await keepFile(library(), 'big.csv', 'much', { pointer });
    expect(root.folders.get('files')?.files.size ?? 0).toBe(0);
    expect(await library().data()).toMatchObject([{ keeping: 'pointer', bytes: 4 }]);
    expect(await library().files({ key: hash })).toEqual([{ name: 'big.csv', pointer }]);
  });

  test('a copy that the browser has deleted, or that is of another size, is gone', async () => {
    const kept = library();
    const hash = await keepFile(kept, 'rows.csv', 'a,b');
    expect(await kept.data()).toMatchObject([{ keeping: 'copy' }]);
    const files = root.folders.get('files') as MemoryFolder;
    (files.files.get(hash) as { bytes: Uint8Array }).bytes = new Uint8Array(2);
    expect(await kept.data()).toMatchObject([{ keeping: 'gone' }]);
    expect(await kept.has(hash)).toBe(false);
    files.files.clear();
    expect(await kept.data()).toMatchObject([{ keeping: 'gone' }]);
    expect(await kept.files({ key: hash })).toBeUndefined();
  });

  test('are copied piece by piece, so that others get their turn', async () => {
    const pieces = ['a', 'b', 'c'].map((text) => new TextEncoder().encode(text));
    const file = Object.assign(new File(['abc'], 'x'), {
      stream: () =>
        new ReadableStream({
          pull: (controller) => {
            const next = pieces.shift();
            if (next) controller.enqueue(next);
            else controller.close();
          },
        }),
    });
    await library().putFile({ name: 'x', hash: 'x', file }, breathe);
    expect(breaths).toBe(3);
    expect(await library().has('x')).toBe(true);
  });

  test('a copying that fails leaves no half of a file', async () => {
    fault = (what) => {
      if (what === 'write') throw new DOMException('', 'QuotaExceededError');
    };
    const kept = library();
    await expect(kept.putFile({ name: 'x', hash: 'x', file: new File(['abc'], 'x') }, breathe)).rejects.toMatchObject({ kind: 'full' });
    expect(root.folders.get('files')?.files.size).toBe(0);
    expect(await kept.has('x')).toBe(false);
  });

  test('what a copying that was cut off has left is cleared away, but not while it may still go on', async () => {
    const files = await root.getDirectoryHandle('files', { create: true });
    files.files.set('half', { bytes: new Uint8Array(5), changed: now, locked: false });
    await library().tidy();
    expect(files.files.size).toBe(1);
    now += 11 * 60_000;
    await library().tidy();
    expect(files.files.size).toBe(0);
  });

  test('removing data removes the files that no other data need', async () => {
    const kept = library();
    const hash = await keepFile(kept, 'a.csv', 'a,b');
    await keepFile(kept, 'b.csv', 'c,d');
    await kept.putData({ key: 'both', name: 'both', rows: 2, bytes: 6, opened: now, contents: ['x'], files: [{ name: 'a.csv', hash }] });
    await kept.mark({ data: [hash, 'hash of c,d'] }, true);
    expect((await kept.data()).map(({ key }) => key)).toEqual(['both']);
    await kept.sweep();
    expect([...(root.folders.get('files')?.files.keys() ?? [])]).toEqual([hash]);
    expect(await kept.files({ key: 'both' })).toHaveLength(1);
  });
});

describe('keeping nothing', () => {
  test('wipes all that is there, and is remembered', async () => {
    const kept = library();
    expect(await kept.keeps()).toBe(true);
    await kept.putRun(entry('a'), 'a');
    await keepFile(kept, 'a.csv', 'a,b');
    await kept.wipe(false);
    expect([await kept.runs(), await kept.data(), await kept.keeps()]).toEqual([[], [], false]);
    expect(root.folders.get('files')?.files.size).toBe(0);
    expect(await library().keeps()).toBe(false);
    await kept.choose(true);
    expect(await library().keeps()).toBe(true);
  });

  test('wipes also what a newer version has written, and while another tab has it open', async () => {
    const other = library();
    await other.putRun(entry('a'), 'a');
    await newerDatabase();
    const kept = library();
    await expect(kept.runs()).rejects.toMatchObject({ kind: 'newer' });
    await kept.wipe(true);
    expect(await kept.runs()).toEqual([]);
    expect(await other.runs()).toEqual([]);
  });
});

/** The database of a version that is yet to come. */
function newerDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('hamur', 1000);
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
    opening.onerror = () => reject(opening.error);
  });
}

describe('what may go wrong is said in words', () => {
  const trouble = async (act: (kept: KeptLibrary) => Promise<unknown>, kept = library()) => {
    const error = await act(kept).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    return error as UserError & { kind: string; words: string };
  };

  test('refused: a browser without a database, or one that says no', async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    expect(await trouble((kept) => kept.runs())).toMatchObject({ kind: 'refused' });
    globalThis.indexedDB = new IDBFactory();
    const refusing = new KeptLibrary({ root: () => Promise.reject(new DOMException('no', 'SecurityError')), now: () => now });
    const { kind, words } = await trouble((kept) => kept.runs(), refusing);
    expect(kind).toBe('refused');
    expect(words).toBe(
      'The browser lets this page keep nothing, because the window is private or its settings say so. The page works without it, but a reload or a closed tab loses runs and files.',
    );
  });

  test('newer: what a later version has written is left alone', async () => {
    await newerDatabase();
    expect(await trouble((kept) => kept.putRun(entry('a'), 'a'))).toMatchObject({ kind: 'newer' });
    expect((await indexedDB.databases()).map(({ version }) => version)).toEqual([1000]);
  });

  test('blocked: another tab writes the very file', async () => {
    await (await (await root.getDirectoryHandle('files', { create: true })).getFileHandle('x', { create: true })).createSyncAccessHandle();
    expect(await trouble((kept) => kept.putFile({ name: 'x', hash: 'x', file: new File(['abc'], 'x') }, breathe))).toMatchObject({ kind: 'blocked' });
  });

  test('broken: anything else, with what the browser says', async () => {
    fault = () => {
      throw new DOMException('The disk has failed.', 'UnknownError');
    };
    expect((await trouble((kept) => kept.putFile({ name: 'x', hash: 'x', file: new File(['abc'], 'x') }, breathe))).words).toContain('(The disk has failed.)');
  });

  test('every n-th opening or writing fails: what was said to be kept is there and whole, and nothing is thrown but words', async () => {
    for (let n = 1; n <= 7; n++) {
      globalThis.indexedDB = new IDBFactory();
      let calls = 0;
      root = new MemoryFolder(() => {
        if (++calls % n === 0) throw new DOMException('', n % 2 ? 'QuotaExceededError' : 'UnknownError');
      });
      const said: string[] = [];
      for (let i = 0; i < 12; i++) {
        const text = `file ${i}`;
        await keepFile(library(), `${i}.csv`, text).then(
          (hash) => said.push(hash),
          (error) => expect(error).toBeInstanceOf(UserError),
        );
      }
      root = Object.assign(new MemoryFolder(), { folders: root.folders });
      calls = Number.NEGATIVE_INFINITY;
      const after = await library().data();
      expect(after.map(({ key }) => key).sort()).toEqual(said.sort());
      expect(after.every(({ keeping }) => keeping === 'copy')).toBe(true);
    }
  });
});
