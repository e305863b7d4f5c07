import type { EncodedData, Table } from '../../data/types';
import type { DataSummary } from '../../protocol/data';
import { bestPossible } from './evaluate-model';

/** What a run on `data` is about. */
export function summaryOf(data: EncodedData, table: Pick<Table, 'name' | 'rows' | 'hash'>): DataSummary {
  const { split } = data;
  const best = bestPossible(data);
  return {
    name: table.name,
    tableRows: table.rows,
    hash: table.hash,
    rows: data.rows,
    domains: data.domains,
    ...(data.positive !== undefined && { positive: data.positive }),
    split: { train: split.train.length, val: split.val.length, test: split.test.length },
    vocabulary: Object.fromEntries(data.sparse.map(({ name, vocabulary }) => [name, vocabulary.length])),
    leftOut: data.leftOut,
    warnings: data.warnings.map(({ where, message }) => (where ? `${where}: ${message}` : message)),
    ...(best && { bestPossible: best }),
  };
}
