import type { Session } from '../protocol/session';
import { registerHandlers } from './handlers';
import { supervised } from './supervised';
import type { WorkerGone } from './worker-gone';

/**
 * The session of a worker, which starts with the first call: each call crosses to it, and what it throws is thrown here.
 *
 * @param onGone told when the worker has gone; the next call starts another
 * @param ended ends the worker when it is aborted; whoever waits for it hears so
 */
export function connect(onGone?: (gone: WorkerGone) => void, ended?: AbortSignal): Session {
  registerHandlers('page');
  return supervised(() => new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'hamur' }), onGone, ended);
}
