import { fieldName } from '../config/complete';
import type { SparseFieldConfig } from '../config/run-config';
import { isNumeric } from '../config/value-test';
import type { Column, SparseField } from './types';

/** Text of the id for values that were not seen while fitting. */
export const UNKNOWN = '<unk>';

/** A sparse field's texts: of each code of its column, the value that the field takes from the cell. */
export function fieldTexts(column: Column, field: SparseFieldConfig): string[] {
  if (typeof field === 'string' || !field.separator || field.take !== 'first') return column.values.map((text) => text.trim());
  const { separator } = field;
  return column.values.map((text) => (text.split(separator)[0] as string).trim());
}

/**
 * Numbers a field's values.
 *
 * @param rows the kept rows
 * @param fitRows the rows whose values get ids
 * @param withUnknown whether id 0 stands for values that the fitting rows do not have; else `fitRows` must be all
 */
export function encodeSparse(column: Column, field: SparseFieldConfig, rows: Int32Array, fitRows: Int32Array, withUnknown: boolean): SparseField {
  const texts = fieldTexts(column, field);
  const seen = new Set<string>();
  const seenCode = new Uint8Array(texts.length);
  for (const row of fitRows) {
    const code = column.codes[row] as number;
    if (seenCode[code]) continue;
    seenCode[code] = 1;
    seen.add(texts[code] as string);
  }
  const vocabulary = sortValues([...seen]);
  if (withUnknown) vocabulary.unshift(UNKNOWN);
  const idOf = new Map(vocabulary.map((text, id) => [text, id]));
  if (withUnknown) {
    // A value that happens to be written like the mark is still a value of its own.
    const own = vocabulary.indexOf(UNKNOWN, 1);
    if (own > 0) idOf.set(UNKNOWN, own);
  }
  const idOfCode = texts.map((text) => idOf.get(text) ?? 0);
  const ids = Int32Array.from(rows, (row) => idOfCode[column.codes[row] as number] as number);
  return { name: fieldName(field), ids, vocabulary, hasUnknown: withUnknown };
}

/** Numbers numerically where all are numbers, else texts by code point, as scikit-learn's LabelEncoder does. */
export function sortValues(values: string[]): string[] {
  const numeric = values.every((text) => text === '' || isNumeric(text));
  return values.sort((a, b) => (numeric ? Number(a) - Number(b) || byCodePoint(a, b) : byCodePoint(a, b)));
}

/** Comparing UTF-16 units differs from code points only beyond the basic plane. */
function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = ((x[i] as string).codePointAt(0) as number) - ((y[i] as string).codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
