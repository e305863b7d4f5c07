import { denseColumn, domainColumns, fieldColumn, fieldName } from '../../config/complete';
import { readsDomain } from '../../config/fields';
import { USUAL_MISSING_WORDS } from '../../config/missing-words';
import type { RunConfig } from '../../config/run-config';
import { isNumeric } from '../../config/value-test';
import type { EncodingFile, FittedEncoding, ScaleFile } from '../../protocol/take-away';
import { labelOfTexts } from '../label/labels';
import { classOf } from '../label/positive-class';
import { columnFinder } from '../table/column-finder';
import { missingBy } from '../table/missing';
import { numbersOfCells } from '../table/numbers';
import type { Column, Table } from '../table/table';
import { domainOfRows } from './domains';
import type { DenseField, EncodedData } from './encoded-data';

/** Rows as one model reads them. */
export interface ReadRows {
  data: EncodedData;
  /** Of the model. */
  shape: EncodingFile['shape'];
  /** [rows] in the loss; undefined: all count the same. */
  weights: Float32Array | undefined;
}

/** How the rows of a table were encoded, so that another program encodes new rows in the same way. */
export function encodingFile(table: Table, config: Pick<RunConfig, 'data' | 'model'>, rows: ReadRows): EncodingFile {
  return inOrder(readAlike(table, rows.data, config), fitted(table, config, rows));
}

/** The same, of one model per domain. @param data all rows @param apart [D] as each model reads its domain's */
export function encodingFileApart(table: Table, config: Pick<RunConfig, 'data' | 'model'>, data: EncodedData, apart: readonly ReadRows[]): EncodingFile {
  const none: FittedEncoding = { shape: { fields: [], dense: 0, domains: data.domains.length }, sparse: [], dense: [], weight: { factors: [] } };
  return { ...inOrder(readAlike(table, data, config), none), apart: apart.map((rows) => fitted(table, config, rows)) };
}

/** The encoding of each model: one, or with one model per domain [D]. */
export function encodingsOf({ apart, ...file }: EncodingFile): [EncodingFile, ...EncodingFile[]] {
  if (!apart) return [file];
  const own = apart.map((each, d) => inOrder({ ...file, domain: { ...file.domain, names: [file.domain.names[d] as string], alone: true } }, each));
  return own as [EncodingFile, ...EncodingFile[]];
}

type ReadAlike = Omit<EncodingFile, keyof FittedEncoding | 'apart'>;

/** In the order in which a person reads it. */
const inOrder = ({ missing, label, domain, domainIsField, numbers }: ReadAlike, { shape, sparse, dense, weight }: FittedEncoding): EncodingFile => ({
  shape,
  missing,
  label,
  domain,
  domainIsField,
  sparse,
  dense,
  weight,
  numbers,
});

/** What is read in the same way for every model, whatever rows it was trained on. */
function readAlike(table: Table, data: EncodedData, { data: said, model }: Pick<RunConfig, 'data' | 'model'>): ReadAlike {
  const columnOf = columnFinder(table);
  const isMissing = missingBy(said.missing);
  const column = (name: string) => columnOf(name, 'data');
  const label = column(said.label.column);
  const domain = said.domain;
  const numeric = [
    label.name,
    ...domainColumns(domain),
    ...said.dense.map((field) => column(denseColumn(field)).name),
    ...(said.weight === undefined ? [] : [said.weight]),
  ];
  return {
    missing: ['', ...(said.missing ?? USUAL_MISSING_WORDS).map((word) => word.trim())],
    label: {
      column: label.name,
      positive: data.positive ?? '',
      ...(said.label.positive === undefined ? { class: positiveClass(label, said.label, isMissing) } : { test: said.label.positive }),
    },
    domain: {
      columns: domainColumns(domain).map((name) => column(name).name),
      names: data.domains.map(({ name }) => name),
      places: domainOfRows(columnOf, domain, isMissing, []).names,
      ...('groups' in domain && domain.groups && { groups: domain.groups.map((group) => (typeof group === 'string' ? group : group.values)) }),
      ...('cuts' in domain && domain.cuts && { cuts: [...domain.cuts] }),
      gaps: 'gaps' in domain && domain.gaps !== undefined,
    },
    domainIsField: readsDomain({ data: said, model }),
    numbers: Object.fromEntries(
      [...new Set(numeric)].flatMap((name) => {
        const odd = oddNumbers(column(name), isMissing);
        return odd.length > 0 ? [[column(name).name, Object.fromEntries(odd)]] : [];
      }),
    ),
  };
}

