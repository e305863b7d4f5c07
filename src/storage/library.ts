import type { FileKeeping, FoundFile, KeptData, KeptKeys, KeptRun, RunMarks } from '../protocol/library';
import type { ExperimentRecord } from '../runs/experiment/record';
import { checkedExperiment } from '../runs/shape/experiment';
import type { RunSummary } from '../runs/summary';
import {
  type Database,
  type DataEntry,
  deleteDatabase,
  type ExperimentEntry,
  type FileEntry,
  NoAnswer,
  openDatabase,
  type RunEntry,
  type Schema,
  within,
} from './database';
import { experimentEntry, isDataEntry, isFileEntry, isRunEntry, wholeRunEntry } from './entries';
import { filesHeld, holdFile } from './file-lock';
import { folderIn, readFile, remove, sizesIn, writeFile } from './opfs';
import { inWords, StorageTrouble, troubleOf } from './trouble';

type StoreName = 'runs' | 'records' | 'data' | 'files' | 'experiments' | 'choices';

/** A file to be kept. */
export interface NewFile {
  name: string;
  hash: string;
  file: File;
  /** Kept in place of the bytes. */
  pointer?: FileSystemFileHandle | undefined;
}

/** Entries that were taken off the list before so long are deleted when the page comes again: another tab may still bring back the others. */
const MS_TO_BRING_BACK = 10 * 60_000;

/** What another tab holds, it lets go within seconds. */
const TRIES = 50;
const MS_BETWEEN_TRIES = 100;

/** What another part of the browser has to give; a test has its own. */
export interface Ground {
  /** The root of the private file system. @throws DOMException where the browser refuses it */
  root(): Promise<FileSystemDirectoryHandle>;
  now(): number;
  /** How long the database may take to open, in milliseconds; left out: as `openDatabase` says. */
  msToOpen?: number;
}

export const GROUND: Ground = { root: () => navigator.storage.getDirectory(), now: () => Date.now() };

/**
 * Runs and data on this machine. Entries stand in a database, files in the private file system; an entry is written only when its files
 * are whole. Every method throws a StorageTrouble where the browser does not do what it should.
 */
export class KeptLibrary {
  private opened: Promise<{ db: Database; isNew: boolean }> | undefined;

  constructor(private readonly ground: Ground = GROUND) {}

  /** Whether nothing was here before this visit. */
  async isNew(): Promise<boolean> {
    return inWords(async () => (await this.open()).isNew);
  }

  /** Whether the person wants anything kept. */
  async keeps(): Promise<boolean> {
    return inWords(async () => (await this.get('choices', 'keeps')) !== false);
  }

  /** The latest first, without those that were removed. */
  async runs(): Promise<KeptRun[]> {
    return inWords(async () => {
      const entries = (await this.all('runs')).filter(isRunEntry).map(wholeRunEntry);
      const sizes = await sizesIn(await this.folder('runs'));
      return entries
        .filter(isListed)
        .sort((a, b) => b.began - a.began)
        .map(({ removed: _, ...run }) => ({ ...run, bytes: run.bytes + (sizes.get(run.id) ?? 0) }));
    });
  }

  /** How many entries cannot be read: another version wrote them, or something has changed them. They are left as they are. */
  async unreadable(): Promise<number> {
    return inWords(async () => {
      const [runs, data, experiments] = [await this.all('runs'), await this.all('data'), await this.all('experiments')];
      const odd = (entries: readonly unknown[], is: (entry: unknown) => boolean) => entries.filter((each) => !is(each)).length;
      return odd(runs, isRunEntry) + odd(data, isDataEntry) + odd(experiments, (entry) => experimentEntry(entry) !== undefined);
    });
  }

  /** The latest first, without those that were removed. */
  async data(): Promise<KeptData[]> {
    return inWords(async () => {
      const entries = (await this.all('data'))
        .filter(isDataEntry)
        .filter(isListed)
        .sort((a, b) => b.opened - a.opened);
      const files = new Map((await this.all('files')).filter(isFileEntry).map((file) => [file.hash, file]));
      const copies = await sizesIn(await this.folder('files'));
      const keepingOf = (hash: string): FileKeeping => {
        const file = files.get(hash);
        if (file?.pointer) return 'pointer';
        return file && copies.get(hash) === file.bytes ? 'copy' : 'gone';
      };
      return entries.map(({ removed: _, contents: __, files: own, ...rest }) => {
        const all = own.map(({ hash }) => keepingOf(hash));
        return { ...rest, keeping: all.includes('gone') ? 'gone' : all.includes('pointer') ? 'pointer' : 'copy' };
      });
    });
  }

