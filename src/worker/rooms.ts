import type { Session } from '../protocol/session';
import { BenchRoom } from './bench-room';
import { DataRoom } from './data-room';
import { EngineRoom } from './engine-room';
import { InsightRoom } from './insight-room';
import { LibraryRoom } from './library-room';
import { RunRoom } from './run-room';

/** The worker's rooms: one open table, one engine, one run at a time. */
export function openRooms(library = new LibraryRoom()) {
  const inside = new InsightRoom();
  const data = new DataRoom((files, pointers, table) => library.keepData(files, pointers, table));
  const run: RunRoom = new RunRoom(() => ({ data, engines, inside, library }));
  const engines = new EngineRoom(run);
  return { data, engines, run, inside, bench: new BenchRoom(engines, () => run.clear()), library } satisfies Session;
}
