import { counted } from '../../lib/counted';
import { numberText } from '../../lib/number-text';
import type { DataWarning } from '../../protocol/data';
import type { OutsideRange } from '../../protocol/meaning';
import type { Codes } from '../table/table';
import type { DenseField } from './encoded-data';

/** Rows of the table that are not fitted on. */
export interface OtherRows {
  val: Int32Array;
  test: Int32Array;
}

/** How many rows have a number beyond the range that was fitted, and how far the farthest lies; undefined without any. */
export function outsideRange(
  codes: Codes,
  numbers: Float64Array,
  { min, max }: { min: number; max: number },
  rows: OtherRows,
): Omit<OutsideRange, 'clipped'> | undefined {
  let [least, greatest] = [min, max];
  const count = (part: Int32Array) => {
    let outside = 0;
    for (const row of part) {
      const value = numbers[codes[row] as number] as number;
      if (value >= min && value <= max) continue;
      if (Number.isNaN(value)) continue;
      outside++;
      [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
    }
    return outside;
  };
  const [val, test] = [count(rows.val), count(rows.test)];
  return val + test === 0 ? undefined : { val, test, least, greatest };
}

/** So many columns are told of, those of the most rows. */
const TOLD = 5;

/** How many rows lie outside of the ranges that were fitted, and how far. */
export function outsideWarnings(fields: readonly Pick<DenseField, 'name' | 'min' | 'max' | 'outside'>[]): DataWarning[] {
  const found = fields.flatMap((field) => (field.outside ? [{ field, outside: field.outside }] : []));
  const told = found.sort((a, b) => b.outside.val + b.outside.test - a.outside.val - a.outside.test).slice(0, TOLD);
  const warnings = told.map(({ field, outside }) => ({ message: sayOutside(outside, field), where: `column "${field.name}"` }));
  const more = found.length - told.length;
  return more > 0
    ? [
        ...warnings,
        { message: `${counted(more, 'other column')} ${more === 1 ? 'has' : 'have'} numbers outside of what the fitted rows hold.`, where: 'columns' },
      ]
    : warnings;
}

function sayOutside({ val, test, least, greatest, clipped }: OutsideRange, { min, max }: { min: number; max: number }): string {
  const parts = [...(val > 0 ? [`${counted(val, 'row')} of validation`] : []), ...(test > 0 ? [`${counted(test, 'row')} of test`] : [])].join(' and ');
  const ends = [...(least < min ? [numberText(least)] : []), ...(greatest > max ? [numberText(greatest)] : [])].join(' and ');
  const one = val + test === 1;
  const what = clipped ? `${one ? 'It counts' : 'They count'} as the nearest end of the range.` : 'Nothing is clipped.';
  return `${parts} ${one ? 'lies' : 'lie'} outside of what the fitted rows hold, ${numberText(min)} to ${numberText(max)}, as far as ${ends}. ${what}`;
}
