import type { RunColumn } from './columns';
import { spreadOf } from './groups';
import type { Item } from './model';

/** What stands in a column of a row; undefined where it has no value. */
export function itemText({ runs }: Item, { value, number, spread, range }: RunColumn): string | undefined {
  const text = (each: number | string) => (typeof each === 'number' && number ? number(each) : String(each));
  const [first] = runs;
  if (runs.length === 1) {
    const own = value(first);
    return own === undefined ? undefined : text(own);
  }
  if (spread) {
    const over = spreadOf(runs, (run) => value(run) as number | undefined);
    if (!over) return undefined;
    const { mean, deviation, n } = over;
    // Where some seeds lack it, it is said of how many the mean is.
    const of = n < seedsOf(runs) ? ` (n ${n})` : '';
    return `${text(mean)}${deviation === null ? '' : ` ± ${text(deviation)}`}${of}`;
  }
  const values = runs.map(value).filter((each) => each !== undefined);
  if (values.length === 0) return undefined;
  const numbers = values.filter((each) => typeof each === 'number');
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (range && least < most) return range(least, most);
  const [low, high] = numbers.length > 0 ? [text(least), text(most)] : [text(values[0] as string), new Set(values).size > 1 ? 'others' : ''];
  return low === high || high === '' ? low : `${low} – ${high}`;
}

/** How many seeds some runs have. */
export const seedsOf = (runs: readonly { config: { seed: number } }[]): number => new Set(runs.map(({ config }) => config.seed)).size;
