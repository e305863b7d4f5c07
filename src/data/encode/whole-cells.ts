import { isNumeric } from '../../config/value-test';
import { sortByNumber } from '../table/sort-numbers';
import { byCodePoint } from '../table/sort-values';
import type { Column } from '../table/table';
import { sortTexts } from './sort-texts';

/** More cells that are not taken as they stand are left to what makes a map of all texts. */
const MOST_CHANGED = 1000;

/**
 * Numbers the values of a field that takes whole cells. They are distinct already, so there is no map of texts; and they are sorted
 * as bytes.
 *
 * @param fitRows the rows whose values get ids
 * @param read what a cell's text is taken as: mostly itself
 * @returns values as `sortValues` has them, and the place among them of each code, -1 where there is none; undefined where too many
 *   cells are taken as another text than they hold
 */
export function numberWholeCells(
  column: Column,
  fitRows: Int32Array,
  read: (text: string) => string,
): { vocabulary: string[]; placeOfCode: Int32Array } | undefined {
  const count = column.values.length;
  const { codes } = column;
  const seen = new Uint8Array(count);
  for (const row of fitRows) seen[codes[row] as number] = 1;

  const values: string[] = [];
  const changed = new Map<string, number[]>();
  for (const text of column.values) {
    const value = read(text);
    if (value !== text) {
      const group = changed.get(value);
      if (group) group.push(values.length);
      else if (changed.size === MOST_CHANGED) return undefined;
      else changed.set(value, [values.length]);
    }
    values.push(value);
  }
  const standsFor = sameCells(values, changed, seen);

  const own: number[] = [];
  const other: number[] = [];
  let numeric = true;
  for (let code = 0; code < count; code++) {
    if (!seen[code] || (standsFor.get(code) ?? code) !== code) continue;
    numeric &&= values[code] === '' || isNumeric(values[code] as string);
    (standsFor.has(code) ? other : own).push(code);
  }
  const order = numeric ? byNumber(values, [...own, ...other]) : byText(column, values, own, other);

  const placeOfCode = new Int32Array(count).fill(-1);
  for (const [place, code] of order.entries()) placeOfCode[code] = place;
  for (const [code, first] of standsFor) placeOfCode[code] = placeOfCode[first] as number;
  return { vocabulary: Array.from(order, (code) => values[code] as string), placeOfCode };
}

/**
 * Cells that are taken as another text than they hold: for each the code that stands for all that are taken as the same, which counts
 * as seen where any of them is. That is the cell that holds this very text, if there is one.
 */
function sameCells(values: readonly string[], changed: ReadonlyMap<string, number[]>, seen: Uint8Array): Map<number, number> {
  const standsFor = new Map<number, number>();
  if (changed.size === 0) return standsFor;
  const isChanged = new Set([...changed.values()].flat());
  const holder = new Map<string, number>();
  for (const [code, value] of values.entries()) if (changed.has(value) && !isChanged.has(code)) holder.set(value, code);
  for (const [value, group] of changed) {
    const first = holder.get(value) ?? (group[0] as number);
    for (const code of group) {
      standsFor.set(code, first);
      if (seen[code]) seen[first] = 1;
    }
  }
  return standsFor;
}

/** Equal numbers by how they are written. */
function byNumber(values: readonly string[], codes: readonly number[]): Uint32Array {
  const order = Uint32Array.from(codes);
  const numbers = new Float64Array(values.length);
  for (const code of codes) numbers[code] = Number(values[code]);
  sortByNumber(numbers, order);
  const numberAt = (place: number) => numbers[order[place] as number];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && numberAt(to) === numberAt(from)) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => byCodePoint(values[a] as string, values[b] as string));
    from = to;
  }
  return order;
}

/** @param other codes whose cells hold another text than they are taken as: few */
function byText(column: Column, values: readonly string[], own: readonly number[], other: readonly number[]): Uint32Array {
  const sorted = Uint32Array.from(own);
  sortTexts(column.values, sorted);
  if (other.length === 0) return sorted;
  const rest = [...other].sort((a, b) => byCodePoint(values[a] as string, values[b] as string));
  const order = new Uint32Array(sorted.length + rest.length);
  let [i, j] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    const takesRest = i === sorted.length || (j < rest.length && byCodePoint(values[rest[j] as number] as string, values[sorted[i] as number] as string) < 0);
    order[place] = (takesRest ? rest[j++] : sorted[i++]) as number;
  }
  return order;
}
