import type { SparseFieldConfig } from '../../config/run-config';
import type { Column } from '../table/table';

/** More values in a row than this are not read: every row of a batch has room for as many as the longest. */
export const MOST_VALUES = 64;

/** Whether a cell is one value. */
export const takesWholeCells = (field: SparseFieldConfig) => typeof field === 'string' || !field.separator || !field.take;

/** Of each code of a column, the values that a field takes from the cell; an empty cell has one, the empty text. */
export function fieldValues(column: Column, field: SparseFieldConfig): string[][] {
  if (typeof field === 'string' || !field.separator || !field.take) return column.values.map((text) => [text.trim()]);
  const { separator, take } = field;
  return column.values.map((text) => {
    const values = text.split(separator).map((value) => value.trim());
    if (take === 'first') return [values[0] as string];
    const present = values.filter((value) => value !== '').slice(0, MOST_VALUES);
    return present.length > 0 ? present : [''];
  });
}

/** Whether a cell has more values than are read. */
export function holdsMore(text: string, field: SparseFieldConfig): boolean {
  return typeof field !== 'string' && field.separator !== undefined && text.split(field.separator).filter((value) => value.trim() !== '').length > MOST_VALUES;
}
