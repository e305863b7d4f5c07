import type { EncodingFile } from '../../protocol/take-away';

/** The columns that a row must have to be trained on, each once. */
export function columnsRead({ label, domain, sparse, dense, weight }: EncodingFile): string[] {
  const all = [label.column, ...domain.columns, ...sparse.map(({ column }) => column), ...dense.map(({ column }) => column)];
  return [...new Set([...all, ...(weight.column === undefined ? [] : [weight.column])])];
}
