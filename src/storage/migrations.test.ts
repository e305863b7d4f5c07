import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { type IDBPDatabase, openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase, type Schema } from './database';
import { KeptLibrary } from './library';
import { MemoryFolder } from './memory-folder.test-helper';
import { DATABASE_VERSION, MIGRATIONS } from './migrations';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** What a database of each version holds: entries by store, with their keys where these stand beside them. */
type Fixture = Record<string, unknown[]>;
const fixtures = import.meta.glob<{ default: Fixture }>('./fixtures/*.json', { eager: true });
const fixtureOf = (version: number) => fixtures[`./fixtures/${version}.json`]?.default;

/** A database as that version left it. */
async function lay(version: number, fixture: Fixture): Promise<void> {
  const db = await openDB<Schema>('hamur', version, {
    upgrade: (made, before, _, change) => {
      for (const migrate of MIGRATIONS.slice(before, version)) migrate(made, change);
    },
  });
  const loose = db as unknown as IDBPDatabase;
  for (const [store, entries] of Object.entries(fixture)) {
    for (const entry of entries) {
      const { key, value } = entry as { key: string; value: unknown };
      if (loose.transaction(store).store.keyPath === null) await loose.put(store, value, key);
      else await loose.put(store, entry);
    }
  }
  db.close();
}

test('every version has a fixture', () => {
  expect(Object.keys(fixtures).sort()).toEqual(MIGRATIONS.map((_, i) => `./fixtures/${i + 1}.json`).sort());
});

test.each(MIGRATIONS.map((_, i) => i + 1))('what version %i has written is read', async (version) => {
  await lay(version, fixtureOf(version) as Fixture);
  const root = new MemoryFolder();
  const files = await root.getDirectoryHandle('files', { create: true });
  files.files.set('c0ffee', { bytes: new TextEncoder().encode('a,b\n1,2\n3,4\n'), changed: 0, locked: false });
  const kept = new KeptLibrary({ root: async () => root.handle, now: () => 0 });
  expect(await kept.isNew()).toBe(false);
  expect(await kept.runs()).toMatchObject([{ id: 'mb1x2y3z-1', dataName: 'conflict', phase: 'done', epochs: 2, config: { seed: 1 } }]);
  expect(await kept.record('mb1x2y3z-1')).toContain('"version":4');
  expect(await kept.data()).toMatchObject([{ name: 'shop.csv', rows: 3, bytes: 12, keeping: 'copy' }]);
  const [file] = (await kept.files({ contents: ['c0ffee'] })) ?? [];
  expect(file && 'file' in file && (await file.file.text())).toBe('a,b\n1,2\n3,4\n');
  expect(await kept.keeps()).toBe(true);
  const experiments =
    version < 2 ? [] : [{ id: 'xmb1x2y3z-1', reference: 'DCN', jobs: [{ state: 'done' }, { state: 'training' }, { state: 'failed' }, { state: 'waiting' }] }];
  expect(await kept.experiments()).toMatchObject(experiments);
  expect(await kept.unreadable()).toBe(0);
});

test('the database is of the newest version, and closes when another tab wants to change it', async () => {
  let closed = false;
  const { db, isNew } = await openDatabase(() => {
    closed = true;
  });
  expect([db.version, isNew, closed]).toEqual([DATABASE_VERSION, true, false]);
  expect([...db.objectStoreNames]).toEqual(['choices', 'data', 'experiments', 'files', 'records', 'runs']);
  (await openDB('hamur', DATABASE_VERSION + 1)).close();
  expect(closed).toBe(true);
});

test('a tab of an older page that does not let go is named, and so is a browser that does not answer', async () => {
  // It does not listen for others.
  const old = await openDB('hamur', DATABASE_VERSION - 1, { upgrade: (db) => void db.createObjectStore('runs') });
  await expect(openDatabase(() => {}, 500)).rejects.toMatchObject({ kind: 'blocked' });
  old.close();
  globalThis.indexedDB = { open: () => new IDBOpenDBRequest() } as unknown as IDBFactory;
  await expect(openDatabase(() => {}, 50)).rejects.toMatchObject({ kind: 'broken' });
});
