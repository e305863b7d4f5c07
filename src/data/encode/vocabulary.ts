import { fieldName } from '../../config/complete';
import type { SparseFieldConfig } from '../../config/run-config';
import type { IsMissing } from '../table/missing';
import { sortValues } from '../table/sort-values';
import type { Column } from '../table/table';
import type { SparseField } from './encoded-data';
import { fieldValues, takesWholeCells } from './field-values';
import { rareValues } from './rare-values';
import { numberWholeCells } from './whole-cells';

/** Text of the id for values that were not seen while fitting. */
export const UNKNOWN = '<unk>';

/** A field and the column that it reads. */
export interface FieldSource {
  field: SparseFieldConfig;
  column: Column;
}

/**
 * Numbers the values of fields that share one vocabulary; most fields have one of their own.
 *
 * @param sources the field that owns the vocabulary, then those that share it
 * @param rows the kept rows
 * @param fitRows the rows whose values get ids
 * @param least in how many of these rows a value must stand to get an id; then `withUnknown` must be true
 * @param withUnknown whether id 0 stands for values that the fitting rows do not have; else `fitRows` must be all
 */
export function encodeSharing(
  sources: readonly FieldSource[],
  rows: Int32Array,
  fitRows: Int32Array,
  withUnknown: boolean,
  isMissing: IsMissing,
  least?: number,
): SparseField[] {
  const [first] = sources;
  const isAlone = sources.length === 1 && first !== undefined && takesWholeCells(first.field) && least === undefined;
  const alone = isAlone ? encodeAlone(first, rows, fitRows, withUnknown, isMissing) : undefined;
  if (alone) return [alone];
  const values = sources.map(({ column, field }) => fieldValues(column, field, isMissing));
  const seen = new Set<string>();
  for (const [i, { column }] of sources.entries()) {
    const valuesOfCode = values[i] as string[][];
    const seenCode = new Uint8Array(column.values.length);
    for (const row of fitRows) {
      const code = column.codes[row] as number;
      if (seenCode[code]) continue;
      seenCode[code] = 1;
      for (const value of valuesOfCode[code] as string[]) seen.add(value);
    }
  }
  if (least !== undefined) for (const value of rareValues(sources, values, fitRows, least)) seen.delete(value);
  const vocabulary = sortValues([...seen]);
  if (withUnknown) vocabulary.unshift(UNKNOWN);
  // A value that happens to be written like the mark comes later in the list, and so has an id of its own.
  const idOf = new Map(vocabulary.map((text, id) => [text, id]));
  return sources.map(({ column, field }, i) => {
    const idsOfCode = (values[i] as string[][]).map((each) => each.map((value) => idOf.get(value) ?? 0));
    const { take } = typeof field === 'string' ? {} : field;
    return { ...numbered(column, idsOfCode, rows, take === 'sum' ? () => 1 : (count) => 1 / count), ...described(field, vocabulary, withUnknown) };
  });
}

/** The same without a map of texts, for a field that shares nothing and takes whole cells; undefined where that does not serve. */
function encodeAlone(
  { column, field }: FieldSource,
  rows: Int32Array,
  fitRows: Int32Array,
  withUnknown: boolean,
  isMissing: IsMissing,
): SparseField | undefined {
  const made = numberWholeCells(column, fitRows, (text) => (isMissing(text) ? '' : text.trim()));
  if (!made) return undefined;
  const vocabulary = withUnknown ? [UNKNOWN].concat(made.vocabulary) : made.vocabulary;
  // Place -1, of a value that the fitting rows do not have, is id 0.
  const idOfCode = made.placeOfCode.map((place) => place + Number(withUnknown));
  return { ids: Int32Array.from(rows, (row) => idOfCode[column.codes[row] as number] as number), slots: 1, ...described(field, vocabulary, withUnknown) };
}

function described(field: SparseFieldConfig, vocabulary: string[], hasUnknown: boolean): Omit<SparseField, 'ids' | 'slots' | 'weights'> {
  const { embedding, share } = typeof field === 'string' ? {} : field;
  return { name: fieldName(field), vocabulary, hasUnknown, ...(embedding !== undefined && { width: embedding }), ...(share !== undefined && { share }) };
}

/** Each kept row's ids. @param weightOf weight of each of `count` values */
export function numbered(
  column: Column,
  idsOfCode: number[][],
  rows: Int32Array,
  weightOf: (count: number) => number,
): Pick<SparseField, 'ids' | 'slots' | 'weights'> {
  const of = (row: number) => idsOfCode[column.codes[row] as number] as number[];
  const slots = rows.reduce((most, row) => Math.max(most, of(row).length), 1);
  if (slots === 1) return { ids: Int32Array.from(rows, (row) => of(row)[0] as number), slots };
  const ids = new Int32Array(rows.length * slots);
  const weights = new Float32Array(rows.length * slots);
  for (const [position, row] of rows.entries()) {
    const own = of(row);
    ids.set(own, position * slots);
    weights.fill(weightOf(own.length), position * slots, position * slots + own.length);
  }
  return { ids, slots, weights };
}
