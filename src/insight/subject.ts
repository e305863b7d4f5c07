import type { EncodedData, Table } from '../data/types';
import type { Batcher, BatcherOptions, MadeBatch } from '../training/rows/batch';
import type { Learner } from '../training/step';
import type { Rows } from './edited-rows';

/** A trained model, and all that questions about it may need. */
export interface Subject {
  /** With one model per domain: the first domain's. */
  learner: Learner;
  /** Of all rows that the learner knows. */
  batcher: Batcher;
  /** With one model per domain, which have no adapters: a domain's model, a batcher of its rows, and these as it knows them. */
  apart?: (domain: number) => Pick<Subject, 'learner' | 'batcher' | 'data'>;
  /** A batcher of other rows, with batches of the same shape, but for what is stated. */
  batcherOf(rows: Rows, other?: Partial<Pick<BatcherOptions, 'size' | 'sorted'>>): Batcher;
  data: EncodedData;
  table: Table;
}

/** How long work lets messages in, and gives up when they say so. */
export interface Pace {
  /** Awaited between batches. @throws where the work is no longer wanted */
  breathe(): Promise<void>;
}

/** Makes the batches of `positions` one after the other, in the order in which evaluation makes them, and disposes of each. */
export async function overBatches(
  batcher: Batcher,
  positions: Int32Array,
  pace: Pace,
  work: (batch: MadeBatch, start: number, rows: Int32Array) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < positions.length; start += batcher.size) {
    const rows = positions.subarray(start, start + batcher.size);
    const batch = batcher.make(rows);
    try {
      await work(batch, start, rows);
    } finally {
      batch.dispose();
    }
    await pace.breathe();
  }
}
