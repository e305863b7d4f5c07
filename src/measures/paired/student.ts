/**
 * Half the width of Student's two-sided interval, in standard errors: the t with P(|T| <= t) = level. 2.093 for 0.95 and 19 degrees
 * of freedom.
 *
 * The probability of whole degrees of freedom is a finite sum of powers of cosines (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4);
 * bisection turns it round, to about 1e-14 relative.
 *
 * @param level 0..1, without 1
 * @param degrees of freedom, whole, from 1
 * @throws RangeError elsewhere
 */
export function studentWidth(level: number, degrees: number): number {
  if (!(level >= 0 && level < 1)) throw new RangeError(`A level is at least 0 and below 1, not ${level}.`);
  if (!Number.isInteger(degrees) || degrees < 1) throw new RangeError(`Degrees of freedom are whole and from 1, not ${degrees}.`);
  // t = sqrt(degrees) tan(angle): a bounded angle is quicker to find than t.
  let [low, high] = [0, Math.PI / 2];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (within(middle, degrees) < level) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

/** P(|T| <= t), by the angle whose tangent is t / sqrt(degrees). */
function within(angle: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let n = odd ? 3 : 2; n < degrees; n += 2) {
    term *= ((n - 1) / n) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
