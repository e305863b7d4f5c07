import { expect } from 'vitest';

/** float32 rounding of this many operations is what a correct program may differ by, on top of the file's own figure. */
const ROUNDING = 2e-6;
export const TIMES_REFERENCE_NOISE = 20;
/** @param noise float32 against float64 in the code that printed the numbers */
export const allowed = (noise: number | undefined, scale: number) => TIMES_REFERENCE_NOISE * (noise ?? 0) + ROUNDING * Math.max(1, scale);

/** The largest deviation seen, relative to what is allowed: above 1 is a failure. */
export class Deviations {
  worst = 0;
  worstAt = '';
  absolute = 0;
  readonly failures: string[] = [];

  /** `limit`: of all elements, or of element i. */
  compare(what: string, got: ArrayLike<number>, wanted: ArrayLike<number>, limit: number | ((i: number) => number)): void {
    expect(got.length, what).toBe(wanted.length);
    for (let i = 0; i < wanted.length; i++) {
      const difference = Math.abs((got[i] as number) - (wanted[i] as number));
      const deviation = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
      const most = typeof limit === 'number' ? limit : limit(i);
      this.absolute = Math.max(this.absolute, deviation);
      if (deviation / most > this.worst) [this.worst, this.worstAt] = [deviation / most, what];
      if (deviation > most) this.failures.push(`${what} [${i}]: ${deviation} > ${most}`);
    }
  }

  compareAll(
    what: string,
    got: Record<string, ArrayLike<number>>,
    wanted: Record<string, number[]>,
    noise: Record<string, number>,
    extra: (name: string, i: number) => number = () => 0,
  ): void {
    expect(Object.keys(got).sort(), what).toEqual(Object.keys(wanted).sort());
    for (const [name, values] of Object.entries(wanted)) {
      const scale = Math.max(0, ...values.map(Math.abs));
      this.compare(`${what} ${name}`, got[name] as ArrayLike<number>, values, (i) => allowed(noise[name], scale) + extra(name, i));
    }
  }

  toString(): string {
    return `largest deviation ${this.absolute.toExponential(1)}, ${(this.worst * 100).toFixed(0)} % of what is allowed (${this.worstAt})`;
  }
}
