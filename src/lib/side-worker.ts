/** What a worker that works beside another says, with `postMessage`: its answer, and those buffers of it that are moved, not copied. */
export type Said<T> = [answer: T, moved?: ArrayBuffer[]];

export interface Hears<T> {
  answered(answer: T): void;
  /** The worker could not be loaded, or broke. */
  failed(message: string): void;
}

/**
 * Starts a worker that works beside this one.
 *
 * @param url of its script, a module
 * @param name that developer tools show
 * @param given the one message that it gets
 * @returns what ends it
 */
export type StartSideWorker = <T>(url: string, name: string, given: unknown, hears: Hears<T>) => () => void;

const startHere: StartSideWorker = (url, name, given, hears) => {
  const worker = new Worker(url, { type: 'module', name });
  worker.onmessage = ({ data }) => hears.answered(data[0]);
  worker.onerror = ({ message }) => hears.failed(message);
  worker.postMessage(given);
  return () => worker.terminate();
};

let start = startHere;

/** @throws Error where the browser starts no more workers */
export const startSideWorker: StartSideWorker = (url, name, given, hears) => start(url, name, given, hears);

/** From now on `by` starts those that `startSideWorker` is asked for. */
export function startSideWorkersBy(by: StartSideWorker): void {
  start = by;
}
