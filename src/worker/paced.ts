import type { Progress } from '../protocol/data';

/** Shortest time between two messages. */
const MS_BETWEEN = 100;

/**
 * The same progress, told no more often than a page can show it: thousands of messages keep it from anything else. What is the first of
 * its phase, and that a phase is done, is always told.
 */
export function paced(onProgress: Progress): Progress {
  let told: { at: number; phase: string } | undefined;
  return (progress) => {
    const { phase, done, total } = progress;
    const now = performance.now();
    if (told?.phase === phase && done !== total && now - told.at < MS_BETWEEN) return;
    told = { at: now, phase };
    onProgress(progress);
  };
}
