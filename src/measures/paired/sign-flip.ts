import { countAtMost, countBelow } from '../classification/bisect';

/** Two lists of 2^20 sums, which is as much as is made at once. */
const MOST = 40;
/** Sums that are the same but for rounding count as the same: below this share of all |differences|. */
const SAME = 1e-12;

/**
 * The exact two-sided sign-flip (randomisation) test of paired differences: if neither of a pair were better, each difference
 * would be as likely with the other sign (Fisher, The Design of Experiments, 1935, section 21).
 *
 * All 2^n patterns of signs count, by halves: each sum is one of the first half's and one of the second's, and sorting the second's
 * finds how many reach far enough.
 *
 * @param differences at most 40
 * @returns share of the patterns whose sum is as far from 0 as that of the differences, or further; 1 without differences
 * @throws RangeError for more differences, or one that is no number
 */
export function signFlip(differences: readonly number[]): number {
  if (differences.length > MOST) throw new RangeError(`At most ${MOST} differences can be flipped exactly, not ${differences.length}.`);
  if (!differences.every(Number.isFinite)) throw new RangeError('A difference is no number.');
  const middle = differences.length >> 1;
  const [first, second] = [signedSums(differences.slice(0, middle)), signedSums(differences.slice(middle)).sort()];
  const size = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const reach = size - SAME * differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  // A sum of 0 is reached from both sides, by every pattern.
  if (reach <= 0) return 1;
  const far = first.reduce((count, sum) => count + (second.length - countBelow(second, reach - sum)) + countAtMost(second, -reach - sum), 0);
  return far / 2 ** differences.length;
}

/** [2^n] the sums of the values with all patterns of signs. */
function signedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  values.forEach((value, i) => {
    const half = 2 ** i;
    for (let at = 0; at < half; at++) {
      sums[half + at] = (sums[at] as number) - value;
      sums[at] = (sums[at] as number) + value;
    }
  });
  return sums;
}
