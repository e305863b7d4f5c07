import { counted } from '../../lib/counted';
import { numberText } from '../../lib/number-text';
import type { OutsideRange } from '../../protocol/meaning';
import type { Codes } from '../table/table';

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

/** As a sentence for the person. */
export function sayOutside({ val, test, least, greatest }: Omit<OutsideRange, 'clipped'>, { min, max }: { min: number; max: number }, clip: boolean): string {
  const parts = [...(val > 0 ? [`${counted(val, 'row')} of validation`] : []), ...(test > 0 ? [`${counted(test, 'row')} of test`] : [])].join(' and ');
  const ends = [...(least < min ? [numberText(least)] : []), ...(greatest > max ? [numberText(greatest)] : [])].join(' and ');
  const what = clip ? `${val + test === 1 ? 'It counts' : 'They count'} as the nearest end of the range.` : 'Nothing is clipped.';
  return `${parts} ${val + test === 1 ? 'lies' : 'lie'} outside of what the fitted rows hold, ${numberText(min)} to ${numberText(max)}, as far as ${ends}. ${what}`;
}
