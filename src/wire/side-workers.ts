import { errorText } from '../lib/error-text';
import type { StartSideWorker } from '../lib/side-worker';

/**
 * The page starts the workers that its worker needs. A worker that starts one by itself may stop for good in Firefox while developer
 * tools or a driver watch workers: it waits in `new Worker` until the new one is announced (`WaitForIsDebuggerRegistered` in
 * `dom/workers/WorkerPrivate.h`), but the new one's own thread waits on the same condition variable, and `SetIsDebuggerRegistered` wakes
 * only one of the two. A page does not wait there.
 */

interface Asked {
  hamurSideWorker: { url: string; name: string; given: unknown };
}

/** What goes back through the port that comes along. */
type Told = { said: [unknown, ArrayBuffer[]?] } | { failed: string };

/** In the worker: asks the page. */
export const startThroughPage: StartSideWorker = (url, name, given, hears) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<Told>) => {
    if ('said' in data) hears.answered(data.said[0] as never);
    else hears.failed(data.failed);
  };
  // What is given goes to the page, and on to the worker as it starts; the port is for answers.
  postMessage({ hamurSideWorker: { url, name, given } } satisfies Asked, { transfer: [port2] });
  return () => port1.postMessage('end');
};

/**
 * On the page: starts what `worker` asks for.
 *
 * @returns what ends all of them: they do not end with the one that asked
 */
export function startFor(worker: Pick<Worker, 'addEventListener'>): () => void {
  const sides = new Set<Worker>();
  let over = false;
  worker.addEventListener('message', ({ data, ports: [port] }) => {
    const asked = (data as Partial<Asked> | undefined)?.hamurSideWorker;
    if (!asked || !port || over) return;
    const { url, name, given } = asked;
    const tell = (told: Told, moved: ArrayBuffer[] = []) => port.postMessage(told, moved);
    const side = new Worker(url, { type: 'module', name });
    sides.add(side);
    const end = () => {
      side.terminate();
      sides.delete(side);
      port.close();
    };
    side.onmessage = ({ data: said }) => tell({ said }, said[1]);
    side.onerror = ({ message }) => tell({ failed: message });
    port.onmessage = end;
    try {
      side.postMessage(given);
    } catch (error) {
      // As where shared memory may not go to a worker: who asked would wait for an answer.
      tell({ failed: errorText(error) });
    }
  });
  return () => {
    over = true;
    for (const side of sides) side.terminate();
  };
}
