/** One thing whose time is taken, again and again in turn with others. */
export interface Timed {
  /** @returns ms of one unit of work */
  once(): Promise<number>;
}

/**
 * Times of several things that take turns, so that whatever else the machine does falls on all of them alike.
 *
 * @param breathe awaited between two; may throw to give up
 * @returns for each thing its times, in order: times of one round stand at one place
 */
export async function interleaved(things: readonly Timed[], rounds: number, breathe: () => Promise<void>): Promise<number[][]> {
  const times: number[][] = things.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, thing] of things.entries()) {
      (times[i] as number[]).push(await thing.once());
      await breathe();
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Median over the rounds of a / b: a ratio of the same moment, not of two medians. */
export function ratioOf(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, i) => value / (b[i] as number)));
}
