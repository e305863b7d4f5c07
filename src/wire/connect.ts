import { wrap } from 'comlink';
import { UserError } from '../lib/user-error';
import type { Session } from '../protocol/session';
import { registerHandlers } from './handlers';
import { unlessFailed } from './unless-failed';

/** Starts the worker. @returns its session: each call crosses to the worker, and what it throws is thrown here */
export function connect(): Session {
  registerHandlers();
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'hamur' });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      // An error within the worker has a message, and is told to whoever called. A worker that does not load has none.
      if (!event.message) reject(new UserError('the worker did not load', undefined, 'Check the connection, and load the page anew.'));
    });
  });
  return unlessFailed(wrap<Session>(worker) as unknown as Session, failed);
}
