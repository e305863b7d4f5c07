import { DOMAIN_FIELD, fieldColumn, fieldName } from '../../config/complete';
import type { DomainConfig, LabelConfig, RunConfig, SparseFieldConfig } from '../../config/run-config';
import { isNumeric, parseValueTest, type ValueTest } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning, DomainSummary } from '../../protocol/data';
import { splitRows } from '../split/split';
import { columnNamed } from '../table/column-named';
import { isMissing } from '../table/profile';
import type { Column, DenseField, EncodedData, RowNumbers, SparseField, Split, Table } from '../types';
import { encodeSparse, type FieldSource, MOST_VALUES, sortValues } from './vocabulary';

/** More towers than this would not fit a page, nor most machines. */
const MOST_DOMAINS = 64;
/** A part of the split with fewer rows than this has metrics that mean little. */
const FEW_ROWS = 100;

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
  const warnings: DataWarning[] = [];
  const labels = labelOfCodes(columnNamed(table, data.label.column, 'data.label.column'), data.label);
  const domains = domainOfCodes(columnNamed(table, data.domain.column, 'data.domain.column'), data.domain, warnings);
  const { sourceRows, leftOut } = keptRows(table, labels, domains);
  const rowLabels = Uint8Array.from(sourceRows, (row) => labels.ofRow(row) as number);
  const domainIds = Int32Array.from(sourceRows, (row) => domains.ofRow(row) as number);
  const summaries = summarise(domains.names, domainIds, rowLabels, leftOut);
  checkClasses(summaries, data.label.column);

  const split = splitRows(table, splitConfig, sourceRows, seed, rowNumbers);
  const withUnknown = data.fitOn === 'train';
  const fitRows = withUnknown ? Int32Array.from(split.train, (position) => sourceRows[position] as number) : sourceRows;
  const sparse = encodeFields(table, data.sparse, sourceRows, fitRows, withUnknown, warnings);
  sparse.push({ name: DOMAIN_FIELD, ids: domainIds, slots: 1, vocabulary: domains.names, hasUnknown: false });
  const dense = data.dense.map((name, i) => encodeDense(columnNamed(table, name, `data.dense[${i}]`), sourceRows, fitRows, warnings));

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

/** Every sparse field, in order; those that share a vocabulary are numbered together. */
function encodeFields(
  table: Table,
  fields: SparseFieldConfig[],
  rows: Int32Array,
  fitRows: Int32Array,
  withUnknown: boolean,
  warnings: DataWarning[],
): SparseField[] {
  const sources = fields.map((field, i): FieldSource => ({ field, column: columnNamed(table, fieldColumn(field), `data.sparse[${i}]`) }));
  const ownerOf = (field: SparseFieldConfig) => (typeof field === 'string' ? undefined : field.share) ?? fieldName(field);
  const encoded = new Map<string, SparseField>();
  for (const { field: owner } of sources) {
    const together = sources.filter(({ field }) => ownerOf(field) === fieldName(owner));
    // Whoever owns the vocabulary comes first.
    together.sort((a, b) => Number(b.field === owner) - Number(a.field === owner));
    if (ownerOf(owner) !== fieldName(owner)) continue;
    for (const each of encodeSparse(together, rows, fitRows, withUnknown)) encoded.set(each.name, each);
  }
  return sources.map(({ field, column }) => {
    const made = encoded.get(fieldName(field)) as SparseField;
    const where = `column "${fieldName(field)}"`;
    if (made.vocabulary.length - Number(withUnknown) <= 1) warnings.push({ message: 'This column has one value only and tells the model nothing.', where });
    if (made.slots === MOST_VALUES && column.values.some((text) => holdsMore(text, field)))
      warnings.push({ message: `Some cells have more than ${MOST_VALUES} values; the first ${MOST_VALUES} are read.`, where });
    return made;
  });
}

function holdsMore(text: string, field: SparseFieldConfig): boolean {
  return typeof field !== 'string' && field.separator !== undefined && text.split(field.separator).filter((value) => value.trim() !== '').length > MOST_VALUES;
}

