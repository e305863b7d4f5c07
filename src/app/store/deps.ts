import type { Session } from '../../protocol/session';
import type { RunRecord } from '../../runs/record';
import type { StoredRun } from '../../runs/stored';

/** What the store stands on; a test gives it a session of its own. */
export interface Deps {
  /** The worker's rooms; the worker starts when this is first called. */
  session(): Session;
  /** Loads a run that comes with the page; left out: none does. */
  storedRun?(run: StoredRun): Promise<RunRecord>;
}
