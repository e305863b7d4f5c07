import { chunksOf } from '../../lib/chunks-of';
import { startSideWorker } from '../../lib/side-worker';
import type { Part } from './part';
import type { PartAnswer } from './part-worker';
import partUrl from './part-worker?worker&url';
import type { PartQuestion } from './read-part';
import type { DelimitedReader } from './reader';

/** A part of fewer bytes is not worth a thread. */
const LEAST_BYTES = 1 << 23;
const MOST_THREADS = 4;
/** A thread that does not begin by then never may: its part is read here. */
const START_MS = 10_000;

/** Where a file is cut: each part but the last ends where the next one begins. */
export function cutsOf(size: number, threads = globalThis.navigator?.hardwareConcurrency ?? 1): number[] {
  const parts = Math.max(1, Math.min(threads, MOST_THREADS, Math.floor(size / LEAST_BYTES)));
  return Array.from({ length: parts - 1 }, (_, i) => Math.floor((size * (i + 1)) / parts));
}

/** Reads a part beside the work. @returns undefined where it must be read by who asks */
export type ReadElsewhere = (question: PartQuestion) => Promise<Part | undefined>;

/** Threads, one for each part that is asked for. */
export class PartThreads {
  private readonly ends: (() => void)[] = [];

  /** Whether there are any: a worker may not always start another one. */
  static get areThere(): boolean {
    return typeof Worker !== 'undefined';
  }

  read: ReadElsewhere = (question) =>
    new Promise((resolve) => {
      try {
        const end = (part?: Part) => {
          clearTimeout(late);
          stop();
          resolve(part);
        };
        const stop = startSideWorker<PartAnswer>(partUrl, 'reader', question, {
          answered(answer) {
            if (answer === 'begun') clearTimeout(late);
            else end('part' in answer ? answer.part : undefined);
          },
          failed: () => end(),
        });
        this.ends.push(stop);
        const late = setTimeout(end, START_MS);
      } catch {
        resolve(undefined);
      }
    });

  stop(): void {
    for (const end of this.ends) end();
  }
}

interface PartsOptions {
  file: Blob;
  /** All bytes of the file, in pieces, which go on through all parts: others want to see them, too. */
  pieces: AsyncIterable<Uint8Array>;
  /** Bytes where the parts after the first begin. */
  cuts: readonly number[];
  question: PartQuestion['options'];
  elsewhere: ReadElsewhere;
  /** Called after each piece and each part. @throws where reading was cancelled */
  onStep(): Promise<void> | void;
}

/** How long who waits for a part goes without a look at whether reading was cancelled. */
const LOOK_MS = 50;

/**
 * Reads a file in parts: the first one here, the others elsewhere at the same time. They are added in order, so that texts are numbered
 * as they appear in the file, however many parts there are. A part that did not begin where the one before ends, as a line end stood in
 * quotes, or that could not be read, is read here.
 */
export async function readInParts(reader: DelimitedReader, { file, pieces, cuts, question, elsewhere, onStep }: PartsOptions): Promise<void> {
  const ends = [...cuts.slice(1), file.size];
  const parts = cuts.map((from, i) => elsewhere({ file, from, to: ends[i] as number, options: question }));
  let at = await readRange(reader, pieces, 0, cuts[0] ?? file.size, true, onStep);
  for (const [i, promise] of parts.entries()) {
    const part = await watched(promise, onStep);
    if (part?.start === at && reader.absorb(part)) at = part.end;
    else if (at < (ends[i] as number)) at = await readRange(reader, chunksOf(file.slice(at).stream()), at, ends[i] as number, false, onStep);
    await onStep();
  }
}

/**
 * Reads the records that begin before `end`.
 *
 * @param at where the pieces begin
 * @param all whether pieces are taken to their end, even if nothing of them is read
 * @returns where the next record begins
 */
async function readRange(
  reader: DelimitedReader,
  pieces: AsyncIterable<Uint8Array>,
  at: number,
  end: number,
  all: boolean,
  onStep: PartsOptions['onStep'],
): Promise<number> {
  let seam: number | 'none' | undefined;
  let place = at;
  for await (const piece of pieces) {
    const inside = seam === undefined ? piece.subarray(0, Math.max(0, end - place)) : piece.subarray(0, seam === 'none' ? piece.length : 0);
    if (inside.length > 0) reader.push(inside);
    if (seam === undefined && place + piece.length >= end) {
      const used = reader.pushToSeam(piece.subarray(inside.length));
      seam = typeof used === 'number' ? place + inside.length + used : used;
    }
    place += piece.length;
    await onStep();
    if (typeof seam === 'number' && !all) return seam;
  }
  return typeof seam === 'number' ? seam : place;
}

/** What is promised, with looks at whether it is still wanted. */
async function watched<T>(promise: Promise<T>, look: () => Promise<void> | void): Promise<T> {
  let isThere = false;
  const there = promise.then(() => {
    isThere = true;
  });
  while (!isThere) {
    let late: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      there,
      new Promise((resolve) => {
        late = setTimeout(resolve, LOOK_MS);
      }),
    ]);
    clearTimeout(late);
    await look();
  }
  return promise;
}
