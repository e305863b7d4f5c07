import type { Session } from '../protocol/session';
import { BenchRoom } from './bench-room';
import { DataRoom } from './data-room';
import { EngineRoom } from './engine-room';
import { InsightRoom } from './insight-room';
import { RunRoom } from './run-room';

/** The worker's rooms: one open table, one engine, one run at a time. */
export function openRooms() {
  const inside = new InsightRoom();
  const data = new DataRoom();
  const run: RunRoom = new RunRoom(() => ({ data, engines, inside }));
  const engines = new EngineRoom(run);
  return { data, engines, run, inside, bench: new BenchRoom(engines, () => run.clear()) } satisfies Session;
}
