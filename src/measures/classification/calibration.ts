import { allFinite } from '../../lib/all-finite';
import { wilson } from './proportion';

export interface ReliabilityBin {
  /** The least and the greatest prediction in the bin. */
  from: number;
  to: number;
  rows: number;
  meanPrediction: number;
  /** Share of positive rows. */
  clickRate: number;
  /** Wilson's 95 % interval of the click rate. */
  low: number;
  high: number;
}

export interface Reliability {
  /** Ascending by prediction. */
  bins: ReliabilityBin[];
  /** Expected calibration error: mean over rows of |click rate - mean prediction| of the row's bin; null without rows, or where one is not finite. */
  ece: number | null;
}

/**
 * Whether rows predicted with p are positive as often as p says, in bins of about equally many rows (Naeini and others,
 * AAAI 2015; Nguyen and O'Connor, EMNLP 2015). Equal predictions are never divided between bins: a bin takes in all
 * that equal its last, so that there may be fewer bins than asked for. Chance alone gives an error of the order of
 * sqrt(p (1 - p) bins / n).
 *
 * @param probabilities [n] in 0..1
 * @param labels [n] 0 or 1
 */
export function reliability(probabilities: ArrayLike<number>, labels: ArrayLike<number>, bins = 10): Reliability {
  const n = probabilities.length;
  if (n === 0 || !allFinite(probabilities)) return { bins: [], ece: null };
  const at = (row: number) => probabilities[row] as number;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => at(i) - at(j) || i - j);
  const made: ReliabilityBin[] = [];
  let start = 0;
  for (let b = 1; b <= bins; b++) {
    let end = Math.round((b * n) / bins);
    // Nothing is left of a bin that the one before took in whole.
    if (end <= start) continue;
    while (end < n && at(order[end] as number) === at(order[end - 1] as number)) end++;
    made.push(binOf(order.subarray(start, end), at, labels));
    start = end;
  }
  return { bins: made, ece: made.reduce((sum, bin) => sum + (bin.rows / n) * Math.abs(bin.clickRate - bin.meanPrediction), 0) };
}

/** @param rows at least one, ascending by prediction */
function binOf(rows: Int32Array, at: (row: number) => number, labels: ArrayLike<number>): ReliabilityBin {
  let predicted = 0;
  let positives = 0;
  for (const row of rows) {
    predicted += at(row);
    if (labels[row] === 1) positives++;
  }
  return {
    from: at(rows[0] as number),
    to: at(rows.at(-1) as number),
    rows: rows.length,
    meanPrediction: predicted / rows.length,
    clickRate: positives / rows.length,
    ...wilson(positives, rows.length),
  };
}
