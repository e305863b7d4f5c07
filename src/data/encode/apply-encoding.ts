import type { SparseFieldConfig } from '../../config/run-config';
import { parseValueTest, type ValueTest } from '../../config/value-test';
import { rowName } from '../../lib/row-name';
import { UserError } from '../../lib/user-error';
import { countAtMost, countBelow } from '../../measures/classification/bisect';
import type { EncodingFile } from '../../protocol/take-away';
import { classOf } from '../label/positive-class';
import { missingBy } from '../table/missing';
import type { Column } from '../table/table';
import { FARTHEST } from './dense';
import { GAPS } from './domains';
import { fieldValuesOfCell } from './field-values';
import { bucketOf } from './hashed';
import { numbersAsFitted } from './numbers-as-fitted';
import { log1p, minMax } from './scale';

/** What stands between the values of several columns in the name of a domain. */
const TIMES = ' × ';
/** A column that is no domain at all may have another text in every row. */
const MOST_UNKNOWN = 1000;

/** Rows as a model reads them, by an encoding that was fitted before. */
export interface AppliedRows {
  /** In the order of the model's fields: [rows * slots] ids, and what each counts; weights are left out with one slot. */
  sparse: { name: string; ids: Int32Array; slots: number; weights?: Float32Array }[];
  /** [rows] scaled. */
  dense: { name: string; values: Float32Array }[];
  /** [rows] -1 where the row is of none of the domains. */
  domainIds: Int32Array;
  /** [rows] 0 or 1, -1 where it is missing; left out where the rows have no such column. */
  labels?: Int8Array;
}

/** A piece of a table. */
interface Piece {
  rows: number;
  columns: readonly Column[];
}

/** What of an encoding says which columns it reads. */
export interface ColumnsRead {
  domain: { columns: readonly string[] };
  sparse: readonly { column: string }[];
  dense: readonly { column: string }[];
}

/** The columns that a row must have to be scored, each once. */
export function columnsToScore({ domain, sparse, dense }: ColumnsRead): string[] {
  return [...new Set([...domain.columns, ...sparse.map(({ column }) => column), ...dense.map(({ column }) => column)])];
}

/**
 * Encodes new rows, piece by piece, as the rows that an encoding was fitted on. Applied to those very rows it gives the very ids; and the
 * very numbers, but for the rounding of a scale by mean and deviation.
 */
export class AppliedEncoding {
  /** By field, values of cells that no embedding was trained for: they are read as id 0. */
  readonly unseen = new Map<string, number>();
  /** By what rows of no domain say that theirs is, how many do; of so many different ones as are met first. */
  readonly unknown = new Map<string, number>();
  private readonly isMissing: (text: string) => boolean;
  private readonly idsOf = new Map<string, ReadonlyMap<string, number>>();
  private readonly placeOf: (texts: readonly string[]) => number | undefined;
  private readonly labelOf: (text: string) => number;
  private readonly scales: ((value: number) => number)[];
  private readonly numbers = new Map<string, (text: string) => number>();

  constructor(private readonly file: EncodingFile) {
    this.isMissing = missingBy(file.missing);
    for (const { name, vocabulary } of file.sparse) {
      this.unseen.set(name, 0);
      if (vocabulary) this.idsOf.set(name, idsByText(vocabulary, file.sparse.find((field) => field.name === name)?.hasUnknown ?? false));
    }
    this.placeOf = this.placing();
    this.labelOf = this.labelling();
    this.scales = file.dense.map(scaleOf);
  }

