/** Two lists of 2^20 sums, which is as much as is made at once. */
const MOST = 40;
/** Sums that are the same but for rounding count as the same: below this share of all |differences|. */
const SAME = 1e-12;

/**
 * The exact two-sided sign-flip (randomisation) test of paired differences: if neither of a pair were better, each difference
 * would be as likely with the other sign (Fisher, The Design of Experiments, 1935, section 21).
 *
 * All 2^n patterns of signs count, by halves: each sum is one of the first half's and one of the second's. Both are made in order, so one
 * walk through the two finds how many reach far enough (Horowitz and Sahni, Journal of the ACM 21, 1974): 2^(n/2) steps.
 *
 * @param differences at most 40
 * @returns share of the patterns whose sum is as far from 0 as that of the differences, or further; 1 without differences
 * @throws RangeError for more differences, or one that is no number
 */
export function signFlip(differences: readonly number[]): number {
  if (differences.length > MOST) throw new RangeError(`At most ${MOST} differences can be flipped exactly, not ${differences.length}.`);
  if (!differences.every(Number.isFinite)) throw new RangeError('A difference is no number.');
  const middle = differences.length >> 1;
  const [first, second] = [signedSums(differences.slice(0, middle)), signedSums(differences.slice(middle))];
  const size = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const reach = size - SAME * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  // A sum of 0 is reached from both sides, by every pattern.
  if (reach <= 0) return 1;
  let far = 0;
  let below = second.length;
  // As the one grows, less of the other is needed.
  for (const sum of first) {
    while (below > 0 && sum + (second[below - 1] as number) >= reach) below--;
    far += second.length - below;
  }
  // The patterns on the other side are the same with all signs turned.
  return (2 * far) / 2 ** differences.length;
}

/** [2^n] the sums of the values with all patterns of signs, ascending. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1);
  for (const value of values) sums = withBothSigns(sums, Math.abs(value));
  return sums;
}

/** The sums with a value taken off, and with it added, merged. @param sums ascending @param value from 0 */
function withBothSigns(sums: Float64Array, value: number): Float64Array<ArrayBuffer> {
  const both = new Float64Array(2 * sums.length);
  let [less, more] = [0, 0];
  for (let at = 0; at < both.length; at++) {
    const [low, high] = [(sums[less] as number) - value, (sums[more] as number) + value];
    if (less < sums.length && low <= high) {
      both[at] = low;
      less++;
    } else {
      both[at] = high;
      more++;
    }
  }
  return both;
}
