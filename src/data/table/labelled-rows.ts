import type { LabelConfig } from '../../config/run-config';
import { labelOfRows } from '../encode/labels';

import { isMissing } from './missing';
import type { Column } from './table';

/** The label of each row: 0, 1, or `NONE`. */
export type RowLabels = Uint8Array;
export const NONE = 2;

/**
 * The label of each row.
 *
 * @throws UserError where the column has not two values and no test says which are positive
 */
export function rowLabels(column: Column, config: LabelConfig): RowLabels {
  const { ofRow } = labelOfRows(column, config, isMissing, []);
  return Uint8Array.from(column.codes, (_, row) => ofRow(row) ?? NONE);
}

/**
 * Of each of a column's texts the rows that have a label, and the positive ones of them.
 *
 * @param labels left out: every row counts, and none is positive
 */
export function rowsByValue({ codes, values }: Column, labels: RowLabels | undefined): { rows: Int32Array; positives: Int32Array } {
  const [rows, positives] = [new Int32Array(values.length), new Int32Array(values.length)];
  for (let row = 0; row < codes.length; row++) {
    const [code, label] = [codes[row] as number, labels ? (labels[row] as number) : 0];
    if (label === NONE) continue;
    rows[code] = (rows[code] as number) + 1;
    positives[code] = (positives[code] as number) + label;
  }
  return { rows, positives };
}
