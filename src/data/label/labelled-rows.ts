import type { LabelConfig } from '../../config/run-config';
import { type IsMissing, isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { labelOfTexts } from './labels';

/** The label of each row: 0, 1, or `NONE`. */
export type RowLabels = Uint8Array;
export const NONE = 2;

/**
 * The label of each row.
 *
 * @param isMissingText which cells hold no value
 * @throws UserError where the column has not two values and no test says which are positive
 */
export function rowLabels(column: Column, config: LabelConfig, isMissingText: IsMissing = isMissing): RowLabels {
  const { codes } = column;
  const ofCode = Uint8Array.from(labelOfTexts(column, config, isMissingText, []).ofCode, (label) => label ?? NONE);
  const labels = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) labels[row] = ofCode[codes[row] as number] as number;
  return labels;
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
