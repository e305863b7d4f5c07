import { countsOf } from '../table/counts';
import { readingOf } from '../table/numbers';
import type { Column } from '../table/table';

/** One of the few values of a column; `1` and `1.0` are the same. */
export interface ValueClass {
  /** As it is written first. */
  text: string;
  /** Of a column of numbers. */
  number?: number;
  rows: number;
  /** Whether it is written in several ways. */
  several: boolean;
}

/**
 * The different values of a column, in order of first appearance.
 *
 * @returns undefined where there are more than `most`
 */
export function classesOf(column: Column, most: number): ValueClass[] | undefined {
  const { values } = column;
  if (values.length > 4 * most + 20) return undefined;
  const { missing, numbers } = readingOf(column);
  const counts = countsOf(column);
  const found = new Map<string | number, ValueClass>();
  for (let code = 0; code < values.length; code++) {
    if (missing[code]) continue;
    const text = (values.at(code) as string).trim();
    const number = numbers?.[code];
    const known = found.get(number ?? text);
    if (known) {
      known.rows += counts[code] as number;
      known.several ||= known.text !== text;
    } else found.set(number ?? text, { text, ...(number !== undefined && { number }), rows: counts[code] as number, several: false });
    if (found.size > most) return undefined;
  }
  return [...found.values()];
}