/** What a column's codes mean; undefined: nothing, so the row is left out. */
interface Meaning {
  ofRow(row: number): number | undefined;
  missing(row: number): boolean;
}

function meaning(column: Column, ofCode: (number | undefined)[]): Meaning {
  return {
    ofRow: (row) => ofCode[column.codes[row] as number],
    missing: (row) => isMissing(column.values[column.codes[row] as number] as string),
  };
}

const POSITIVE_WORDS = new Set(['true', 't', 'yes', 'y', 'click', 'clicked', 'positive', 'pos']);

function labelOfCodes(column: Column, config: LabelConfig): Meaning {
  if (config.positive) {
    const test = parseValueTest(config.positive) as ValueTest;
    return meaning(
      column,
      column.values.map((text) => (isMissing(text) ? undefined : Number(test.accepts(text)))),
    );
  }
  const values = sortValues([...new Set(column.values.filter((text) => !isMissing(text)).map((text) => text.trim()))]);
  if (values.length !== 2) {
    const shown = values
      .slice(0, 5)
      .map((value) => `"${value}"`)
      .join(', ');
    throw new UserError(
      `the label "${column.name}" has ${values.length} ${values.length === 1 ? 'value' : 'different values'} (${shown}${values.length > 5 ? ', …' : ''}), not 2`,
      'data.label.positive',
      values.length < 2 ? 'A label needs rows of both classes; choose another column.' : 'Say which values are positive, such as "> 3".',
    );
  }
  const positive = values.find((value) => POSITIVE_WORDS.has(value.toLowerCase())) ?? values[1];
  return meaning(
    column,
    column.values.map((text) => (isMissing(text) ? undefined : Number(text.trim() === positive))),
  );
}

function domainOfCodes(column: Column, config: DomainConfig, warnings: DataWarning[]): Meaning & { names: string[] } {
  if (!config.groups) {
    const names = sortValues([...new Set(column.values.filter((text) => !isMissing(text)).map((text) => text.trim()))]);
    if (names.length > MOST_DOMAINS) {
      throw new UserError(
        `column "${column.name}" has ${names.length} different values, and each would be a domain`,
        'data.domain',
        `Choose a column with at most ${MOST_DOMAINS}, or put its values in groups such as "< 25".`,
      );
    }
    const idOf = new Map(names.map((name, id) => [name, id]));
    return {
      names,
      ...meaning(
        column,
        column.values.map((text) => idOf.get(text.trim())),
      ),
    };
  }
  if (config.groups.length === 0) throw new UserError('there are no groups', 'data.domain.groups', 'Name at least two, such as "< 25", or leave groups out.');
  const groups = config.groups.map((group) => (typeof group === 'string' ? { name: group, values: group } : group));
  const tests = groups.map(({ values }) => parseValueTest(values) as ValueTest);
  const ofCode = column.values.map((text) => {
    if (isMissing(text)) return undefined;
    const accepting = tests.flatMap((test, g) => (test.accepts(text) ? [g] : []));
    if (accepting.length > 1 && !warnings.some(({ where }) => where === 'data.domain.groups')) {
      warnings.push({
        message: `"${text}" falls in ${accepting.map((g) => `"${groups[g]?.name}"`).join(' and ')}; the first counts.`,
        where: 'data.domain.groups',
      });
    }
    return accepting[0];
  });
  return { names: groups.map(({ name }) => name), ...meaning(column, ofCode) };
}

function keptRows(table: Table, labels: Meaning, domains: Meaning): { sourceRows: Int32Array; leftOut: EncodedData['leftOut'] } {
  const kept: number[] = [];
  const counts = { 'the label is missing': 0, 'the domain is missing': 0, 'the value falls in no domain group': 0 };
  for (let row = 0; row < table.rows; row++) {
    if (labels.ofRow(row) === undefined) counts['the label is missing']++;
    else if (domains.ofRow(row) !== undefined) kept.push(row);
    else counts[domains.missing(row) ? 'the domain is missing' : 'the value falls in no domain group']++;
  }
  const leftOut = Object.entries(counts).flatMap(([reason, rows]) => (rows > 0 ? [{ reason, rows }] : []));
  return { sourceRows: Int32Array.from(kept), leftOut };
}

