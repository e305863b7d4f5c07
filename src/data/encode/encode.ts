import { fieldColumn, fieldName } from '../../config/complete';
import type { RunConfig, SparseFieldConfig } from '../../config/run-config';
import { once } from '../../lib/once';
import type { DataWarning } from '../../protocol/data';
import { labelOfRows } from '../label/labels';
import type { RowNumbers } from '../split/row-numbers';
import { splitRows } from '../split/split';
import { usersOf } from '../split/users';
import { columnFinder } from '../table/column-finder';
import { missingBy } from '../table/missing';
import { sampleSentence } from '../table/sample-sentence';
import type { Table } from '../table/table';
import { encodeApart } from './apart';
import { arrangeWarnings } from './arrange-warnings';
import { type Columns, encodeColumns } from './columns';
import { checkClasses, summariseDomains } from './domain-summary';
import { domainOfRows } from './domains';
import type { EncodedData } from './encoded-data';
import { keptRows } from './kept-rows';
import { outsideWarnings } from './outside-range';
import { rowWeights } from './row-weights';
import { splitFacts } from './split-facts';
import { splitWarnings, unseenWarnings } from './split-warnings';
import { unseenRows } from './unseen';

/**
 * Makes a table into what a model reads, once for a configuration.
 *
 * - A row without label, without domain, or whose value falls in no group is left out and counted.
 * - A missing sparse value is a value of its own (the empty text).
 * - A missing dense value is the mean of the fitting rows; a dense column that is constant, or empty, there becomes 0. What lies outside
 *   of the range of the fitting rows is clipped, unless stated.
 * - With `fitOn: "train"` id 0 of every field stands for values that the training rows do not have; with `"all"` ids
 *   cover all kept rows and there is no such row.
 * - A group or a cut that no row falls into makes no domain.
 * - Of a cell with several values a field takes the first, or all of them, whose embeddings are then averaged or added.
 *
 * @param rowNumbers the open file's content, where `split.rowsFile` names one
 * @throws UserError naming the path in the configuration, or row and column, and what to do
 */
export function encode(table: Table, config: Pick<RunConfig, 'data' | 'split' | 'seed'>, rowNumbers?: RowNumbers): EncodedData {
  const { data, split: splitConfig, seed } = config;
  const warnings: DataWarning[] = table.sampled ? [{ message: sampleSentence(table.sampled) }] : [];
  const columnOf = columnFinder(table);
  const isMissing = missingBy(data.missing);
  const labels = labelOfRows(columnOf(data.label.column, 'data.label.column'), data.label, isMissing, warnings);
  const domains = domainOfRows(columnOf, data.domain, isMissing, warnings);
  const { sourceRows, leftOut } = keptRows(table.rows, labels, domains);
  const rowLabels = Uint8Array.from(sourceRows, (row) => labels.ofRow(row) as number);
  const places = Int32Array.from(sourceRows, (row) => domains.ofRow(row) as number);
  const { summaries, domainIds } = summariseDomains(domains.names, places, rowLabels, leftOut, warnings);
  const names = summaries.map(({ name }) => name);
  checkClasses(summaries, data.label.column);

  const users = data.group ? usersOf(columnOf(data.group, 'data.group'), sourceRows, isMissing) : undefined;
  const rows = { table, columnOf, isMissing, sourceRows, labels: rowLabels, domainIds, domains: names.length, users };
  const split = splitRows(rows, splitConfig, seed, rowNumbers, warnings);
  const columns: Columns = { data, columnOf, isMissing };
  const { sparse, dense } = encodeColumns(columns, { sourceRows, split, domainIds, domains: names }, warnings);
  const weights = data.weight === undefined ? undefined : rowWeights(columnOf(data.weight, 'data.weight'), sourceRows, split.train, isMissing, warnings);

  const fieldOf = new Map(data.sparse.map((field) => [fieldName(field), field]));
  const facts = splitFacts({ split, labels: rowLabels, domainIds, domains: summaries, sparse, dense }, (made) => {
    const field = fieldOf.get(made.name) as SparseFieldConfig;
    return unseenRows({ field, column: columnOf(fieldColumn(field), 'data.sparse') }, made, split, sourceRows, isMissing);
  });
  warnings.push(...splitWarnings(facts, names), ...unseenWarnings(facts), ...outsideWarnings(dense));
  const encoded: EncodedData = {
    rows: sourceRows.length,
    sourceRows,
    sparse,
    dense,
    labels: rowLabels,
    positive: labels.positive,
    ...(weights && { rowWeights: weights }),
    ...(users && { userIds: users.ids }),
    domainIds,
    domains: summaries,
    split,
    leftOut,
    warnings: arrangeWarnings([...table.warnings, ...warnings]),
    facts,
    // Where another column is learnt, they say nothing of it.
    ...(table.trueLogits &&
      data.label.column === table.trueLabel && { trueLogits: Float64Array.from(sourceRows, (row) => (table.trueLogits as Float64Array)[row] as number) }),
  };
  return { ...encoded, apart: once(() => encodeApart(columns, encoded)) };
}