  /** Keeps a run, in place of what was kept of it before. What the person has put on it stays, and one that was removed stays removed. */
  async putRun(run: Omit<RunEntry, 'bytes' | 'removed'>, record: string): Promise<void> {
    await inWords(async () =>
      within(await this.db(), ['runs', 'records'], 'readwrite', async (change) => {
        const before = await change.objectStore('runs').get(run.id);
        await change.objectStore('records').put(record, run.id);
        const removed = before?.removed !== undefined && { removed: before.removed };
        await change.objectStore('runs').put({ ...run, ...(before && marksOf(before)), bytes: record.length, ...removed });
      }),
    );
  }

  /** Adds to an entry of an earlier version what it lacks; what it says stays. */
  async fillIn({ id, ...summary }: RunSummary): Promise<void> {
    await inWords(async () =>
      within(await this.db(), ['runs'], 'readwrite', async (change) => {
        const before = await change.objectStore('runs').get(id);
        if (before) await change.objectStore('runs').put({ ...summary, ...before });
      }),
    );
  }

  /** Puts marks on a run in place of those that it had; does nothing where it is not kept. */
  async annotate(id: string, marks: RunMarks): Promise<void> {
    await inWords(async () =>
      within(await this.db(), ['runs'], 'readwrite', async (change) => {
        const before = await change.objectStore('runs').get(id);
        if (!before) return;
        const { star: _, colour: __, note: ___, ...entry } = before;
        await change.objectStore('runs').put({ ...entry, ...marksOf(marks) });
      }),
    );
  }

  /** @returns the text of a run; undefined where it is not kept */
  async record(id: string): Promise<string | undefined> {
    return inWords(async () => {
      const text: unknown = await this.get('records', id);
      return typeof text === 'string' ? text : undefined;
    });
  }

  /** Which of some contents are here already, whole. */
  async has(hash: string): Promise<boolean> {
    return inWords(async () => {
      const entry = await this.file(hash);
      if (!entry) return false;
      if (entry.pointer) return true;
      return (await readFile(await this.folder('files'), hash))?.size === entry.bytes;
    });
  }

  /** Keeps a file's bytes, or the pointer to them. @param breathe waited for after each piece */
  async putFile({ hash, file, pointer }: NewFile, breathe: () => Promise<void>): Promise<void> {
    await inWords(async () => {
      if (!pointer) {
        const folder = await this.folder('files');
        // Whoever has a copy that is there already could not read it any more if it was written anew.
        const before = await readFile(folder, hash);
        if (before?.size !== file.size) await writeFile(folder, hash, file.stream(), breathe);
      }
      await this.put('files', { hash, bytes: file.size, ...(pointer && { pointer }) });
    });
  }

  /** Lists data whose files are kept. */
  async putData(entry: Omit<DataEntry, 'removed'>): Promise<void> {
    await inWords(() => this.put('data', entry));
  }

  /** The one that was on a page last first, without those that were removed. */
  async experiments(): Promise<ExperimentRecord[]> {
    return inWords(async () =>
      (await this.all('experiments'))
        .flatMap((each) => experimentEntry(each) ?? [])
        .filter(isListed)
        .sort((a, b) => b.opened - a.opened)
        .map(({ record }) => record),
    );
  }

  /**
   * Of whatever is removed too: a page may still show it.
   *
   * @returns undefined where it is not kept
   * @throws UserError where it cannot be read
   */
  async experiment(id: string): Promise<ExperimentRecord | undefined> {
    const entry: unknown = await inWords(() => this.get('experiments', id));
    return entry === undefined ? undefined : checkedExperiment((entry as Partial<ExperimentEntry>).record);
  }

