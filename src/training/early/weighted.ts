import type { EncodedData } from '../../data/types';
import type { Evaluation } from '../../protocol/result';
import { evaluateRows } from '../evaluation/evaluate-model';

/**
 * Measures a sample of the validation rows. A domain's numbers are those of its rows in the sample. The numbers of all rows are what
 * they would be if each domain had its share of the validation rows. There is no AUC per user: of most users a sample has too few rows.
 *
 * @param probabilities [n] of the sample
 * @param sample [n] positions
 */
export function evaluateSample(
  probabilities: Float32Array,
  data: Pick<EncodedData, 'labels' | 'domainIds' | 'domains' | 'split'>,
  sample: Int32Array,
): Evaluation {
  const { labels, domainIds, domains, split } = data;
  const plain = evaluateRows(probabilities, { labels, domainIds, domains }, sample);
  const { val } = split;
  if (sample.length === val.length || plain.auc === null) return plain;
  const count = (positions: Int32Array) => {
    const rows = new Float64Array(data.domains.length);
    for (const row of positions) rows[data.domainIds[row] as number] = (rows[data.domainIds[row] as number] as number) + 1;
    return rows;
  };
  const [all, own] = [count(val), count(sample)];
  const weightOf = all.map((rows, d) => rows / Math.max(1, own[d] as number));
  const weights = Float64Array.from(sample, (row) => weightOf[data.domainIds[row] as number] as number);
  const losses = plain.domains.map(({ logLoss }, d) => ((logLoss ?? 0) * (all[d] as number)) / val.length);
  return {
    ...plain,
    auc: weightedAuc(
      probabilities,
      Uint8Array.from(sample, (row) => data.labels[row] as number),
      weights,
    ),
    logLoss: losses.reduce((sum, loss) => sum + loss, 0),
  };
}

/**
 * The share of the weight of pairs (positive, negative) in which the positive has the higher score, ties counting half; a pair weighs
 * the product of its rows' weights. O(n log n).
 *
 * @param labels [n] 0 or 1, of both some
 */
export function weightedAuc(scores: ArrayLike<number>, labels: ArrayLike<number>, weights: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let [won, positives, negatives] = [0, 0, 0];
  for (let start = 0; start < order.length; ) {
    // Rows of one score.
    let [tiedPositives, tiedNegatives, end] = [0, 0, start];
    for (; end < order.length && scores[order[end] as number] === scores[order[start] as number]; end++) {
      const row = order[end] as number;
      if (labels[row] === 1) tiedPositives += weights[row] as number;
      else tiedNegatives += weights[row] as number;
    }
    won += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    start = end;
  }
  return won / (positives * negatives);
}