  /**
   * @param before rows above the piece, for what is said of a cell
   * @param places [n] rows of the piece that are read; left out: all, in their order
   * @throws UserError where a column that is to be scored by is not there, or a cell of a number is none
   */
  apply({ rows, columns }: Piece, before: number, places: Int32Array = Int32Array.from({ length: rows }, (_, row) => row)): AppliedRows {
    const { file } = this;
    const byName = new Map(columns.map((column) => [column.name, column]));
    const columnOf = (name: string) => {
      const column = byName.get(name);
      if (!column) throw new UserError(`there is no column "${name}"`, 'columns', 'Name the columns as in the data that the model was trained on.');
      return column;
    };
    const domainIds = this.domains(places, file.domain.columns.map(columnOf));
    const sparse = file.sparse.map((field, f) => this.field(field, (file.shape.fields[f] as { slots: number }).slots, columnOf(field.column), places));
    // A row of no domain is not predicted; some id has to stand there.
    if (file.domainIsField) sparse.push({ name: file.shape.fields.at(-1)?.name ?? '', ids: domainIds.map((id) => Math.max(0, id)), slots: 1 });
    const dense = file.dense.map((field, i) => this.number(field, this.scales[i] as (value: number) => number, columnOf(field.column), places, before));
    const label = byName.get(file.label.column);
    if (!label) return { sparse, dense, domainIds };
    const ofCode = label.values.map((text) => (this.isMissing(text) ? -1 : this.labelOf(text)));
    return { sparse, dense, domainIds, labels: Int8Array.from(places, (row) => ofCode[label.codes[row] as number] as number) };
  }

  /** The number of a text that is not missing; Infinity where it is none. */
  private numberOf(column: string, text: string): number {
    let read = this.numbers.get(column);
    if (!read) {
      read = numbersAsFitted(this.file.numbers[column]);
      this.numbers.set(column, read);
    }
    return read(text);
  }

  /** Whether a cell meets a test: a number that is written in another way meets it as the number that it is. */
  private meets(test: ValueTest, column: string, text: string): boolean {
    const number = this.numberOf(column, text);
    return number === Number.POSITIVE_INFINITY || number === Number(text) ? test.accepts(text) : test.acceptsAs(text, String(number));
  }

  private labelling(): (text: string) => number {
    const { column, test, class: positive } = this.file.label;
    if (test === undefined) return (text) => Number(classOf(text) === positive);
    const parsed = parseValueTest(test) as ValueTest;
    return (text) => Number(this.meets(parsed, column, text));
  }

  /** Of the texts of the domain's columns, none of them missing, the place among `places`. */
  private placing(): (texts: readonly string[]) => number | undefined {
    const { columns, places, groups, cuts } = this.file.domain;
    const [first = ''] = columns;
    if (cuts)
      return ([text = '']) => {
        const number = this.numberOf(first, text);
        return number === Number.POSITIVE_INFINITY ? undefined : cuts.filter((cut) => number >= cut).length;
      };
    if (groups) {
      const tests = groups.map((group) => parseValueTest(group) as ValueTest);
      return ([text = '']) => {
        const place = tests.findIndex((test) => this.meets(test, first, text));
        return place < 0 ? undefined : place;
      };
    }
    const ids = new Map(places.map((name, place) => [name, place]));
    return (texts) => ids.get(texts.map((text) => text.trim()).join(TIMES));
  }

  private domains(rows: Int32Array, columns: readonly Column[]): Int32Array {
    if (columns.length === 0) return new Int32Array(rows.length);
    const { names, places, gaps } = this.file.domain;
    const domainOfPlace = places.map((name) => names.indexOf(name));
    const known = new Map<string, number>();
    return rows.map((row) => {
      const codes = columns.map((column) => column.codes[row] as number);
      const key = codes.join();
      let id = known.get(key);
      if (id === undefined) {
        const texts = columns.map((column, c) => column.values.at(codes[c] as number) as string);
        const place = texts.some(this.isMissing) ? (gaps ? places.length - 1 : undefined) : this.placeOf(texts);
        id = place === undefined ? -1 : (domainOfPlace[place] ?? -1);
        known.set(key, id);
      }
      if (id < 0) this.countUnknown(columns.map((column, c) => column.values.at(codes[c] as number) as string));
      return id;
    });
  }

  private countUnknown(texts: readonly string[]): void {
    const name = texts.map((text) => (this.isMissing(text) ? GAPS : text.trim())).join(TIMES);
    const rows = this.unknown.get(name);
    if (rows !== undefined || this.unknown.size < MOST_UNKNOWN) this.unknown.set(name, (rows ?? 0) + 1);
  }

