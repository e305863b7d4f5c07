import { expose } from 'comlink';
import type { Session } from '../protocol/session';
import { registerHandlers } from './handlers';

/** Lets the page that started this worker call its session. */
export function offer(session: Session): void {
  registerHandlers();
  expose(session);
}
