import { isNumeric } from '../../config/value-test';
import { type IsMissing, isMissing } from './missing';
import { readingOf } from './numbers';
import type { Column } from './table';

/**
 * The moments that a column's distinct texts are: dates as texts, or numbers in a column whose name speaks of time (seconds, milli- or
 * microseconds since 1970, `20240131`, or the hour `24013123`); in a column without a name of its own, seconds since 1970.
 *
 * @returns [values] milliseconds since 1970, NaN where missing; undefined where the column holds anything else
 */
export function timesOf(column: Column, isMissingText: IsMissing = isMissing): Float64Array | undefined {
  const { numbers, missing } = readingOf(column, isMissingText);
  if (numbers) return SAYS_TIME.test(column.name) ? ofNumbers(numbers) : isNameless(column.name) && areSeconds(numbers) ? ofNumbers(numbers) : undefined;
  const first = missing.indexOf(0);
  if (first < 0) return undefined;
  const read = dateReader(column, column.values.at(first) as string);
  if (!read) return undefined;
  const times = new Float64Array(missing.length).fill(Number.NaN);
  for (let code = first; code < times.length; code++) {
    if (missing[code]) continue;
    const time = read(column.values.at(code) as string);
    if (time === undefined) return undefined;
    times[code] = time;
  }
  return times;
}

/** A word of a name that says when. */
const SAYS_TIME = /(?:^|[^a-z])(?:time|timestamp|time_?stamp|unix|epoch|ts|date|datetime|day|dt|hour|created|updated)(?:[^a-z]|$)|(?:_at|Time|Date|At|TS)$/i;

/** From 1990 to 2060, in seconds since 1970. */
const [FROM, TO] = [631152000, 2840140800];
const UNITS = [1000, 1, 1e-3];

function ofNumbers(numbers: Float64Array): Float64Array | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) if (!Number.isNaN(number)) [min, max] = [Math.min(min, number), Math.max(max, number)];
  const unit = UNITS.find((unit) => min * unit >= FROM * 1000 && max * unit <= TO * 1000);
  if (unit !== undefined) return numbers.map((number) => number * unit);
  if (max < 10000000) return undefined;
  const parts = (number: number, power: number) => Math.floor(number / power) % 100;
  if (min >= 19000101 && max <= 21001231) return each(numbers, (number) => dayTime(Math.floor(number / 10000), parts(number, 100), parts(number, 1)));
  // Avazu's hours: year, month, day and hour by two digits each.
  return max > 99999999
    ? undefined
    : each(numbers, (number) => {
        const day = dayTime(2000 + parts(number, 1e6), parts(number, 1e4), parts(number, 100));
        return day === undefined || parts(number, 1) > 23 ? undefined : day + parts(number, 1) * 3_600_000;
      });
}

/** The moments of all numbers; undefined where one is none. */
function each(numbers: Float64Array, momentOf: (number: number) => number | undefined): Float64Array | undefined {
  const times = new Float64Array(numbers.length).fill(Number.NaN);
  for (const [i, number] of numbers.entries()) {
    if (Number.isNaN(number)) continue;
    const time = momentOf(number);
    if (time === undefined) return undefined;
    times[i] = time;
  }
  return times;
}

/** As columns are called where the file has no line of names. */
const isNameless = (name: string) => name.startsWith('column ');

/** From 2000 to 2040, over an hour at least: ids of ten digits lie closer, or farther apart. */
function areSeconds(numbers: Float64Array): boolean {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) if (!Number.isNaN(number)) [min, max] = [Math.min(min, number), Math.max(max, number)];
  return min >= 946_684_800 && max <= 2_208_988_800 && max - min >= 3600;
}

/** Of a text the milliseconds since 1970; undefined where it is no date. */
export type ReadDate = (text: string) => number | undefined;

/**
 * How the dates of a column are read, as far as one of its texts tells; whatever has no time zone is in UTC, so that the same file has
 * the same times everywhere.
 *
 * @returns undefined where the example is no date
 */
export function dateReader({ values }: Pick<Column, 'values'>, example: string): ReadDate | undefined {
  const text = example.trim();
  const trimmed =
    (read: ReadDate): ReadDate =>
    (each) =>
      read(each.trim());
  if (yearFirst(text) !== undefined) return trimmed(yearFirst);
  if (withMonthName(text) !== undefined) return trimmed(withMonthName);
  if (!PARTS.test(text)) return undefined;
  // Whether the day or the month comes first only the whole column tells.
  const dayFirst = text.includes('.') || values.some((each) => Number(PARTS.exec(each.trim())?.[1]) > 12);
  return trimmed((each) => partsRead(each, dayFirst));
}

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+))?$/;
/** Months of these two centuries alone: a code may be made of four digits and two. */
const YEAR_MONTH = /^((?:19|20)\d{2})[-/](\d{2})$/;
const PARTS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ ,T](.+))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([ap]m)?\s?(Z|UTC|[-+]\d{2}:?(?:\d{2})?)?$/i;

function yearFirst(text: string): number | undefined {
  const [, year, month, day = '1', clock] = YEAR_FIRST.exec(text) ?? YEAR_MONTH.exec(text) ?? [];
  return year === undefined ? undefined : moment(Number(year), Number(month), Number(day), clock);
}

function partsRead(text: string, dayFirst: boolean): number | undefined {
  const [, one, two, year, clock] = PARTS.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [day, month] = dayFirst ? [one, two] : [two, one];
  return moment(Number(year), Number(month), Number(day), clock);
}

const ZONE = /(?:Z|UTC|GMT|[-+]\d{2}:?\d{2})\)?$/i;

/** The language reads `21 Oct 2023` and the like, but much else too. */
function withMonthName(text: string): number | undefined {
  if (text.length > 40 || isNumeric(text) || !/\d{4}/.test(text) || !/(?:^|[^a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text))
    return undefined;
  const time = Date.parse(ZONE.test(text) ? text : `${text} UTC`);
  return Number.isNaN(time) ? undefined : time;
}

function moment(year: number, month: number, day: number, clock: string | undefined): number | undefined {
  const date = dayTime(year, month, day);
  if (date === undefined || clock === undefined) return date;
  const [, hours, minutes, seconds = '0', fraction = '0', half, zone = 'Z'] = CLOCK.exec(clock.trim()) ?? [];
  const hour = hours === undefined ? undefined : hourOf(Number(hours), half);
  if (hour === undefined || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const time = date + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
  return time - offset(zone);
}

/** @param half of the day: am or pm; of those 12 is the first hour */
function hourOf(hours: number, half: string | undefined): number | undefined {
  if (half === undefined) return hours > 24 ? undefined : hours;
  return hours < 1 || hours > 12 ? undefined : (hours % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** Of a zone such as `+05:30`, in milliseconds. */
function offset(zone: string): number {
  if (/^[zu]/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

function dayTime(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}
