import type { Session } from '../../protocol/session';

/** What the store stands on; a test gives it a session of its own. */
export interface Deps {
  /** The worker's rooms; the worker starts when this is first called. */
  session(): Session;
}
