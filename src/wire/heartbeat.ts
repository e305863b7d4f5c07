/** What the page asks now and then, and the worker answers as soon as it is free. */
export const PING = 'hamur-ping';
export const PONG = 'hamur-pong';

const MS_BETWEEN = 2000;
/**
 * Questions without an answer, one after the other, until a worker counts as dead. Training takes breath at every step: ten seconds.
 * Reading and encoding a large file may take long at a stretch: a minute.
 */
const MOST_UNANSWERED = { training: 5, other: 30 };
/** A question that comes so late on a page that is seen: the machine slept, or the page was held up, and the worker may have been too. */
const MS_ASLEEP = 3 * MS_BETWEEN;
/** The same on a hidden page, which browsers let ask no more than once a minute. */
const MS_ASLEEP_HIDDEN = 90_000;

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
  /** By the clock of the day, which goes on while the machine sleeps. */
  let lastAsked = Date.now();
  worker.addEventListener('message', ({ data }) => {
    if (data === PONG) unanswered = 0;
  });
  const timer = setInterval(() => {
    const what = awaited();
    const since = Date.now() - lastAsked;
    lastAsked = Date.now();
    // What was asked before a sleep is asked anew.
    if (!what || since > (isHidden() ? MS_ASLEEP_HIDDEN : MS_ASLEEP)) unanswered = 0;
    if (!what) return;
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

const isHidden = () => (globalThis as { document?: { hidden?: boolean } }).document?.hidden === true;