function summarise(names: string[], domainIds: Int32Array, labels: Uint8Array, leftOut: EncodedData['leftOut']): DomainSummary[] {
  const summaries = names.map((name) => ({ name, rows: 0, positives: 0 }));
  for (const [i, d] of domainIds.entries()) {
    const summary = summaries[d] as DomainSummary;
    summary.rows++;
    summary.positives += labels[i] as number;
  }
  if (domainIds.length === 0) {
    const why = leftOut.map(({ reason, rows }) => `${rows}: ${reason}`).join('; ');
    throw new UserError(`no row is left (${why || 'the table has none'})`, 'data', 'Check the label and the domain groups.');
  }
  const empty = summaries.findIndex(({ rows }) => rows === 0);
  if (empty >= 0) throw new UserError(`no row falls in the group "${names[empty]}"`, `data.domain.groups[${empty}]`, 'Change the group or take it out.');
  return summaries;
}

function checkClasses(summaries: DomainSummary[], column: string): void {
  const rows = summaries.reduce((sum, each) => sum + each.rows, 0);
  const positives = summaries.reduce((sum, each) => sum + each.positives, 0);
  if (positives === 0 || positives === rows) {
    throw new UserError(
      `the label "${column}" has one class only: all ${rows} rows are ${positives === 0 ? 'negative' : 'positive'}`,
      'data.label',
      'Choose another label, or change which values are positive.',
    );
  }
}

function encodeDense(column: Column, rows: Int32Array, fitRows: Int32Array, warnings: DataWarning[]): DenseField {
  const values = column.values.map((text) => (isMissing(text) ? Number.NaN : isNumeric(text) ? Number(text) : undefined));
  const bad = rows.find((row) => values[column.codes[row] as number] === undefined);
  if (bad !== undefined) {
    const text = column.values[column.codes[bad] as number];
    throw new UserError(
      `"${text}" is no number`,
      `column "${column.name}", row ${bad + 1} below the header`,
      'Give the column the role sparse, or correct the value.',
    );
  }
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const row of fitRows) {
    const value = values[column.codes[row] as number] as number;
    if (Number.isNaN(value)) continue;
    [min, max, sum, count] = [Math.min(min, value), Math.max(max, value), sum + value, count + 1];
  }
  const where = `column "${column.name}"`;
  if (count === 0) throw new UserError('all values are missing', where, 'Leave the column out.');
  const mean = sum / count;
  if (min === max) warnings.push({ message: 'This column has one value only; it is 0 in every row.', where });
  const scaled = values.map((value) => (min === max ? 0 : ((Number.isNaN(value) ? mean : (value as number)) - min) / (max - min)));
  return { name: column.name, values: Float32Array.from(rows, (row) => scaled[column.codes[row] as number] as number), min, max, mean };
}

function splitWarnings(split: Split, labels: Uint8Array, domainIds: Int32Array, names: string[]): DataWarning[] {
  const warnings: DataWarning[] = [];
  if (names.length === 1) warnings.push({ message: 'There is one domain only, so there is nothing to share between domains.', where: 'data.domain' });
  for (const part of ['train', 'val', 'test'] as const) {
    const [rows, positives] = [new Int32Array(names.length), new Int32Array(names.length)];
    for (const position of split[part]) {
      const d = domainIds[position] as number;
      rows[d] = (rows[d] as number) + 1;
      positives[d] = (positives[d] as number) + (labels[position] as number);
    }
    for (const [d, name] of names.entries()) {
      const where = `domain "${name}", ${part}`;
      if (rows[d] === 0) warnings.push({ message: 'There is no row.', where });
      else if (positives[d] === 0) warnings.push({ message: 'There is no positive row, so there is no AUC.', where });
      else if (positives[d] === rows[d]) warnings.push({ message: 'There is no negative row, so there is no AUC.', where });
    }
    if (split[part].length < FEW_ROWS) warnings.push({ message: `${split[part].length} rows are few; the metrics will be noisy.`, where: `split, ${part}` });
  }
  return warnings;
}
