/** Something that is timed, many times, in turn with others. */
export interface Timed {
  /** @returns ms of one unit of work */
  once(): Promise<number>;
}

/**
 * Times several things in turn, so that other work on the machine slows all of them alike.
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