function fitted(table: Table, { data: said }: Pick<RunConfig, 'data'>, { data, shape, weights }: ReadRows): FittedEncoding {
  const columnOf = columnFinder(table);
  const isMissing = missingBy(said.missing);
  const column = (name: string) => columnOf(name, 'data');
  const dense = data.dense.map((field, i) => {
    const stated = said.dense[i] as (typeof said.dense)[number];
    const { scale = 'min-max', clip = true } = typeof stated === 'string' ? {} : stated;
    const { name, min, max, mean } = field;
    return { column: name, min, max, mean, clip, scale: scaleFile(field, scale, () => fittedNumbers(column(name), data, said.fitOn, isMissing)) };
  });
  return {
    shape,
    sparse: said.sparse.map((field) => {
      const name = fieldName(field);
      const made = data.sparse.find((each) => each.name === name);
      const { take, separator, share, hash } = typeof field === 'string' ? {} : field;
      return {
        name,
        column: column(fieldColumn(field)).name,
        ...(take !== undefined && { take }),
        ...(separator !== undefined && { separator }),
        ...(share !== undefined && { share }),
        ...((hash ?? made?.hash) !== undefined && { hash: hash ?? made?.hash }),
        ...(share === undefined && made?.hash === undefined && { vocabulary: made?.vocabulary ?? [] }),
        hasUnknown: made?.hasUnknown ?? false,
      };
    }),
    dense,
    weight: { ...(said.weight !== undefined && { column: column(said.weight).name }), factors: factorsOf(data, weights) },
  };
}

/** The class, as `classOf` has it, that is positive where no test says so. */
function positiveClass(column: Column, label: RunConfig['data']['label'], isMissing: ReturnType<typeof missingBy>): string {
  const { ofCode } = labelOfTexts(column, label, isMissing, []);
  return classOf(column.values.at(ofCode.indexOf(1)) ?? '');
}

/** Scales are lines, so that two points say all; but for quantiles. */
function scaleFile({ min, max, scale }: DenseField, kind: Exclude<ScaleFile['kind'], 'constant'>, fitted: () => Float64Array): ScaleFile {
  if (min === max) return { kind: 'constant' };
  if (kind !== 'quantiles') return { kind, from: scale.of(min), to: scale.of(max) };
  const numbers = fitted().sort();
  const values: number[] = [];
  const ends: number[] = [];
  for (const [i, value] of numbers.entries()) {
    if (value !== values.at(-1)) {
      values.push(value);
      ends.push(0);
    }
    ends[ends.length - 1] = i + 1;
  }
  return { kind, values, ends };
}

function fittedNumbers(column: Column, { split, sourceRows }: EncodedData, fitOn: RunConfig['data']['fitOn'], isMissing: ReturnType<typeof missingBy>) {
  const values = numbersOfCells(column, isMissing);
  const rows = fitOn === 'train' ? split.train.map((position) => sourceRows[position] as number) : sourceRows;
  return Float64Array.from(rows, (row) => values[column.codes[row] as number] as number).filter((value) => !Number.isNaN(value));
}

/** Texts of a column of numbers that are read as another number than a program would read, or that it would not read at all. */
function oddNumbers(column: Column, isMissing: ReturnType<typeof missingBy>): [string, number][] {
  const numbers = numbersOfCells(column, isMissing);
  const odd: [string, number][] = [];
  for (const [code, number] of numbers.entries()) {
    if (!Number.isFinite(number)) continue;
    const text = column.values.at(code) as string;
    if (!isNumeric(text) || Number(text) !== number) odd.push([text, number]);
  }
  return odd;
}

/** Of each domain, what a negative and a positive row counts, its own weight apart; 1 where there is none. */
function factorsOf({ domains, domainIds, labels, rowWeights }: EncodedData, weights: Float32Array | undefined): [number, number][] {
  const factors = domains.map((): [number, number] => [1, 1]);
  if (!weights) return factors;
  for (const [row, weight] of weights.entries()) {
    const own = rowWeights?.[row] ?? 1;
    if (own > 0) (factors[domainIds[row] as number] as [number, number])[labels[row] ? 1 : 0] = weight / own;
  }
  return factors;
}
