import type { SparseFieldConfig } from '../../config/run-config';
import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';
import { valuesInCell } from './list-cells';

/** More values in a row than this are not read: every row of a batch has room for as many as the longest. */
export const MOST_VALUES = 64;

/** Whether a cell is one value. */
export const takesWholeCells = (field: SparseFieldConfig) => typeof field === 'string' || !field.separator || !field.take;

/** Of each code of a column, the values that a field takes from the cell. */
export function fieldValues(column: Column, field: SparseFieldConfig, isMissing: IsMissing): string[][] {
  return column.values.map((text) => fieldValuesOfCell(text, field, isMissing));
}

/** The values that a field takes from a cell; a cell without any has one, the empty text. */
export function fieldValuesOfCell(text: string, field: SparseFieldConfig, isMissing: IsMissing): string[] {
  if (isMissing(text)) return [''];
  if (typeof field === 'string' || !field.separator || !field.take) return [text.trim()];
  const values = valuesInCell(text, field.separator).map((value) => (isMissing(value) ? '' : value));
  if (field.take === 'first') return [values[0] ?? ''];
  const present = values.filter((value) => value !== '').slice(0, MOST_VALUES);
  return present.length > 0 ? present : [''];
}

/** Whether a cell has more values than are read. */
export function holdsMore(text: string, field: SparseFieldConfig): boolean {
  return typeof field !== 'string' && field.separator !== undefined && valuesInCell(text, field.separator).filter((value) => value !== '').length > MOST_VALUES;
}
