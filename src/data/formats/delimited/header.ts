import { isNumeric } from '../../../config/value-test';
import type { DataWarning } from '../../../protocol/data';
import { isMissing } from '../../table/missing';
import { isDecimalComma } from './decimals';

/**
 * Whether the first record names the columns, seen from the records below it. A name that is a number or a date, that
 * occurs as a value of its own column, or that is made as all these values are ("u0" above "u1" and "u2") speaks for
 * data; a word above numbers speaks for a name, and tells more. All distinct words are names.
 */
export function isHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (below.length === 0) return !first.every((name) => isNumber(name.trim()));
  const names = first.map((name) => name.trim());
  if (countsUp(names)) return true;
  // A file may be several, one behind the other, each with its header: such a line says nothing against the first one.
  const rows = below.filter((row) => row.length === first.length && row.some((value, c) => value !== first[c]));
  let [asData, asNames, words] = [0, 0, 0];
  for (const [c, name] of names.entries()) {
    const values = rows.map((row) => (row[c] as string).trim()).filter((value) => !isMissing(value));
    if (values.length === 0 || isMissing(name)) continue;
    if (isNumber(name) || isDate(name)) asData++;
    else if (values.every(isNumber) || values.every(isDate)) {
      asNames++;
      if (!/\d/.test(name)) words++;
    } else if (values.includes(name) || madeAlike(name, values)) asData++;
  }
  // Columns may be called 101 and 121: one word above numbers tells more than many numbers above numbers.
  return words > 0 || asNames > 1 || asNames >= asData;
}

/** What pandas names the columns of a table without names: 0, 1, 2, …; the first may be nameless. */
function countsUp(names: readonly string[]): boolean {
  const counted = names[0] === '' ? names.slice(1) : names.length > 3 ? names : [];
  return counted.length > 1 && counted.every((name, i) => name === String(i));
}

const DATE = /^\d{4}-\d\d?-\d\d?(?:$|[T ]\d)|^\d\d?[./]\d\d?[./]\d{4}(?:$| \d)/;
const isDate = (text: string) => DATE.test(text);

/** With a decimal comma, too. */
const isNumber = (text: string) => isNumeric(text) || isDecimalComma(text);

/** Codes such as ASINs and hashes are as long as this at least, and all of one length. */
const CODE = 8;

/** Whether a name differs from all values by its digits alone, or is a code as they are. */
function madeAlike(name: string, values: readonly string[]): boolean {
  if (values.length < 2 || !/\d/.test(name)) return false;
  const form = formOf(name);
  if (values.every((value) => formOf(value) === form)) return true;
  return name.length >= CODE && !name.includes(' ') && values.every(({ length }) => length === name.length) && values.some((value) => /\d/.test(value));
}

const formOf = (text: string) => text.slice(0, 60).replace(/\d+/g, '0');

/**
 * The first record's fields as names of columns: each one that is empty is named by its place, and one that is there
 * already gets a number.
 *
 * @param line of the header
 */
export function columnNames(fields: readonly string[], line: number): { names: string[]; notes: DataWarning[] } {
  const notes: DataWarning[] = [];
  const stated = fields.map((name) => name.trim());
  const taken = new Set(stated);
  const seen = new Set<string>();
  const nextNumber = new Map<string, number>();
  const unused = (name: string, from: number, join: string) => {
    let n = nextNumber.get(name) ?? from;
    while (taken.has(`${name}${join}${n}`) || seen.has(`${name}${join}${n}`)) n++;
    nextNumber.set(name, n + 1);
    return `${name}${join}${n}`;
  };
  const names = stated.map((name, c) => {
    if (name === '') {
      const made = taken.has(`column ${c + 1}`) || seen.has(`column ${c + 1}`) ? unused(`column ${c + 1}`, 2, ', ') : `column ${c + 1}`;
      seen.add(made);
      if (notes.length < MOST_NOTES) notes.push({ message: `Column ${c + 1} has no name, so it is called “${made}”.`, where: `line ${line}` });
      return made;
    }
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    const made = unused(name, 2, ' ');
    seen.add(made);
    if (notes.length < MOST_NOTES)
      notes.push({ message: `Column ${c + 1} is called “${shorten(name)}” too, so it is named “${shorten(made)}”.`, where: `line ${line}` });
    return made;
  });
  return { names, notes };
}

/** The columns of a table without a header. */
export const numberedNames = (columns: number) => Array.from({ length: columns }, (_, c) => `column ${c + 1}`);

/** Of thousands of nameless columns the first few tell enough. */
const MOST_NOTES = 10;

export const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
