import { isNumeric } from '../config/value-test';
import type { Column, SparseField } from '../data/types';
import { UserError } from '../lib/user-error';
import type { Subject } from './subject';

/** Columns with more values than this are cut into ranges, or into the most frequent values and the rest. */
const MOST_VALUES = 12;
const RANGES = 5;

/** Some of the test rows; `rows` are places in the split. */
export interface RowsOfSlice {
  name: string;
  rows: number[];
}

/** The cuts that a data set offers: each column's values, then how often each field's value is seen in training. */
export function cutsOf({ table, data }: Pick<Subject, 'table' | 'data'>): { cut: string; title: string }[] {
  return [
    ...table.columns.map(({ name }) => ({ cut: `column:${name}`, title: name })),
    ...data.sparse
      .filter(({ vocabulary }) => vocabulary.length > MOST_VALUES)
      .map(({ name }) => ({ cut: `frequency:${name}`, title: `frequency of ${name} in training` })),
  ];
}

/** The test rows cut up; slices without rows are left out. @throws UserError where there is no such cut */
export function sliceRows({ table, data }: Pick<Subject, 'table' | 'data'>, cut: string): RowsOfSlice[] {
  const name = cut.slice(cut.indexOf(':') + 1);
  const column = cut.startsWith('column:') ? table.columns.find((each) => each.name === name) : undefined;
  if (column) return byValue(column, data);
  const field = cut.startsWith('frequency:') ? data.sparse.find((each) => each.name === name) : undefined;
  if (field) return byFrequency(field, data);
  throw new UserError(`there is no column "${name}" to cut the test rows by`);
}

function byValue({ codes, values }: Column, { split, sourceRows }: Subject['data']): RowsOfSlice[] {
  const codeOf = (i: number) => codes[sourceRows[split.test[i] as number] as number] as number;
  const places = Array.from(split.test.keys());
  const byCode = new Map<number, number[]>();
  for (const i of places) {
    const code = codeOf(i);
    const own = byCode.get(code);
    if (own) own.push(i);
    else byCode.set(code, [i]);
  }
  const textOf = (code: number) => values.at(code) as string;
  const named = (code: number) => (textOf(code).trim() === '' ? '(missing)' : textOf(code));
  const each = [...byCode].map(([code, rows]) => ({ name: named(code), rows }));
  if (each.length <= MOST_VALUES) return each.sort((a, b) => compare(a.name, b.name));
  const present = [...byCode].filter(([code]) => textOf(code).trim() !== '');
  if (present.every(([code]) => isNumeric(textOf(code))))
    return byRange(
      byCode,
      (code) => Number(textOf(code)),
      (code) => textOf(code).trim() === '',
    );
  each.sort((a, b) => b.rows.length - a.rows.length || compare(a.name, b.name));
  const rest = each.slice(MOST_VALUES - 1);
  return [...each.slice(0, MOST_VALUES - 1), { name: `${rest.length} other values`, rows: rest.flatMap(({ rows }) => rows) }];
}

/** Ranges of about equally many rows; equal values stay together. */
function byRange(byCode: Map<number, number[]>, numberOf: (code: number) => number, isMissing: (code: number) => boolean): RowsOfSlice[] {
  const missing = [...byCode].filter(([code]) => isMissing(code)).flatMap(([, rows]) => rows);
  const sorted = [...byCode].filter(([code]) => !isMissing(code)).sort(([a], [b]) => numberOf(a) - numberOf(b));
  const all = sorted.reduce((sum, [, rows]) => sum + rows.length, 0);
  const slices: { from: number; to: number; rows: number[] }[] = [];
  let seen = 0;
  for (const [code, rows] of sorted) {
    const last = slices.at(-1);
    if (!last || seen >= (all * slices.length) / RANGES) slices.push({ from: numberOf(code), to: numberOf(code), rows: [...rows] });
    else {
      last.to = numberOf(code);
      for (const row of rows) last.rows.push(row);
    }
    seen += rows.length;
  }
  const ranges = slices.map(({ from, to, rows }) => ({ name: from === to ? `${from}` : `${from} to ${to}`, rows }));
  return missing.length > 0 ? [...ranges, { name: '(missing)', rows: missing }] : ranges;
}

function byFrequency({ ids, slots, vocabulary }: SparseField, { split }: Subject['data']): RowsOfSlice[] {
  const counts = new Int32Array(vocabulary.length);
  // The first value speaks for a cell of several.
  const idOf = (position: number) => ids[position * slots] as number;
  for (const position of split.train) counts[idOf(position)] = (counts[idOf(position)] as number) + 1;
  const byCount = new Map<number, number[]>();
  for (const [place, position] of split.test.entries()) {
    const count = counts[idOf(position)] as number;
    const own = byCount.get(count);
    if (own) own.push(place);
    else byCount.set(count, [place]);
  }
  const unseen = byCount.get(0);
  byCount.delete(0);
  const ranges = byRange(
    byCount,
    (count) => count,
    () => false,
  );
  return unseen ? [{ name: 'never seen', rows: unseen }, ...ranges] : ranges;
}

const compare = (a: string, b: string) => (isNumeric(a) && isNumeric(b) ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
