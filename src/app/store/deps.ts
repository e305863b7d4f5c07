import type { Session } from '../../protocol/session';
import type { RunRecord } from '../../runs/record';
import type { StoredRun } from '../../runs/stored';
import type { LaneWorker } from '../experiment/lane';

/** What the store stands on; a test gives it a session of its own. */
export interface Deps {
  /** The worker's rooms; the worker starts when this is first called. */
  session(): Session;
  /** Opens one more worker, for runs of an experiment; left out: a real one. */
  lane?(): LaneWorker;
  /** Loads a run that comes with the page; left out: none does. */
  storedRun?(run: StoredRun): Promise<RunRecord>;
}
