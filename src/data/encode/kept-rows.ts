import type { RowMeaning } from '../table/row-meaning';
import type { EncodedData } from './encoded-data';

/** The rows that have a label and a domain, and how many are left out for want of which. */
export function keptRows(rows: number, labels: RowMeaning, domains: RowMeaning): { sourceRows: Int32Array; leftOut: EncodedData['leftOut'] } {
  const kept = new Int32Array(rows);
  let count = 0;
  const counts = { 'the label is missing': 0, 'the domain is missing': 0, 'the value falls into no domain group': 0 };
  for (let row = 0; row < rows; row++) {
    if (labels.ofRow(row) === undefined) counts['the label is missing']++;
    else if (domains.ofRow(row) !== undefined) kept[count++] = row;
    else counts[domains.missing(row) ? 'the domain is missing' : 'the value falls into no domain group']++;
  }
  const leftOut = Object.entries(counts).flatMap(([reason, rows]) => (rows > 0 ? [{ reason, rows }] : []));
  return { sourceRows: kept.slice(0, count), leftOut };
}
