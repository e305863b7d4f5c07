import { isNumeric } from '../../config/value-test';
import { type IsMissing, isMissing } from './missing';
import { numbersInForm } from './number-forms';
import { plainNumber } from './plain-number';
import type { Column } from './table';
import type { Texts } from './texts';

/** What a column's distinct texts are as numbers. */
export interface Reading {
  /** [values] whether the text says that there is no value. */
  missing: Uint8Array;
  /** [values] NaN where it is missing. Undefined: the column holds other texts than numbers, or ids, or nothing. */
  numbers?: Float64Array;
  /** Of numbers: whether all are whole (`3001.0` is). */
  whole: boolean;
  /** Whether whole numbers have zeros in front, as codes have. */
  padded: boolean;
  /** Why the column is no numbers although it looks like it, or how they are written: sentences. */
  notes: string[];
}

/** Readings of columns, by what counts as missing in them. */
const known = new WeakMap<IsMissing, WeakMap<Column, Reading>>();

/**
 * What a column's distinct texts are as numbers. Whoever asks whether a cell is a number of its column asks here: the form in which
 * numbers are written is that of the whole column. It is found once for a column.
 *
 * @param missing which texts say that there is no value: what `missingBy` gives, which is the same for the same words
 */
export function readingOf(column: Column, missing: IsMissing = isMissing): Reading {
  const readings = known.get(missing) ?? new WeakMap<Column, Reading>();
  known.set(missing, readings);
  const reading = readings.get(column) ?? read(column, missing);
  readings.set(column, reading);
  return reading;
}

/**
 * The numbers of a column's distinct texts, where some of them may be none: each by itself, where the column as a whole is no numbers.
 *
 * @returns [values] NaN where a text is missing, Infinity where it is no number; no cell is infinite itself
 */
export function numbersOfCells(column: Column, missing: IsMissing): Float64Array {
  const reading = readingOf(column, missing);
  return (
    reading.numbers ??
    Float64Array.from(column.values, (text, code) => (reading.missing[code] ? Number.NaN : isNumeric(text) ? Number(text) : Number.POSITIVE_INFINITY))
  );
}

function read(column: Column, isMissingText: IsMissing): Reading {
  const { values, decimal } = column;
  const plain = readPlain(values, isMissingText);
  const { missing, numbers, present, bad, first, longest, fractions } = plain;
  const none = { missing, whole: false, padded: false, notes: [] };
  if (present === 0) return none;
  // Among fractions they are measures, whose last digits nobody needs.
  if (longest !== undefined && bad === 0 && !fractions) return { ...none, notes: [`Whole numbers as long as ${longest} are ids, read as text.`] };
  const pointsPartThousands = decimal === ',' && bad === 0 && values.some((text) => text.includes('.'));
  if (bad === 0 && !pointsPartThousands) return { missing, numbers, whole: plain.whole, padded: plain.padded, notes: [] };
  const ofTexts = mayBeNumber(first) ? numbersInForm(() => presentOf(values, missing), decimal) : undefined;
  if (ofTexts) {
    const notes = first === undefined ? [] : [`Numbers are read from cells such as "${first}".`];
    return { missing, numbers: spread(ofTexts, missing), whole: ofTexts.every(Number.isSafeInteger), padded: false, notes };
  }
  return 2 * bad < present ? { ...none, notes: [almost(plain)] } : none;
}

/** What the texts are as programs write numbers: digits, a point, an exponent. */
interface Plain {
  missing: Uint8Array;
  numbers: Float64Array;
  /** Distinct texts that are present, and those of them that are no plain numbers. */
  present: number;
  bad: number;
  /** The first of these. */
  first: string | undefined;
  /** A whole number that a double does not hold. */
  longest: string | undefined;
  whole: boolean;
  fractions: boolean;
  padded: boolean;
}

function readPlain(values: Texts, isMissingText: IsMissing): Plain {
  const { bytes, starts, ends, length } = values;
  const found: Plain = {
    missing: new Uint8Array(length),
    numbers: new Float64Array(length).fill(Number.NaN),
    present: 0,
    bad: 0,
    first: undefined,
    longest: undefined,
    whole: true,
    fractions: false,
    padded: false,
  };
  // Any text may be said to be missing, a number too.
  const anyMayMiss = isMissingText !== isMissing;
  for (let code = 0; code < length; code++) {
    const [from, to] = [starts[code] as number, ends[code] as number];
    if (!anyMayMiss && isWord(bytes, from, to)) {
      found.present++;
      found.bad++;
      found.first ??= (values.at(code) as string).trim();
      continue;
    }
    let number = plainNumber(bytes, from, to);
    if (anyMayMiss || Number.isNaN(number)) {
      const text = values.at(code) as string;
      if (isMissingText(text)) {
        found.missing[code] = 1;
        continue;
      }
      if (Number.isNaN(number) && isNumeric(text)) number = Number(text) + 0;
      if (!Number.isSafeInteger(number) && isDigits(text)) found.longest ??= text.trim();
      if (Number.isNaN(number)) {
        found.bad++;
        found.first ??= text.trim();
      }
    }
    found.present++;
    if (Number.isNaN(number)) continue;
    found.numbers[code] = number;
    if (!Number.isSafeInteger(number)) found.whole = false;
    if (!Number.isInteger(number)) found.fractions = true;
    else if (bytes[from] === ZERO && to - from > 1 && bytes[from + 1] !== POINT) found.padded = true;
  }
  return found;
}

const [POINT, ZERO] = [46, 48];
/** The longest word for a missing value has four letters. */
const LONGEST_MISSING = 4;

/** Whether a text is plainly no number and not missing, without making a string of it: it begins with a letter, and is too long to be a word for that. */
function isWord(bytes: Uint8Array, from: number, to: number): boolean {
  const [first, last] = [bytes[from] as number, bytes[to - 1] as number];
  return to - from > LONGEST_MISSING && isLetter(first) && last > SPACE && last < 128;
}

const isLetter = (byte: number) => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
const SPACE = 32;

/** Digits alone, and a fraction of zeros at most. */
const isDigits = (text: string) => /^[-+]?\d+(?:\.0*)?$/.test(text.trim());

/** No form is tried on texts that are plainly something else. @param first undefined: all are plain numbers */
const mayBeNumber = (first: string | undefined) => first === undefined || (/\d/.test(first) && first.length <= 40);

function* presentOf(values: Texts, missing: Uint8Array): Generator<string> {
  for (const [code, gone] of missing.entries()) if (!gone) yield values.at(code) as string;
}

/** @param ofTexts numbers of the texts that are not missing, in their order */
function spread(ofTexts: Float64Array, missing: Uint8Array): Float64Array {
  let next = 0;
  return Float64Array.from(missing, (gone) => (gone ? Number.NaN : (ofTexts[next++] as number)));
}

function almost({ bad, present, first = '' }: Plain): string {
  const share = `${(present - bad).toLocaleString('en')} of ${present.toLocaleString('en')} different values are`;
  const shown = first.length > 40 ? `${first.slice(0, 40)}…` : first;
  return `Looks like numbers, but is read as text: ${share}, "${shown}" is not.`;
}
