import type { Predictions, SplitFile } from '../protocol/take-away';
import type { CsvTable } from './csv';

/** A line for each row: its number in the table (from 0), its domain, its label and the probability that it is positive. */
export function predictionsTable({ rows, names, domains, labels, values }: Predictions): CsvTable {
  return {
    columns: ['row', 'domain', 'label', 'prediction'],
    rows: Array.from(rows, (row, i) => [row, names[domains[i] as number] ?? '', labels[i] as number, values[i] as number]),
  };
}

/** A split by row numbers, as `split.rowsFile` reads it. */
export function splitJson({ train, val, test }: SplitFile): string {
  return JSON.stringify({ train: [...train], val: [...val], test: [...test] });
}
