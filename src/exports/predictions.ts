import type { PartName, Predictions, SplitFile } from '../protocol/take-away';
import { type CsvTable, csvLines } from './csv';

/** Lines of a piece: some hundred KB. */
const LINES = 10_000;

/** A line for each row: its number in the table (from 0), its domain, its label and the probability that it is positive. */
export function predictionsTable({ rows, names, domains, labels, values }: Predictions): CsvTable {
  return {
    columns: ['row', 'domain', 'label', 'prediction'],
    rows: Array.from(rows, (row, i) => [row, names[domains[i] as number] ?? '', labels[i] as number, values[i] as number]),
  };
}

/**
 * The same as CSV of any length, piece by piece.
 *
 * @param part said in a last column; left out: there is none
 * @param head whether it begins with the names of the columns
 */
export function* predictionsCsv({ names, ...of }: Predictions, part?: PartName, head = true): Generator<string> {
  const withPart = (cells: CsvTable['rows'][number], said: PartName | 'part') => (part === undefined ? cells : [...cells, said]);
  for (let from = 0; from < Math.max(of.rows.length, 1); from += LINES) {
    const cut = <T extends Int32Array | Uint8Array | Float32Array>(values: T) => values.subarray(from, from + LINES) as T;
    const { columns, rows } = predictionsTable({ names, rows: cut(of.rows), domains: cut(of.domains), labels: cut(of.labels), values: cut(of.values) });
    const lines = rows.map((cells) => withPart(cells, part as PartName));
    yield csvLines(head && from === 0 ? [withPart(columns, 'part'), ...lines] : lines);
  }
}

/** A split by row numbers, as `split.rowsFile` reads it. */
export function splitJson({ train, val, test }: SplitFile): string {
  return JSON.stringify({ train: [...train], val: [...val], test: [...test] });
}
