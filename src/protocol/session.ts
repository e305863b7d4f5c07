import type { BenchCalls } from './bench';
import type { DataCalls } from './data';
import type { EngineCalls } from './engine';
import type { InsideCalls } from './insight';
import type { LibraryCalls } from './library';
import type { RunCalls } from './run';

/**
 * All that the worker can be asked, by the room that answers. The page and the command line speak only this. Functions that are
 * passed along are called in the page, and every such call has arrived when the answer does; typed arrays are handed over.
 */
export interface Session {
  data: DataCalls;
  engines: EngineCalls;
  run: RunCalls;
  inside: InsideCalls;
  bench: BenchCalls;
  library: LibraryCalls;
}
