import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfig } from '../../config/run-config';
import type { DataWarning } from '../../protocol/data';
import type { RowNumbers } from '../split/row-numbers';
import { splitRows } from '../split/split';
import { columnFinder } from '../table/column-finder';
import { sampleSentence } from '../table/sample-sentence';
import type { Table } from '../table/table';
import { encodeDense } from './dense';
import { checkClasses, summariseDomains } from './domain-summary';
import { domainOfRows } from './domains';
import type { EncodedData } from './encoded-data';
import { keptRows } from './kept-rows';
import { labelOfRows } from './labels';
import { encodeFields } from './sparse';
import { splitWarnings } from './split-warnings';

/**
 * Makes a table into what a model reads, once for a configuration.
 *
 * - A row without label, without domain, or whose value falls in no group is left out and counted.
 * - A missing sparse value is a value of its own (the empty text).
 * - A missing dense value is the mean of the fitting rows; a constant dense column becomes 0.
 * - With `fitOn: "train"` id 0 of every field stands for values that the training rows do not have; with `"all"` ids
 *   cover all kept rows and there is no such row.
 * - Of a cell with several values a field takes the first, or all of them, whose embeddings are then averaged or added.
 *
 * @param rowNumbers the open file's content, where `split.rowsFile` names one
 * @throws UserError naming the path in the configuration, or row and column, and what to do
 */
export function encode(table: Table, config: Pick<RunConfig, 'data' | 'split' | 'seed'>, rowNumbers?: RowNumbers): EncodedData {
  const { data, split: splitConfig, seed } = config;
  const warnings: DataWarning[] = table.sampled ? [{ message: sampleSentence(table.sampled) }] : [];
  const columnOf = columnFinder(table);
  const labels = labelOfRows(columnOf(data.label.column, 'data.label.column'), data.label);
  const domains = domainOfRows(columnOf, data.domain, warnings);
  const { sourceRows, leftOut } = keptRows(table.rows, labels, domains);
  const rowLabels = Uint8Array.from(sourceRows, (row) => labels.ofRow(row) as number);
  const domainIds = Int32Array.from(sourceRows, (row) => domains.ofRow(row) as number);
  const summaries = summariseDomains(domains.names, domainIds, rowLabels, leftOut);
  checkClasses(summaries, data.label.column);

  const split = splitRows(table, columnOf, splitConfig, sourceRows, seed, rowNumbers);
  const withUnknown = data.fitOn === 'train';
  const fitRows = withUnknown ? Int32Array.from(split.train, (position) => sourceRows[position] as number) : sourceRows;
  const sparse = encodeFields(columnOf, data.sparse, sourceRows, fitRows, withUnknown, warnings);
  sparse.push({ name: DOMAIN_FIELD, ids: domainIds, slots: 1, vocabulary: domains.names, hasUnknown: false });
  const dense = data.dense.map((name, i) => encodeDense(columnOf(name, `data.dense[${i}]`), sourceRows, fitRows, warnings));

  warnings.push(...splitWarnings(split, rowLabels, domainIds, domains.names));
  return {
    rows: sourceRows.length,
    sourceRows,
    sparse,
    dense,
    labels: rowLabels,
    domainIds,
    domains: summaries,
    split,
    leftOut,
    warnings: [...table.warnings, ...warnings],
    ...(table.trueLogits && { trueLogits: Float64Array.from(sourceRows, (row) => (table.trueLogits as Float64Array)[row] as number) }),
  };
}
