/** More have never been measured; a batch's smallest kernels have about eight shares. */
export const MOST_THREADS = 8;

let most = MOST_THREADS;

/** No more than so many threads from the next start on: others may work beside this one. */
export function limitThreads(count: number): void {
  most = Math.min(MOST_THREADS, Math.max(1, Math.trunc(count)));
}

/** As many as the processor runs at once, as far as they are allowed. */
export const threadsToStart = (): number => Math.min(navigator.hardwareConcurrency, most);
