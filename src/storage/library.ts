import type { FileKeeping, FoundFile, KeptData, KeptKeys, KeptRun } from '../protocol/library';
import { type Database, type DataEntry, deleteDatabase, openDatabase, type RunEntry } from './database';
import { filesHeld, holdFile } from './file-lock';
import { folderIn, readFile, remove, sizesIn, writeFile } from './opfs';
import { inWords, StorageTrouble, troubleOf } from './trouble';

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
    return inWords(async () => (await (await this.db()).get('choices', 'keeps')) ?? true);
  }

  /** The latest first, without those that were removed. */
  async runs(): Promise<KeptRun[]> {
    return inWords(async () => {
      const entries = await (await this.db()).getAll('runs');
      const sizes = await sizesIn(await this.folder('runs'));
      return entries
        .filter(isListed)
        .sort((a, b) => b.began - a.began)
        .map(({ removed: _, ...run }) => ({ ...run, bytes: run.bytes + (sizes.get(run.id) ?? 0) }));
    });
  }

  /** The latest first, without those that were removed. */
  async data(): Promise<KeptData[]> {
    return inWords(async () => {
      const db = await this.db();
      const entries = (await db.getAll('data')).filter(isListed).sort((a, b) => b.opened - a.opened);
      const files = new Map((await db.getAll('files')).map((file) => [file.hash, file]));
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

  /** Keeps a run, in place of what was kept of it before. A run that the person has removed meanwhile stays removed. */
  async putRun(run: Omit<RunEntry, 'bytes' | 'removed'>, record: string): Promise<void> {
    await inWords(async () => {
      const change = (await this.db()).transaction(['runs', 'records'], 'readwrite');
      const before = await change.objectStore('runs').get(run.id);
      const entry = { ...run, bytes: record.length, ...(before?.removed !== undefined && { removed: before.removed }) };
      await Promise.all([change.objectStore('records').put(record, run.id), change.objectStore('runs').put(entry), change.done]);
    });
  }

  /** @returns the text of a run; undefined where it is not kept */
  async record(id: string): Promise<string | undefined> {
    return inWords(async () => (await this.db()).get('records', id));
  }

  /** Which of some contents are here already, whole. */
  async has(hash: string): Promise<boolean> {
    return inWords(async () => {
      const entry = await (await this.db()).get('files', hash);
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
      await (await this.db()).put('files', { hash, bytes: file.size, ...(pointer && { pointer }) });
    });
  }

  /** Lists data whose files are kept. */
  async putData(entry: Omit<DataEntry, 'removed'>): Promise<void> {
    await inWords(async () => void (await (await this.db()).put('data', entry)));
  }

  /** @returns the files in the order in which they were opened; undefined where they are not kept, or not all of them any more */
  async files(of: { contents: readonly string[] } | { key: string }): Promise<FoundFile[] | undefined> {
    return inWords(async () => {
      const db = await this.db();
      const wanted = 'contents' in of ? [...of.contents].sort().join() : undefined;
      const entries = 'key' in of ? [await db.get('data', of.key)] : await db.getAll('data');
      const entry = entries
        .flatMap((each) => (each && isListed(each) && (wanted === undefined || each.contents.join() === wanted) ? [each] : []))
        .sort((a, b) => b.opened - a.opened)[0];
      if (!entry) return undefined;
      const folder = await this.folder('files');
      const found: FoundFile[] = [];
      for (const { name, hash } of entry.files) {
        const kept = await db.get('files', hash);
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
  async mark({ runs = [], data = [] }: KeptKeys, removed: boolean): Promise<void> {
    await inWords(async () => {
      const change = (await this.db()).transaction(['runs', 'data'], 'readwrite');
      const at = removed ? { removed: this.ground.now() } : {};
      for (const id of runs) {
        const entry = await change.objectStore('runs').get(id);
        if (entry) await change.objectStore('runs').put({ ...withoutMark(entry), ...at });
      }
      for (const key of data) {
        const entry = await change.objectStore('data').get(key);
        if (entry) await change.objectStore('data').put({ ...withoutMark(entry), ...at });
      }
      await change.done;
    });
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
      const runs = (await db.getAll('runs')).filter(over);
      const folder = await this.folder('runs');
      for (const { id } of runs) {
        // Where another tab writes to it, it goes another time.
        if (!(await removed(folder, id))) continue;
        const change = db.transaction(['runs', 'records'], 'readwrite');
        await Promise.all([change.objectStore('runs').delete(id), change.objectStore('records').delete(id), change.done]);
      }
      const data = (await db.getAll('data')).filter(over);
      for (const { key } of data) await db.delete('data', key);
      if (data.length > 0) await this.dropFiles();
    });
  }

  /** Deletes what was removed some time ago, and what a copying that was cut off has left. */
  async tidy(): Promise<void> {
    await this.sweep(MS_TO_BRING_BACK);
    await inWords(async () => {
      const known = new Set((await (await this.db()).getAll('files')).map(({ hash }) => hash));
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
    await inWords(async () => void (await (await this.db()).put('choices', keeps, 'keeps')));
  }

  /** Deletes the files that no data need. */
  private async dropFiles(): Promise<void> {
    const db = await this.db();
    const needed = new Set((await db.getAll('data')).flatMap(({ files }) => files.map(({ hash }) => hash)));
    const folder = await this.folder('files');
    const inUse = await filesHeld();
    for (const { hash } of await db.getAll('files')) {
      if (needed.has(hash)) continue;
      await db.delete('files', hash);
      // The table that is open may be made anew of it; it goes on a later visit.
      if (!inUse.has(hash)) await remove(folder, hash);
    }
  }

  private async db(): Promise<Database> {
    return (await this.open()).db;
  }

  private open(): Promise<{ db: Database; isNew: boolean }> {
    if (!this.opened) {
      const opening = openDatabase(() => {
        if (this.opened === opening) this.opened = undefined;
      });
      this.opened = opening;
      // What fails is tried anew.
      opening.catch(() => {
        if (this.opened === opening) this.opened = undefined;
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

/** What is said where something that was kept is not there any more. */
export const evicted = () => new StorageTrouble('evicted');
