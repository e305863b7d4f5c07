import { expose } from 'comlink';
import { startSideWorkersBy } from '../lib/side-worker';
import type { Session } from '../protocol/session';
import { allTold } from './all-told';
import { registerHandlers } from './handlers';
import { PING, PONG } from './heartbeat';
import { startThroughPage } from './side-workers';

/** Lets the page that started this worker call its rooms, and know that it is alive. */
export function offer(session: Session): void {
  registerHandlers('worker');
  startSideWorkersBy(startThroughPage);
  addEventListener('message', ({ data }) => {
    if (data === PING) postMessage(PONG);
  });
  expose(allTold(session));
}
