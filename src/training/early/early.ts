import type { EncodedData } from '../../data/types';
import type { EarlyRecord } from '../../protocol/result';
import { predictRows } from '../evaluation/evaluate-model';
import type { Batcher } from '../rows/batch';
import type { Learner } from '../step';
import type { Moments } from './moments';
import { evaluateSample } from './weighted';

/** Validation within a first epoch: when, and who is told of it. */
export interface Early {
  moments: Moments;
  /** Positions of the rows that are measured. */
  sample: () => Int32Array;
  tell(record: EarlyRecord): void;
}

/**
 * Measures the sample with the weights as they are, and leaves everything that training goes on from as it was, to the bit. Predictions
 * that are not finite are told to nobody: the loss says soon that training diverges.
 *
 * @param epoch epochs done, a fraction
 */
export async function validateEarly(
  { sample, tell }: Early,
  epoch: number,
  { learner, batcher, data, pause }: { learner: Learner; batcher: Batcher; data: EncodedData; pause: () => Promise<void> },
): Promise<void> {
  const rows = sample();
  const probabilities = await learner.caughtUp(() => predictRows(learner, batcher, rows, pause));
  if (probabilities.every(Number.isFinite)) tell({ epoch, outOf: data.split.val.length, val: evaluateSample(probabilities, data, rows) });
}
