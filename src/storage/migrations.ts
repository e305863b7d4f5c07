import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Schema } from './database';

type Step = (db: IDBPDatabase<Schema>, change: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>) => void;

/**
 * What brings the database to a version from the one before: entry 0 makes version 1 of nothing. A new version adds one and changes none,
 * and lays a fixture of itself beside the others (`fixtures`). What a migration does with entries it may do with promises of this very
 * change alone: the browser ends it as soon as nothing of it is under way.
 */
export const MIGRATIONS: readonly Step[] = [
  (db) => {
    db.createObjectStore('runs', { keyPath: 'id' });
    db.createObjectStore('records');
    db.createObjectStore('data', { keyPath: 'key' });
    db.createObjectStore('files', { keyPath: 'hash' });
    db.createObjectStore('choices');
  },
  (db) => {
    db.createObjectStore('experiments', { keyPath: 'id' });
  },
];

export const DATABASE_VERSION = MIGRATIONS.length;
