import { isNumeric } from '../../config/value-test';
import type { ColumnValues, NumberSpread } from '../../protocol/meaning';
import { minMax } from '../encode/scale';
import { sortValues } from '../encode/sort-values';
import { rowsByValue } from '../table/labelled-rows';
import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';

const MOST_VALUES = 100;
const BINS = 48;
/** So much of the rows may lie beyond either end of the bins, so that a few numbers far away do not squeeze all others into one. */
const BEYOND = 0.005;

/** The most frequent values of a column, and how its numbers lie. */
export function columnValues(column: Column, isMissing: IsMissing): ColumnValues {
  const { rows: counts } = rowsByValue(column, undefined);
  const rowsOf = new Map<string, number>();
  let [missing, numeric] = [0, true];
  let code = 0;
  for (const text of column.values) {
    const rows = counts[code++] as number;
    if (rows === 0) continue;
    if (isMissing(text)) missing += rows;
    else {
      const value = text.trim();
      rowsOf.set(value, (rowsOf.get(value) ?? 0) + rows);
      numeric &&= isNumeric(value);
    }
  }
  const frequent = [...rowsOf].sort(([, a], [, b]) => b - a).slice(0, MOST_VALUES);
  const values = sortValues(frequent.map(([value]) => value)).map((value) => ({ value, rows: rowsOf.get(value) as number }));
  return { distinct: rowsOf.size, missing, values, ...(numeric && rowsOf.size > 0 && { numbers: spreadOf(rowsOf) }) };
}

function spreadOf(rowsOf: ReadonlyMap<string, number>): NumberSpread {
  const sorted = [...rowsOf].map(([text, rows]) => [Number(text), rows] as const).sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, rows]) => sum + rows, 0);
  /** The first number with more than this share of the rows up to it. */
  const quantile = (share: number) => {
    let upTo = 0;
    return (sorted.find(([, rows]) => {
      upTo += rows;
      return upTo > share * all;
    }) ?? (sorted.at(-1) as readonly [number, number]))[0];
  };
  const [min, max] = [(sorted[0] as readonly [number, number])[0], (sorted.at(-1) as readonly [number, number])[0]];
  const [low, high] = [quantile(BEYOND), quantile(1 - BEYOND)];
  const bins = low === high ? 1 : BINS;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : Math.min(high, low + i * (high / bins - low / bins))));
  const { of } = minMax(low, high);
  const rows = new Array<number>(bins).fill(0);
  for (const [value, count] of sorted) {
    const share = low === high ? 0 : of(Math.min(high, Math.max(low, value)));
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    rows[bin] = (rows[bin] as number) + count;
  }
  return { min, max, median: quantile(0.5), whole: sorted.every(([value]) => Number.isInteger(value)), edges, rows };
}
