import type { Drawn, Parts } from './parts';
import type { Sides } from './sides';
import type { BoxName } from './steps';

/** Below this share of its size a difference is rounding. */
const ROUNDING = 1e-5;

/** How far each box differs: |after - before| / |before|; 0 where it does not, `other` where nothing can be compared. */
export type Changes = Record<BoxName, number | 'other'>;

export function changesOf({ before, after }: Sides, parts: { before: Parts; after: Parts }): Changes | undefined {
  if (!after) return undefined;
  const cells = Object.keys(parts.before).map((box) => [box, changeOf(parts.before[box as Drawn], parts.after[box as Drawn])]);
  const texts = before.walk.fields.some(({ text }, i) => text !== after.walk.fields[i]?.text);
  return {
    ...(Object.fromEntries(cells) as Record<Drawn, number | 'other'>),
    row: texts ? 'other' : 0,
    prediction: share(Math.abs(after.walk.logit - before.walk.logit), Math.abs(before.walk.logit)),
  };
}

/** How far two lists of numbers are apart, as a share of the first's length. */
export function changeOf(before: readonly { values: Float32Array }[], after: readonly { values: Float32Array }[]): number | 'other' {
  if (before.length !== after.length || before.some(({ values }, i) => values.length !== after[i]?.values.length)) return 'other';
  let [apart, size] = [0, 0];
  for (const [i, { values }] of before.entries()) {
    for (const [at, value] of values.entries()) {
      apart += ((after[i]?.values[at] as number) - value) ** 2;
      size += value * value;
    }
  }
  return share(Math.sqrt(apart), Math.sqrt(size));
}

function share(apart: number, size: number): number | 'other' {
  if (apart <= ROUNDING * size) return 0;
  return size > 0 ? apart / size : 'other';
}

/** What a box says of its change. */
export function changeText(change: number | 'other'): string {
  if (change === 0) return 'the same';
  if (change === 'other') return 'differs';
  return `differs by ${percent(change)}`;
}

/** A share as a person reads it: two digits, whole from ten on; what is rounding is none. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 9.95 ? Math.round(value).toLocaleString('en') : value >= 0.095 ? value.toFixed(1) : value >= 100 * ROUNDING ? '< 0.1' : '0'} %`;
}
