import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { RunEvent, TrainOptions } from '../protocol/run';
import { newRun, type RunRecord } from '../runs/record';
import { withEvent } from '../runs/with-event';
import { KeptLibrary } from '../storage/library';
import type { MemoryFolder } from '../storage/memory-folder.test-helper';
import { Checkpoints } from './checkpoints';
import { LibraryRoom } from './library-room';
import { openRooms } from './rooms';

/** A worker in Node, with storage in memory: it trains on the processor. */

const ROWS = 30;
const CSV = `click,place,user\n${Array.from({ length: ROWS }, (_, i) => `${Number((i * i) % 5 < 2)},${['home', 'shop'][i % 2]},u${i % 9}`).join('\n')}\n`;

/** A small table. @param more lines */
export const tableFile = (name = 'rows.csv', more = '') => new File([CSV, more], name);

/** What a worker asks of its browser. @param root of its private files, or what refuses them */
export function asBrowser(root: () => MemoryFolder): void {
  const storage = { getDirectory: async () => root().handle, estimate: async () => ({ quota: 1e9, usage: 0 }), persisted: async () => false };
  vi.stubGlobal('navigator', { userAgent: 'a test', hardwareConcurrency: 1, storage });
}

/** Every epoch is one to keep, however short. */
export function keepEveryEpoch(): void {
  vi.spyOn(Checkpoints.prototype, 'isDue').mockImplementation((at) => at !== 'step');
}

/** The rooms of a worker that has just started. @param ms that its database may take to open */
export const worker = (ms?: number) =>
  openRooms(new LibraryRoom(new KeptLibrary({ root: () => navigator.storage.getDirectory(), now: () => Date.now(), ...(ms && { msToOpen: ms }) })));
type Rooms = ReturnType<typeof worker>;

export const SETTINGS: RunConfigInput = {
  data: { source: { file: 'rows.csv' }, label: { column: 'click' }, domain: { column: 'place' } },
  engine: 'cpu',
  model: { layers: [3], adapters: [1], hyper: [3], k: 2, bottleneck: 2, embedding: 2 },
  train: { batch: 12, epochs: 2, patience: 9, baseline: false },
};

export interface Trained {
  weights: Uint8Array;
  run: RunRecord;
  told: RunEvent[];
}

/** Trains a run of the small table, or of another, to its end. */
export async function trained(
  rooms: Rooms,
  id: string,
  input: RunConfigInput = SETTINGS,
  options: TrainOptions = {},
  table: File = tableFile(),
): Promise<Trained> {
  const { proposed } = await rooms.data.open({ files: [table] }, () => {});
  const config = completeRunConfig(input, proposed);
  let run: RunRecord = { ...newRun({ config }), id };
  const told: RunEvent[] = [];
  const take = (event: RunEvent) => {
    told.push(event);
    run = withEvent(run, event);
  };
  await rooms.run.train(config, take, { id, ...options });
  return { weights: await rooms.run.weights('model'), run, told };
}

/** The same in a worker of its own, and kept with its file. */
export async function keptBefore(): Promise<Trained> {
  const rooms = worker();
  await rooms.library.read();
  const before = await trained(rooms, 'before');
  await rooms.library.copied();
  return before;
}