  /** Keeps an experiment, in place of what was kept of it before. One that the person has removed meanwhile stays removed. */
  async putExperiment(record: ExperimentRecord, opened: boolean): Promise<void> {
    await inWords(async () =>
      within(await this.db(), ['experiments'], 'readwrite', async (change) => {
        const store = change.objectStore('experiments');
        const before = await store.get(record.id);
        const at = opened || !before ? this.ground.now() : before.opened;
        await store.put({ id: record.id, record, opened: at, ...(before?.removed !== undefined && { removed: before.removed }) });
      }),
    );
  }

  /** @returns the files in the order in which they were opened; undefined where they are not kept, or not all of them any more */
  async files(of: { contents: readonly string[] } | { key: string }): Promise<FoundFile[] | undefined> {
    return inWords(async () => {
      const wanted = 'contents' in of ? [...of.contents].sort().join() : undefined;
      const entries = 'key' in of ? [await this.get('data', of.key)] : await this.all('data');
      const entry = entries
        .flatMap((each) => (isDataEntry(each) && isListed(each) && (wanted === undefined || each.contents.join() === wanted) ? [each] : []))
        .sort((a, b) => b.opened - a.opened)[0];
      if (!entry) return undefined;
      const folder = await this.folder('files');
      const found: FoundFile[] = [];
      for (const { name, hash } of entry.files) {
        const kept = await this.file(hash);
        if (kept && !kept.pointer) await holdFile(hash);
        const copy = kept && !kept.pointer ? await readFile(folder, hash) : undefined;
        if (kept?.pointer) found.push({ name, pointer: kept.pointer });
        // A copy of another size is none: something has changed it.
        else if (copy && copy.size === kept?.bytes) found.push({ name, file: new File([copy], name) });
        else return undefined;
      }
      return found;
    });
  }

  /** Takes entries off the list, or puts them back. */
  async mark({ runs = [], data = [], experiments = [] }: KeptKeys, removed: boolean): Promise<void> {
    const at = removed ? { removed: this.ground.now() } : {};
    await inWords(async () =>
      within(await this.db(), ['runs', 'data', 'experiments'], 'readwrite', async (change) => {
        for (const id of experiments) {
          const entry = await change.objectStore('experiments').get(id);
          if (entry) await change.objectStore('experiments').put({ ...withoutMark(entry), ...at });
        }
        for (const id of runs) {
          const entry = await change.objectStore('runs').get(id);
          if (entry) await change.objectStore('runs').put({ ...withoutMark(entry), ...at });
        }
        for (const key of data) {
          const entry = await change.objectStore('data').get(key);
          if (entry) await change.objectStore('data').put({ ...withoutMark(entry), ...at });
        }
      }),
    );
  }

  /**
   * Deletes what was removed, and files that no data need any more.
   *
   * @param before only what was removed so many milliseconds ago
   */
  async sweep(before = 0): Promise<void> {
    await inWords(async () => {
      const db = await this.db();
      const over = ({ removed }: { removed?: number }) => removed !== undefined && removed <= this.ground.now() - before;
      const runs = (await this.all('runs')).filter(over);
      const folder = await this.folder('runs');
      for (const { id } of runs) {
        // Where another tab writes to it, it goes another time.
        if (!(await removed(folder, id))) continue;
        await within(db, ['runs', 'records'], 'readwrite', async (change) => {
          await change.objectStore('runs').delete(id);
          await change.objectStore('records').delete(id);
        });
      }
      const data = (await this.all('data')).filter(over);
      for (const { key } of data) await this.drop('data', key);
      for (const { id } of (await this.all('experiments')).filter(over)) await this.drop('experiments', id);
      if (data.length > 0) await this.dropFiles();
    });
  }

  /** Deletes what was removed some time ago, and what a copying that was cut off has left. */
  async tidy(): Promise<void> {
    await this.sweep(MS_TO_BRING_BACK);
    await inWords(async () => {
      const known = new Set((await this.all('files')).map(({ hash }) => hash));
      const folder = await this.folder('files');
      const inUse = await filesHeld();
      for (const name of (await sizesIn(folder)).keys()) {
        // Another tab may be copying it just now.
        const late = known.has(name) || inUse.has(name) ? undefined : await readFile(folder, name);
        if (late && late.lastModified < this.ground.now() - MS_TO_BRING_BACK) await remove(folder, name);
      }
    });
  }

