import { UserError } from '../../lib/user-error';
import { codesFor } from '../table/growing-codes';
import { isMissing } from '../table/missing';
import type { Column, Table, TableContent } from '../table/table';
import type { Texts } from '../table/texts';
import { TextsInterner } from '../table/texts-interner';
import { freeName } from './free-name';

/** What a join did. */
export interface Joined {
  /** Distinct keys of the rows, and how many of them the table has. */
  keys: number;
  found: number;
  /** Rows without a partner, also for want of a key. */
  unmatched: number;
  /** Rows of the joined table whose key an earlier one had. */
  repeated: number;
}

/**
 * Adds the columns of `table` to the rows of `left`, by a key (left join): every row stays, and has missing values (the empty text)
 * where its key is not in the table. Of several rows of the table with the same key the first counts. No text is made for a row: what is
 * looked up are the distinct keys.
 *
 * @param of column of `left`, `key` column of `table`; the latter is not added
 * @throws UserError where most rows of the table have a key that an earlier one had: it is no key
 */
export function join(left: TableContent, table: Table, of: Column, key: Column): Joined {
  const { rowOf, keys, found, repeated } = partners(of, key, table.rows);
  if (repeated > table.rows / 2) {
    throw new UserError(
      `the column "${key.name}" names ${(table.rows - repeated).toLocaleString('en')} different things in ${table.rows.toLocaleString('en')} rows, so it is no key`,
      table.name,
      'Choose a column whose values stand in one row each.',
    );
  }
  let unmatched = 0;
  for (let row = 0; row < left.rows; row++) if ((rowOf[of.codes[row] as number] as number) < 0) unmatched++;
  const taken = new Set(left.columns.map(({ name }) => name));
  for (const column of table.columns) {
    if (column === key) continue;
    const name = taken.has(column.name) ? freeName(`${stemOf(table.name)}.${column.name}`, taken) : column.name;
    taken.add(name);
    left.columns.push({ ...column, name, ...gathered(column, of, rowOf, left.rows) });
  }
  return { keys, found, unmatched, repeated };
}

/** Which row of the joined table belongs to each code of the left key; -1: none. */
function partners(of: Column, key: Column, rows: number): { rowOf: Int32Array; keys: number; found: number; repeated: number } {
  const { known, rowOfKey, repeated } = keysOf(key, rows);
  const rowOf = new Int32Array(of.values.length).fill(-1);
  let [keys, found] = [0, 0];
  forEachKey(of.values, (code, bytes, from, to) => {
    keys++;
    const at = known.find(bytes, from, to);
    if (at < 0) return;
    found++;
    rowOf[code] = rowOfKey[at] as number;
  });
  return { rowOf, keys, found, repeated };
}

/** The keys of a table, the first row of each, and how many rows have a key that an earlier one had. */
export function keysOf(key: Column, rows: number): { known: TextsInterner; rowOfKey: Int32Array; repeated: number } {
  const known = new TextsInterner();
  const keyOfCode = new Int32Array(key.values.length).fill(-1);
  forEachKey(key.values, (code, bytes, from, to) => {
    keyOfCode[code] = known.add(bytes, from, to);
  });
  const rowOfKey = new Int32Array(known.length).fill(-1);
  let repeated = 0;
  for (let row = 0; row < rows; row++) {
    const at = keyOfCode[key.codes[row] as number] as number;
    if (at < 0) continue;
    if ((rowOfKey[at] as number) < 0) rowOfKey[at] = row;
    else repeated++;
  }
  return { known, rowOfKey, repeated };
}

/**
 * The texts that are keys, as bytes: without spaces around them, and `12.0` as `12`, since what has gaps is often written so. A missing
 * value is no key.
 *
 * @param most so many texts are looked at, the first ones
 */
export function forEachKey(values: Texts, tell: (code: number, bytes: Uint8Array, from: number, to: number) => void, most = values.length): void {
  const { bytes, starts, ends } = values;
  for (let code = 0; code < Math.min(most, values.length); code++) {
    let [from, to] = [starts[code] as number, ends[code] as number];
    while (from < to && (bytes[from] as number) <= SPACE) from++;
    while (from < to && (bytes[to - 1] as number) <= SPACE) to--;
    // No word for a missing value is longer.
    if (to - from <= 4 && isMissing(values.at(code) as string)) continue;
    tell(code, bytes, from, withoutZeros(bytes, from, to));
  }
}

const [SPACE, DOT, ZERO, NINE] = [32, 46, 48, 57];

/** Where a whole number ends that is written with a dot and zeros; of any other text its end. */
function withoutZeros(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === ZERO) end--;
  if (end === to || end - 2 < from || bytes[end - 1] !== DOT) return to;
  for (let i = from; i < end - 1; i++) if ((bytes[i] as number) < ZERO || (bytes[i] as number) > NINE) return to;
  return end - 1;
}

/** The column's values at each row's partner, with codes in order of first appearance. */
function gathered(column: Column, of: Column, rowOf: Int32Array, rows: number): Pick<Column, 'codes' | 'values'> {
  const NO_PARTNER = column.values.length;
  // What each key has, once; then rows only follow their codes.
  const oldOf = new Int32Array(rowOf.length);
  for (let code = 0; code < rowOf.length; code++) {
    const row = rowOf[code] as number;
    oldOf[code] = row < 0 ? NO_PARTNER : (column.codes[row] as number);
  }
  const newOf = new Int32Array(NO_PARTNER + 1).fill(-1);
  const order: number[] = [];
  const wide = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const old = oldOf[of.codes[row] as number] as number;
    let code = newOf[old] as number;
    if (code < 0) {
      code = order.length;
      newOf[old] = code;
      order.push(old);
    }
    wide[row] = code;
  }
  // The empty text may be there already, as a value of the table.
  const interner = new TextsInterner();
  const { bytes, starts, ends } = column.values;
  const codeOf = Int32Array.from(order, (old) =>
    old === NO_PARTNER ? interner.add(bytes, 0, 0) : interner.add(bytes, starts[old] as number, ends[old] as number),
  );
  const codes = codesFor(interner.length, rows);
  for (let row = 0; row < rows; row++) codes[row] = codeOf[wide[row] as number] as number;
  return { codes, values: interner.texts() };
}

/** A file's name without folder and ending. */
export function stemOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const dot = base.indexOf('.', 1);
  return dot > 0 ? base.slice(0, dot) : base;
}
