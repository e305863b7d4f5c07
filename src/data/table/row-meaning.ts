import type { IsMissing } from './missing';
import type { Column } from './table';

/** What a column's codes mean; undefined: nothing, so the row is left out. */
export interface RowMeaning {
  ofRow(row: number): number | undefined;
  missing(row: number): boolean;
}

/** @param ofCode what each code of the column means */
export function rowMeaning(column: Column, ofCode: readonly (number | undefined)[], isMissing: IsMissing): RowMeaning {
  const missing = column.values.map(isMissing);
  return {
    ofRow: (row) => ofCode[column.codes[row] as number],
    missing: (row) => missing[column.codes[row] as number] as boolean,
  };
}
