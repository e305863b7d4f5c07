import { breathe } from './breathe';

/** Work that may rest, or be given up, at each `yield`; it yields how much of it is done, from 0 to 1. */
export type Steps<T> = Generator<number, T, void>;

/** The same as a part of a larger work, from one share of it to another. */
export function* within<T>(steps: Steps<T>, from: number, to: number): Steps<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}

/** Does it without a rest. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Does it and lets other messages in between its steps.
 *
 * @param onStep told how much is done, from 0 to 1; what it throws gives the work up. It is asked once more at the end.
 */
export async function inSteps<T>(steps: Steps<T>, onStep: (share: number) => void): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    await breathe();
    // Whoever gives it up may have said so just now.
    onStep(done ? 1 : value);
    if (done) return value;
  }
}
