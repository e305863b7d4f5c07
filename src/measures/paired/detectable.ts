import { falsePosition } from './false-position';
import { studentWidth } from './student';

/** Nodes of the integral; the power is right to about 1e-8. */
const NODES = 4000;
/** The share of such experiments that are to find a difference that is there. */
export const POWER = 0.8;

/**
 * The smallest true mean difference that a paired t test of `n` differences finds in `power` of all such experiments, two-sided.
 *
 * @param standardDeviation of single differences, in their unit
 * @param n differences, from 2
 * @returns in the unit of the differences
 * @throws RangeError for fewer differences
 */
export function smallestDetectable(standardDeviation: number, n: number, level = 0.95, power = POWER): number {
  if (n < 2) throw new RangeError('A spread is known from two differences on.');
  return (detectableShift(n, level, power) * standardDeviation) / Math.sqrt(n);
}

const shifts = new Map<string, number>();

/** In standard errors of the mean, which is what the power is a function of. A table has many cells of as many seeds: each is found once. */
function detectableShift(n: number, level: number, power: number): number {
  const key = `${n} ${level} ${power}`;
  const known = shifts.get(key);
  if (known !== undefined) return known;
  const over = (shift: number) => powerOf(shift, n - 1, level) - power;
  let high = 1;
  while (over(high) < 0) high *= 2;
  // A look at the power takes about half a millisecond.
  const shift = falsePosition(over, high === 1 ? 0 : high / 2, high);
  shifts.set(key, shift);
  return shift;
}

/**
 * The power of a two-sided t test, towards the side of the true difference: P(T > t) of a noncentral T = (Z + shift) / (chi / sqrt(degrees)),
 * as the mean over chi of P(Z > t chi / sqrt(degrees) - shift), by Simpson's rule.
 *
 * @param shift the true mean in standard errors
 * @param degrees of freedom, whole, from 1
 */
export function powerOf(shift: number, degrees: number, level = 0.95): number {
  const scale = studentWidth(level, degrees) / Math.sqrt(degrees);
  const middle = Math.sqrt(degrees);
  const [from, to] = [Math.max(0, middle - 9), middle + 9];
  const step = (to - from) / NODES;
  // The density of chi, but for its constant, which the same sum gives; its mode has the logarithm 0.
  const mode = Math.sqrt(Math.max(degrees - 1, 0));
  const logarithm = (x: number) => (degrees === 1 ? 0 : (degrees - 1) * Math.log(x)) - (x * x) / 2;
  const highest = logarithm(mode);
  let [above, all] = [0, 0];
  for (let i = 0; i <= NODES; i++) {
    const x = from + i * step;
    const weight = (i === 0 || i === NODES ? 1 : i % 2 === 1 ? 4 : 2) * (x === 0 && degrees > 1 ? 0 : Math.exp(logarithm(x) - highest));
    above += weight * normalBelow(shift - scale * x);
    all += weight;
  }
  return above / all;
}

/**
 * P(Z < z) of a standard normal variable, to about 1e-15: its Taylor series (Marsaglia, Evaluating the Normal Distribution, Journal of
 * Statistical Software 11, 2004).
 */
export function normalBelow(z: number): number {
  if (Math.abs(z) > 8) return z < 0 ? 0 : 1;
  let [sum, term] = [z, z];
  for (let i = 3, before = Number.NaN; sum !== before; i += 2) {
    before = sum;
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
