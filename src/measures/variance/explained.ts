/** Numbers that are the same but for rounding have no variance: below this share of their mean. */
const ROUNDING = 1e-12;

/**
 * The share of the variance of numbers that groups explain: omega squared (Hays, Statistics, 1963), which is 0 on average where groups
 * differ by chance only, as the plain share of the sums of squares is not. It may come out below 0.
 *
 * @param groups [n] which group each number is of, whole and from 0 on
 * @returns null for fewer than two groups, without a group of two, or where all numbers are the same
 */
export function explainedShare(groups: Int32Array, values: Float64Array): number | null {
  const n = values.length;
  const most = groups.reduce((a, b) => Math.max(a, b), -1) + 1;
  const [sums, counts] = [new Float64Array(most), new Int32Array(most)];
  let all = 0;
  for (let i = 0; i < n; i++) {
    const group = groups[i] as number;
    sums[group] = (sums[group] as number) + (values[i] as number);
    counts[group] = (counts[group] as number) + 1;
    all += values[i] as number;
  }
  const mean = all / n;
  let [known, total, between] = [0, 0, 0];
  for (let i = 0; i < n; i++) total += ((values[i] as number) - mean) ** 2;
  for (let group = 0; group < most; group++) {
    const count = counts[group] as number;
    if (count === 0) continue;
    known++;
    between += count * ((sums[group] as number) / count - mean) ** 2;
  }
  if (known < 2 || n <= known || total <= n * (ROUNDING * mean) ** 2) return null;
  const within = (total - between) / (n - known);
  return (between - (known - 1) * within) / (total + within);
}
