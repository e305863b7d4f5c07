import { wrap } from 'comlink';
import type { Session } from '../protocol/session';
import { registerHandlers } from './handlers';

/** Starts the worker. @returns its session: each call crosses to the worker, and what it throws is thrown here */
export function connect(): Session {
  registerHandlers();
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'hamur' });
  return wrap<Session>(worker) as unknown as Session;
}