  /** Deletes all that is kept, and keeps the choice alone. Also where the database cannot be opened. Whoever has files open is to let them go. */
  async wipe(keeps: boolean): Promise<void> {
    await inWords(async () => {
      const { opened } = this;
      this.opened = undefined;
      await opened?.then(({ db }) => db.close()).catch(() => {});
      await deleteDatabase();
      // Before the rest: it holds whatever becomes of that.
      await this.choose(keeps);
      const root = await this.ground.root();
      for (const name of ['files', 'runs']) await patiently(() => remove(root, name));
    });
  }

  async choose(keeps: boolean): Promise<void> {
    await inWords(() => this.put('choices', keeps, 'keeps'));
  }

  /** Deletes the files that no data need. */
  private async dropFiles(): Promise<void> {
    const data = await this.all('data');
    // What cannot be read may need any of them.
    if (!data.every(isDataEntry)) return;
    const needed = new Set(data.flatMap(({ files }) => files.map(({ hash }) => hash)));
    const folder = await this.folder('files');
    const inUse = await filesHeld();
    for (const { hash } of await this.all('files')) {
      if (needed.has(hash)) continue;
      await this.drop('files', hash);
      // The table that is open may be made anew of it; it goes on a later visit.
      if (!inUse.has(hash)) await remove(folder, hash);
    }
  }

  private async file(hash: string): Promise<FileEntry | undefined> {
    const entry: unknown = await this.get('files', hash);
    return isFileEntry(entry) ? entry : undefined;
  }

  private async get<N extends StoreName>(store: N, key: Schema[N]['key']): Promise<Schema[N]['value'] | undefined> {
    return within(await this.db(), [store], 'readonly', (change) => change.objectStore(store).get(key));
  }

  private async all<N extends StoreName>(store: N): Promise<Schema[N]['value'][]> {
    return within(await this.db(), [store], 'readonly', (change) => change.objectStore(store).getAll());
  }

  private async put<N extends StoreName>(store: N, value: Schema[N]['value'], key?: Schema[N]['key']): Promise<void> {
    await within(await this.db(), [store], 'readwrite', (change) => change.objectStore(store).put(value, key));
  }

  private async drop<N extends StoreName>(store: N, key: Schema[N]['key']): Promise<void> {
    await within(await this.db(), [store], 'readwrite', (change) => change.objectStore(store).delete(key));
  }

  private async db(): Promise<Database> {
    return (await this.open()).db;
  }

  private open(): Promise<{ db: Database; isNew: boolean }> {
    if (!this.opened) {
      const closed = () => {
        if (this.opened === opening) this.opened = undefined;
      };
      const opening = openDatabase(closed, this.ground.msToOpen);
      this.opened = opening;
      // What fails is tried anew; but nobody waits twice for a browser that does not answer.
      opening.catch((error: unknown) => {
        if (!(error instanceof StorageTrouble && error.kind === 'blocked') && !(error instanceof NoAnswer)) closed();
      });
    }
    return this.opened;
  }

  private async folder(name: 'files' | 'runs'): Promise<FileSystemDirectoryHandle> {
    return folderIn(await this.ground.root(), name);
  }
}

async function removed(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await remove(folder, name);
    return true;
  } catch (error) {
    if (troubleOf(error).kind === 'blocked') return false;
    throw error;
  }
}

/** Another tab needs a moment to let go of its files. */
async function patiently(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === TRIES || !(troubleOf(error).kind === 'blocked' || isChanging(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, MS_BETWEEN_TRIES));
    }
  }
}

/** Something was put into the folder while it was being deleted. */
const isChanging = (error: unknown) => error instanceof DOMException && error.name === 'InvalidModificationError';

const isListed = ({ removed }: { removed?: number }) => removed === undefined;

function withoutMark<E extends { removed?: number }>({ removed: _, ...entry }: E): Omit<E, 'removed'> {
  return entry;
}

/** Those that say something. */
const marksOf = ({ star, colour, note }: RunMarks): RunMarks => ({ ...(star && { star }), ...(colour !== undefined && { colour }), ...(note && { note }) });

/** What is said where something that was kept is not there any more. */
export const evicted = () => new StorageTrouble('evicted');
