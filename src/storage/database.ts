import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { KeptData, KeptRun } from '../protocol/library';
import type { ExperimentRecord } from '../runs/experiment/record';
import { DATABASE_VERSION, MIGRATIONS } from './migrations';
import { StorageTrouble } from './trouble';

/** In milliseconds since 1970, where an entry was taken off the list and may be brought back. */
interface Removable {
  removed?: number;
}

export interface RunEntry extends Omit<KeptRun, 'elsewhere' | 'experiment'>, Removable {}

export interface DataEntry extends Omit<KeptData, 'keeping'>, Removable {
  /** The hashes by which configurations name the contents, sorted. */
  contents: string[];
  /** In the order in which they were opened. */
  files: { name: string; hash: string }[];
}

export interface ExperimentEntry extends Removable {
  id: string;
  /** When it was put on a page last, in milliseconds since 1970. */
  opened: number;
  record: ExperimentRecord;
}

/** The bytes of a file: a copy in the private file system, unless there is a pointer. */
export interface FileEntry {
  /** Of all its bytes. */
  hash: string;
  bytes: number;
  pointer?: FileSystemFileHandle;
}

/** What is kept in the database: what is small, or belongs together. */
export interface Schema extends DBSchema {
  runs: { key: string; value: RunEntry };
  /** Each run as `runs/file.ts` writes it. */
  records: { key: string; value: string };
  data: { key: string; value: DataEntry };
  files: { key: string; value: FileEntry };
  experiments: { key: string; value: ExperimentEntry };
  /** What the person chose. */
  choices: { key: 'keeps'; value: boolean };
}

export type Database = IDBPDatabase<Schema>;

const NAME = 'hamur';
/** A browser that has said nothing by then says nothing any more. */
const MS_TO_OPEN = 10_000;

/** The browser has not answered in time: it will not the next time either. */
export class NoAnswer extends StorageTrouble {
  constructor() {
    super('broken', 'the browser does not open it');
  }
}

/**
 * Opens the database, and brings an older one to the present version.
 *
 * @param onClosed told when it may be used no longer: another tab wants to change or delete it, or the browser has closed it
 * @returns `isNew`: it was made just now
 * @throws StorageTrouble where another tab holds an older version, or the browser does not answer; whatever it says otherwise
 */
export async function openDatabase(onClosed: () => void, most = MS_TO_OPEN): Promise<{ db: Database; isNew: boolean }> {
  if (!('indexedDB' in globalThis) || !indexedDB) throw new StorageTrouble('refused');
  let isNew = false;
  let blocked = false;
  const opening = openDB<Schema>(NAME, DATABASE_VERSION, {
    upgrade: (db, before, _, change) => {
      isNew = before === 0;
      for (const migrate of MIGRATIONS.slice(before)) migrate(db, change);
    },
    blocked: () => {
      blocked = true;
    },
    blocking: (_, __, event) => {
      // It is the other tab's turn; whoever needs the database here opens it anew.
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // What comes yet is not wanted any more.
      opening.then((db) => db.close()).catch(() => {});
      reject(blocked ? new StorageTrouble('blocked') : new NoAnswer());
    }, most);
  });
  try {
    return { db: await Promise.race([opening, late]), isNew };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads, or changes, entries of some stores: all that `work` does, or nothing of it.
 *
 * @param work waits for one access before the next, and for nothing else
 * @throws why it failed as a whole: its parts would only say that it was given up
 */
export async function within<N extends StoreNames<Schema>, M extends 'readonly' | 'readwrite', T>(
  db: Database,
  stores: N[],
  mode: M,
  work: (change: IDBPTransaction<Schema, N[], M>) => Promise<T>,
): Promise<T> {
  const change = db.transaction(stores, mode);
  const failed = change.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    const value = await work(change);
    const whole = await failed;
    if (whole) throw whole.error;
    return value;
  } catch (error) {
    try {
      change.abort();
    } catch {
      // It is over already.
    }
    const whole = await failed;
    const said = whole?.error instanceof Error && whole.error.name !== 'AbortError';
    throw said ? whole.error : error;
  }
}

/** Deletes the database, of whatever version. */
export async function deleteDatabase(most = MS_TO_OPEN): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageTrouble('blocked')), most);
  });
  try {
    await Promise.race([deleteDB(NAME), late]);
  } finally {
    clearTimeout(timer);
  }
}