  private field(field: EncodingFile['sparse'][number], slots: number, column: Column, rows: Int32Array): AppliedRows['sparse'][number] {
    const { name, take, separator, share, hash } = field;
    const asConfigured = { name, column: column.name, ...(take && { take }), ...(separator !== undefined && { separator }) } as SparseFieldConfig;
    const idOf = hash ? undefined : (this.idsOf.get(share ?? name) as ReadonlyMap<string, number>);
    const unseenOfCode = new Uint8Array(column.values.length);
    // Of the rows that are read, which may be few of the piece's.
    const idsOfCode = new Array<number[] | undefined>(column.values.length).fill(undefined);
    const idsOf = (code: number) =>
      // The model has room for as many values as its training rows had.
      fieldValuesOfCell(column.values.at(code) as string, asConfigured, this.isMissing)
        .slice(0, slots)
        .map((value) => {
          if (hash) return bucketOf(value, hash);
          const id = idOf?.get(value);
          if (id === undefined) unseenOfCode[code] = (unseenOfCode[code] as number) + 1;
          return id ?? 0;
        });
    const ids = new Int32Array(rows.length * slots);
    const weights = slots === 1 ? undefined : new Float32Array(rows.length * slots);
    let unseen = 0;
    for (const [i, row] of rows.entries()) {
      const code = column.codes[row] as number;
      const own = idsOfCode[code] ?? idsOf(code);
      idsOfCode[code] = own;
      ids.set(own, i * slots);
      weights?.fill(take === 'sum' ? 1 : 1 / own.length, i * slots, i * slots + own.length);
      unseen += unseenOfCode[code] as number;
    }
    this.unseen.set(name, (this.unseen.get(name) ?? 0) + unseen);
    return { name, ids, slots, ...(weights && { weights }) };
  }

  private number(
    { mean }: EncodingFile['dense'][number],
    scale: (value: number) => number,
    { name, values, codes }: Column,
    rows: Int32Array,
    before: number,
  ): AppliedRows['dense'][number] {
    const scaled = new Float64Array(values.length).fill(Number.NaN);
    const scaledOf = (code: number, row: number) => {
      const text = values.at(code) as string;
      const number = this.isMissing(text) ? mean : this.numberOf(name, text);
      if (number !== Number.POSITIVE_INFINITY) return scale(number);
      throw new UserError(
        `"${text}" is not a number`,
        `column "${name}", ${rowName(before + row)} below the header`,
        'The model reads numbers there. Correct the value, or leave the cell empty: it then counts as the mean of the training rows.',
      );
    };
    const numbers = new Float32Array(rows.length);
    for (const [i, row] of rows.entries()) {
      const code = codes[row] as number;
      if (Number.isNaN(scaled[code])) scaled[code] = scaledOf(code, row);
      numbers[i] = scaled[code] as number;
    }
    return { name, values: numbers };
  }
}

/** The first id is the mark for unseen values; one that is written like it has an id of its own. */
function idsByText(vocabulary: readonly string[], hasUnknown: boolean): Map<string, number> {
  const ids = new Map<string, number>();
  for (let id = hasUnknown ? 1 : 0; id < vocabulary.length; id++) ids.set(vocabulary[id] as string, id);
  return ids;
}

/** As `encodeDense` scales. */
function scaleOf({ min, max, clip, scale }: EncodingFile['dense'][number]): (value: number) => number {
  if (scale.kind === 'constant') return () => 0;
  const of = scaling(scale, min, max);
  const within = (value: number) => (clip ? Math.min(max, Math.max(min, value)) : value);
  return (value) => Math.max(-FARTHEST, Math.min(FARTHEST, of(within(value))));
}

function scaling(scale: Exclude<EncodingFile['dense'][number]['scale'], { kind: 'constant' }>, min: number, max: number): (value: number) => number {
  if (scale.kind === 'quantiles') {
    const { values, ends } = scale;
    const total = ends.at(-1) as number;
    const upTo = (count: number) => (count === 0 ? 0 : (ends[count - 1] as number));
    const sorted = Float64Array.from(values);
    return (value) => (upTo(countBelow(sorted, value)) + upTo(countAtMost(sorted, value))) / (2 * total);
  }
  const { kind, from, to } = scale;
  const log = kind === 'log1p';
  const share = log ? minMax(log1p(min), log1p(max)) : minMax(min, max);
  return (value) => from + (to - from) * share.of(log ? log1p(value) : value);
}
