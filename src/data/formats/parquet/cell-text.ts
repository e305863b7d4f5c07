import type { SchemaTree } from 'hyparquet';
import type { ParquetParsers } from 'hyparquet/src/types.js';
import { flatten, LIST_SEPARATOR } from '../json/flatten';
import type { Cells } from './column-store';
import { decimalText, exactScale } from './decimals';

const DAY_MS = 86_400_000;
/** What a `Date` can say. */
const MOST_MS = 8.64e15;
const decoder = new TextDecoder();

/** Dates and times as ISO 8601 texts, to the microsecond; JSON and identifiers as they are written. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => momentText(BigInt(millis) * 1000n),
  timestampFromMicroseconds: (micros) => momentText(BigInt(micros)),
  timestampFromNanoseconds: (nanos) => momentText(BigInt(nanos) / 1000n),
  dateFromDays: (days) => (days === undefined || days === null ? undefined : momentText(BigInt(days) * BigInt(DAY_MS) * 1000n).slice(0, 10)),
  jsonFromBytes: (bytes) => bytes && decoder.decode(bytes),
  geometryFromBytes: (bytes) => bytes,
  geographyFromBytes: (bytes) => bytes,
};

function momentText(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const millis = Number((micros - rest) / 1000n);
  if (Math.abs(millis) > MOST_MS) return String(micros);
  const text = new Date(millis).toISOString();
  return rest === 0n ? text.replace('.000Z', 'Z') : text.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

/** Writes the values of a column as cells; a column of structures becomes one column for each of its parts. */
export function cellWriter({ element, children }: SchemaTree, store: Cells): (value: unknown, row: number) => void {
  const { name } = element;
  const isStruct = children.length > 0 && element.converted_type !== 'LIST' && element.converted_type !== 'MAP' && element.repetition_type !== 'REPEATED';
  const single = element.type === 'FLOAT';
  const scale = exactScale(element);
  if (scale !== undefined) return (value, row) => store.set(name, row, value === null || value === undefined ? '' : decimalText(value, scale));
  if (!isStruct) return (value, row) => store.set(name, row, textOf(value, single));
  return (value, row) => {
    if (value === null || value === undefined) return;
    flatten({ [name]: plainOf(value) }, (path, text) => store.set(path, row, text));
  };
}

function textOf(value: unknown, single: boolean): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return single ? singleText(value) : String(value);
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null)) return value.map((each) => textOf(each, single)).join(LIST_SEPARATOR);
    return JSON.stringify(plainOf(value));
  }
  return typeof value === 'object' ? JSON.stringify(plainOf(value)) : String(value);
}

/** A number of 32 bits in as few digits as name it among these. */
function singleText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/** A value that JSON can hold, whole numbers exact. */
function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return textOf(value, false);
  if (Array.isArray(value)) return value.map(plainOf);
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainOf(part)]));
  return value;
}
