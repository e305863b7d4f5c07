/** A root is found to this. */
const SURE = 1e-12;
const MOST_LOOKS = 100;

/**
 * A root of a continuous function between two places at which its signs differ, by false position in the Illinois form (Dowell and Jarratt,
 * BIT 11, 1971): an end that stays has its value halved, so that the other side is looked at too. For functions that take long: bisection
 * looks about five times as often, and plain false position may crawl.
 *
 * @param low where the value is below 0
 * @param high where it is 0 or above
 * @returns a place at which the value is within 1e-12 of 0, or which is known to 1e-12
 */
export function falsePosition(valueAt: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  let [below, above, side] = [valueAt(from), valueAt(to), 0];
  for (let i = 0; i < MOST_LOOKS && to - from > SURE; i++) {
    const x = to - (above * (to - from)) / (above - below);
    const value = valueAt(x);
    if (Math.abs(value) < SURE) return x;
    if (value < 0) {
      [from, below] = [x, value];
      if (side === -1) above /= 2;
      side = -1;
    } else {
      [to, above] = [x, value];
      if (side === 1) below /= 2;
      side = 1;
    }
  }
  return to;
}
