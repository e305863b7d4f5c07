import { allFinite } from '../../lib/all-finite';
import { countAtMost, countBelow } from './bisect';

/**
 * Area under the ROC curve, exact: the share of pairs (positive, negative) in which the positive has the higher score,
 * ties counting half. O(n log n).
 *
 * @param labels [n] 0 or 1
 * @returns null where there is only one class, or a score is not a finite number
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  if (!allFinite(scores)) return null;
  const n = scores.length;
  const sorted = new Float64Array(scores).sort();
  // Rank by position among the sorted scores: a score's mean rank is that of the middle of its ties.
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < n; i++) {
    if (labels[i] !== 1) continue;
    positives++;
    rankSum += (countBelow(sorted, scores[i] as number) + countAtMost(sorted, scores[i] as number) + 1) / 2;
  }
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
