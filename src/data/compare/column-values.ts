import type { ColumnValues, NumberSpread } from '../../protocol/meaning';
import { countsOf } from '../table/counts';
import { evenEdges, rowsInBins } from '../table/histogram';
import type { IsMissing } from '../table/missing';
import { type Reading, readingOf } from '../table/numbers';
import { quantilesOf } from '../table/quantiles';
import { sortValues } from '../table/sort-values';
import type { Column } from '../table/table';

const MOST_VALUES = 100;
const BINS = 48;
/** So much of the rows may lie beyond either end of the bins, so that a few numbers far away do not squeeze all others into one. */
const BEYOND = 0.005;

/** The most frequent values of a column, and how its numbers lie. */
export function columnValues(column: Column, isMissing: IsMissing): ColumnValues {
  const counts = countsOf(column);
  const reading = readingOf(column, isMissing);
  const { numbers } = reading;
  const found = new Map<string, ColumnValues['values'][number]>();
  let missing = 0;
  let code = -1;
  for (const text of column.values) {
    const rows = counts[++code] as number;
    if (reading.missing[code]) {
      missing += rows;
      continue;
    }
    const value = text.trim();
    const known = found.get(value);
    const number = numbers?.[code];
    if (known) known.rows += rows;
    else found.set(value, { value, rows, ...(number !== undefined && number !== Number(value) && { number: String(number) }) });
  }
  const frequent = new Map([...found].sort(([, a], [, b]) => b.rows - a.rows).slice(0, MOST_VALUES));
  const values = sortValues([...frequent.keys()]).map((value) => frequent.get(value) as ColumnValues['values'][number]);
  return { distinct: found.size, missing, values, ...(numbers && { numbers: spreadOf(numbers, counts, reading) }) };
}

function spreadOf(numbers: Float64Array, counts: Int32Array, { whole }: Reading): NumberSpread {
  const [min, low, median, high, max] = quantilesOf(numbers, counts, [0, BEYOND, 0.5, 1 - BEYOND, 1]);
  const edges = evenEdges(low, high, low === high ? 1 : BINS);
  return { min, max, median, whole, edges, rows: rowsInBins(edges, numbers, counts) };
}
