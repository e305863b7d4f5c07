import { expose } from 'comlink';
import type { Session } from '../protocol/session';
import { allTold } from './all-told';
import { registerHandlers } from './handlers';

/** Lets the page that started this worker call its rooms. */
export function offer(session: Session): void {
  registerHandlers();
  expose(allTold(session));
}
