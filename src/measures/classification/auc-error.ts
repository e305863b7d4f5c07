/**
 * The standard error of an AUC, from the AUC alone: for where the rows' own scores are not at hand (Hanley and McNeil, Radiology 143,
 * 1982). It supposes scores that spread alike in both classes. An AUC of 0 or 1 counts as if half a row were out of place, or it would
 * have no error at all.
 *
 * @param positives rows, may be an expected number
 */
export function aucError(auc: number, positives: number, negatives: number): number {
  const [m, n] = [Math.max(1, positives), Math.max(1, negatives)];
  const edge = 1 / (2 * Math.min(m, n));
  const a = Math.min(1 - edge, Math.max(edge, auc));
  const q1 = a / (2 - a);
  const q2 = (2 * a * a) / (1 + a);
  return Math.sqrt((a * (1 - a) + (m - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (m * n));
}
