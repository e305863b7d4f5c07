import type { DenseFieldConfig } from '../../config/run-config';
import { countAtMost, countBelow } from '../../measures/classification/bisect';

type ScaleName = NonNullable<Exclude<DenseFieldConfig, string>['scale']>;

/** How a column's numbers are scaled, and back. */
export interface Scale {
  /** Of any finite number; rises with it, or is constant. */
  of(value: number): number;
  /** A number that is scaled so; of a constant scale the one value. */
  back(scaled: number): number;
}

/** What the fitting rows say of a column: its numbers, at least one, in the order of the rows. */
interface Fitted {
  numbers: Float64Array;
  min: number;
  max: number;
}

export const SCALINGS: Readonly<Record<ScaleName, (fitted: Fitted) => Scale>> = {
  'min-max': ({ min, max }) => minMax(min, max),
  standard: ({ numbers, min, max }) => {
    // Of numbers that are in 0..1 already, so that no square overflows or vanishes.
    const { of, back } = minMax(min, max);
    const mean = numbers.reduce((sum, value) => sum + of(value), 0) / numbers.length;
    const deviation = Math.sqrt(numbers.reduce((sum, value) => sum + (of(value) - mean) ** 2, 0) / numbers.length);
    return { of: (value) => (of(value) - mean) / deviation, back: (scaled) => back(scaled * deviation + mean) };
  },
  log1p: ({ min, max }) => {
    const { of, back } = minMax(log1p(min), log1p(max));
    return { of: (value) => of(log1p(value)), back: (scaled) => expm1(back(scaled)) };
  },
  quantiles: ({ numbers }) => {
    const sorted = numbers.slice().sort();
    const n = sorted.length;
    return {
      of: (value) => (countBelow(sorted, value) + countAtMost(sorted, value)) / (2 * n),
      back: (scaled) => sorted[Math.max(0, Math.min(n - 1, Math.floor(scaled * n)))] as number,
    };
  },
};

/** To 0..1. A range that is no double itself is halved, which changes no digit. */
export function minMax(min: number, max: number): Scale {
  const range = max - min;
  if (range === Number.POSITIVE_INFINITY) {
    const { of, back } = minMax(min / 2, max / 2);
    return { of: (value) => of(value / 2), back: (scaled) => back(scaled) * 2 };
  }
  return { of: (value) => (value - min) / range, back: (scaled) => scaled * range + min };
}

/** For a column that is the same everywhere, or has no number where it is fitted. */
export const constant = (value: number): Scale => ({ of: () => 0, back: () => value });

export const log1p = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value));
const expm1 = (value: number) => Math.sign(value) * Math.expm1(Math.abs(value));
