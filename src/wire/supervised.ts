import { wrap } from 'comlink';
import type { Session } from '../protocol/session';
import { type Awaited, listenFor } from './heartbeat';
import { startFor } from './side-workers';
import { WorkerGone } from './worker-gone';

/** The part of a `Worker` that is used. */
type Works = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener' | 'removeEventListener'>;

const ROOMS: (keyof Session)[] = ['data', 'engines', 'run', 'inside', 'bench', 'library'];

const ANOTHER = 'Another one has taken its place.';

/**
 * A session whose worker may die: what was asked of it then fails with a `WorkerGone`, and the next call starts another.
 *
 * @param start starts a worker
 * @param onGone told each time when one has gone, after its calls have failed
 * @param ended ends the worker when it is aborted
 */
export function supervised(start: () => Works, onGone: (gone: WorkerGone) => void = () => {}, ended?: AbortSignal): Session {
  let present: { rooms: Session; fail(gone: WorkerGone): void; failed: Promise<never>; awaited: Map<keyof Session, number> } | undefined;

  const over = () => new WorkerGone('the worker was ended', '', false);
  ended?.addEventListener('abort', () => present?.fail(over()));

  const begin = () => {
    if (ended?.aborted) throw over();
    const worker = start();
    const endSides = startFor(worker);
    let reject: (gone: WorkerGone) => void = () => {};
    const failed = new Promise<never>((_, r) => {
      reject = r;
    });
    // Where nobody calls, nobody needs to know.
    failed.catch(() => {});
    let answered = false;
    const quiet = listenFor(
      worker,
      () => awaitedOf(mine.awaited),
      () => mine.fail(new WorkerGone('the worker no longer answered', ANOTHER, answered)),
    );
    const mine = {
      rooms: wrap<Session>(worker as Worker) as unknown as Session,
      failed,
      awaited: new Map<keyof Session, number>(),
      fail(gone: WorkerGone) {
        if (present === mine) present = undefined;
        quiet();
        worker.terminate();
        endSides();
        reject(gone);
        // Those who waited hear it first.
        void Promise.resolve().then(() => onGone(gone));
      },
    };
    worker.addEventListener('message', () => {
      answered = true;
    });
    worker.addEventListener('error', (event) => {
      const { message } = event as ErrorEvent;
      // What is thrown within a call is told to whoever called. This was thrown outside of any.
      if (message) mine.fail(new WorkerGone(`the worker broke (${message})`, ANOTHER, true));
      else if (!answered) mine.fail(new WorkerGone('the worker did not load', 'Check the connection, and load the page anew.', false));
      else mine.fail(new WorkerGone('the browser ended the worker', ANOTHER, true));
    });
    present = mine;
    return mine;
  };

  const room = (name: keyof Session) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          async (...values: unknown[]) => {
            const worker = present ?? begin();
            const count = (change: number) => worker.awaited.set(name, (worker.awaited.get(name) ?? 0) + change);
            count(1);
            try {
              const calls = worker.rooms[name] as unknown as Record<string, (...args: unknown[]) => unknown>;
              return await Promise.race([calls[method]?.(...values), worker.failed]);
            } finally {
              count(-1);
            }
          },
      },
    );
  return Object.fromEntries(ROOMS.map((name) => [name, room(name)])) as unknown as Session;
}

/** Reading and encoding may take long beside a run; an engine that is to be compared waits until the run has ended. */
function awaitedOf(calls: ReadonlyMap<keyof Session, number>): Awaited {
  const rooms = [...calls].flatMap(([room, count]) => (count > 0 ? room : []));
  if (rooms.length === 0) return undefined;
  return rooms.includes('run') && !rooms.includes('data') ? 'training' : 'other';
}
