import type { ColumnProfile, ColumnType } from '../../protocol/columns';
import { atOnce, type Steps } from '../source/steps';
import { countsOf } from './counts';
import { histogramOf } from './histogram';
import { separatorOf } from './lists';
import { maybeMissing } from './maybe-missing';
import { type IsMissing, isMissing } from './missing';
import { type Reading, readingOf } from './numbers';
import { quantilesOf } from './quantiles';
import { sampleRows } from './sample-rows';
import type { Column, Table } from './table';
import { timesOf } from './times';
import { isYesNo } from './yes-no';

/** Rows that quantiles are taken of. */
const SAMPLE = 100_000;
/** Quantiles of so many different numbers are taken of all rows. */
const EXACT = 5000;
/** Values that are named, and words for missing ones. */
const [SHOWN, WORDS] = [10, 5];
/** Numbers of fewer different values are seen from these alone. */
const FEW = 12;
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** What each column holds, from its distinct values and how often each occurs. @param isMissingText which cells hold no value */
export const profileColumns = (table: Pick<Table, 'columns' | 'rows'>, isMissingText: IsMissing = isMissing): ColumnProfile[] =>
  atOnce(profiling(table, isMissingText));

/** The same, column by column. */
export function* profiling({ columns, rows }: Pick<Table, 'columns' | 'rows'>, isMissingText: IsMissing = isMissing): Steps<ColumnProfile[]> {
  const sample = sampleRows(rows, SAMPLE);
  const profiles: ColumnProfile[] = [];
  for (const column of columns) {
    yield profiles.length / columns.length;
    profiles.push(profileColumn(column, sample, isMissingText));
  }
  return profiles;
}

function profileColumn(column: Column, sample: Int32Array, isMissingText: IsMissing): ColumnProfile {
  const counts = countsOf(column);
  const reading = readingOf(column, isMissingText);
  const { missing } = reading;
  let [distinct, once, gone] = [0, 0, 0];
  for (let code = 0; code < counts.length; code++) {
    const rows = counts[code] as number;
    if (missing[code]) gone += rows;
    else {
      distinct++;
      if (rows === 1) once++;
    }
  }
  const times = timesOf(column, isMissingText);
  const separator = distinct > 0 && !reading.numbers && !times ? separatorOf(column, missing) : undefined;
  const { name, declared } = column;
  return {
    name,
    type: typeOf(column, reading, { distinct, times, separator }),
    distinct,
    once,
    missing: gone,
    missingAs: byWord(mostFrequent(column, counts, missing, 1, WORDS)),
    top: mostFrequent(column, counts, missing, 0, SHOWN),
    ...(reading.numbers && ofNumbers(column, reading.numbers, counts, reading.whole, distinct, sample)),
    ...(times && spanOf(times)),
    ...maybeMissing(column, reading, counts),
    ...(separator !== undefined && { separator }),
    ...(declared && { declared }),
    notes: [...reading.notes],
  };
}

function typeOf(
  column: Column,
  { numbers, whole, missing }: Reading,
  { distinct, times, separator }: { distinct: number; times: Float64Array | undefined; separator: string | undefined },
): ColumnType {
  if (distinct === 0) return 'empty';
  if (times) return 'time';
  if (distinct === 2 && isYesNo(presentTexts(column, missing))) return 'yes/no';
  if (numbers) return whole ? 'integer' : 'number';
  return separator === undefined ? 'text' : 'list';
}

/** Without the spaces around the words. */
function byWord(list: ColumnProfile['top']): ColumnProfile['missingAs'] {
  const rowsOf = new Map<string, number>();
  for (const { value, rows } of list) rowsOf.set(value.trim(), (rowsOf.get(value.trim()) ?? 0) + rows);
  return [...rowsOf].map(([word, rows]) => ({ word, rows })).sort((a, b) => b.rows - a.rows);
}

/** Each once, in order of first appearance. */
function presentTexts({ values }: Column, missing: Uint8Array): string[] {
  return Array.from(missing).flatMap((gone, code) => (gone ? [] : [values.at(code) as string]));
}

function ofNumbers(
  { codes }: Column,
  numbers: Float64Array,
  counts: Int32Array,
  whole: boolean,
  distinct: number,
  sample: Int32Array,
): Pick<ColumnProfile, 'min' | 'max' | 'quantiles' | 'histogram' | 'sampled'> {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    if (number < min) min = number;
    if (number > max) max = number;
  }
  const exact = numbers.length <= EXACT || sample.length === codes.length;
  const quantiles = exact ? quantilesOf(numbers, counts, SHARES) : quantilesOf(drawn(codes, numbers, sample), undefined, SHARES);
  return {
    min,
    max,
    quantiles,
    ...(distinct > FEW && { histogram: histogramOf(numbers, counts, { min, max, median: quantiles[2], whole }) }),
    ...(!exact && { sampled: sample.length }),
  };
}

/** The sampled rows' numbers, NaN where missing; all of the column, where the sample of a column of gaps holds none. */
function drawn(codes: Column['codes'], numbers: Float64Array, sample: Int32Array): Float64Array {
  const found = new Float64Array(sample.length);
  let any = false;
  for (let i = 0; i < sample.length; i++) {
    const number = numbers[codes[sample[i] as number] as number] as number;
    found[i] = number;
    any ||= !Number.isNaN(number);
  }
  return any ? found : numbers;
}

function spanOf(times: Float64Array): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return { from, to };
}

/** @param kind 0: values, 1: missing ones */
function mostFrequent({ values }: Column, counts: Int32Array, missing: Uint8Array, kind: 0 | 1, most: number): ColumnProfile['top'] {
  const top: { code: number; rows: number }[] = [];
  for (let code = 0; code < counts.length; code++) {
    const rows = counts[code] as number;
    if (missing[code] !== kind || rows === 0 || (top.length === most && rows <= (top[most - 1] as { rows: number }).rows)) continue;
    // Of values that are as frequent the first of the table comes first.
    let place = top.length;
    while (place > 0 && rows > (top[place - 1] as { rows: number }).rows) place--;
    top.splice(place, 0, { code, rows });
    if (top.length > most) top.pop();
  }
  return top.map(({ code, rows }) => ({ value: values.at(code) as string, rows }));
}
