/** What the page asks now and then, and the worker answers as soon as it is free. */
export const PING = 'hamur-ping';
export const PONG = 'hamur-pong';

const MS_BETWEEN = 2000;
/**
 * Questions without an answer, one after the other, until a worker counts as dead. A page that slept itself asks none. Training takes
 * breath at every step: ten seconds. Reading and encoding a large file may take long at a stretch: a minute.
 */
const MOST_UNANSWERED = { training: 5, other: 30 };

/** What a worker is waited for. */
export type Awaited = keyof typeof MOST_UNANSWERED | undefined;

interface Asked {
  postMessage(message: string): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/**
 * Asks a worker whether it is there, as long as somebody waits for it.
 *
 * @param awaited what it is waited for
 * @param silent called once, when it has not answered
 * @returns what ends it
 */
export function listenFor(worker: Asked, awaited: () => Awaited, silent: () => void): () => void {
  let unanswered = 0;
  worker.addEventListener('message', ({ data }) => {
    if (data === PONG) unanswered = 0;
  });
  const timer = setInterval(() => {
    const what = awaited();
    if (!what) {
      unanswered = 0;
      return;
    }
    if (unanswered >= MOST_UNANSWERED[what]) {
      clearInterval(timer);
      silent();
      return;
    }
    unanswered++;
    worker.postMessage(PING);
  }, MS_BETWEEN);
  return () => clearInterval(timer);
}
