import { expect, test } from 'vitest';
import type { DataWarning } from '../../protocol/data';
import { columnFinder } from '../table/column-finder';
import { isMissing } from '../table/missing';
import { tableOf } from '../test-helpers';
import { domainOfRows } from './domains';

const columnOf = (texts: readonly string[]) => columnFinder(tableOf({ site: texts }));

test('a value in two groups belongs to the first, and that is said once', () => {
  const warnings: DataWarning[] = [];
  const groups = ['< 10', '5..20', '> 7'];
  const domains = domainOfRows(columnOf(['1', '6', '8', '15', '']), { column: 'site', groups }, isMissing, warnings);
  expect([0, 1, 2, 3, 4].map((row) => domains.ofRow(row))).toEqual([0, 0, 0, 1, undefined]);
  expect(warnings).toEqual([{ message: '"6" falls into "< 10" and "5..20"; the first one counts.', where: 'data.domain.groups' }]);
});

test('64 values may each be a domain, 65 may not', () => {
  const texts = Array.from({ length: 65 }, (_, i) => `s${i}`);
  expect(domainOfRows(columnOf(texts.slice(1)), { column: 'site' }, isMissing, []).names).toHaveLength(64);
  expect(() => domainOfRows(columnOf(texts), { column: 'site' }, isMissing, [])).toThrow(/^data\.domain: column "site" has 65 different values/);
});

const of = (columns: Record<string, readonly string[]>) => columnFinder(tableOf(columns));
const rows = (domains: ReturnType<typeof domainOfRows>, count: number) => Array.from({ length: count }, (_, row) => domains.ofRow(row));

test('all rows may be one domain', () => {
  const domains = domainOfRows(of({ site: ['a', ''] }), { rows: 'all' }, isMissing, []);
  expect([domains.names, rows(domains, 2)]).toEqual([['all rows'], [0, 0]]);
});

test('numbers are cut into domains: a cut belongs to what is above it', () => {
  const domains = domainOfRows(of({ age: ['24.9', '25', '34', '35', 'NA'] }), { column: 'age', cuts: [25, 35] }, isMissing, []);
  expect([domains.names, rows(domains, 5)]).toEqual([
    ['< 25', '25 to < 35', '>= 35'],
    [0, 1, 1, 2, undefined],
  ]);
  expect(() => domainOfRows(of({ age: ['old'] }), { column: 'age', cuts: [25] }, isMissing, [])).toThrow(/^data\.domain\.cuts: "old" is not a number/);
});

test('numbers with a decimal comma are cut and grouped as numbers', () => {
  const columnOf = of({ price: ['1.234,5', '7,25', '24,9', ''] });
  expect(rows(domainOfRows(columnOf, { column: 'price', cuts: [20, 1000] }, isMissing, []), 4)).toEqual([2, 0, 1, undefined]);
  expect(rows(domainOfRows(columnOf, { column: 'price', groups: ['< 10', '10..30', '1234.5'] }, isMissing, []), 4)).toEqual([2, 0, 1, undefined]);
});

test('a combination of many columns is told from its neighbour, in the order of their values', () => {
  // The product of twelve columns of 40 values is beyond all whole numbers that are exact.
  const values = Array.from({ length: 40 }, (_, i) => `v${String(i).padStart(2, '0')}`);
  const names = Array.from({ length: 12 }, (_, c) => `c${c}`);
  const last = names.length - 1;
  const columns = Object.fromEntries(
    names.map((name, c) => [name, values.map((value) => (c === last ? value : 'v39')).concat(c === last ? ['v00', ''] : ['v00', 'v00'])]),
  );
  // All values occur somewhere, in rows that miss another one.
  const all = Object.fromEntries(names.map((name, c) => [name, [...(columns[name] as string[]), ...values.map((value) => (c === last ? '' : value))]]));
  const domains = domainOfRows(of(all), { columns: names }, isMissing, []);
  const expected = [`${'v00 × '.repeat(last)}v00`, ...values.map((value) => 'v39 × '.repeat(last) + value)];
  expect(domains.names).toEqual(expected);
  expect(rows(domains, 42)).toEqual([...values.map((_, i) => i + 1), 0, undefined]);
});

test('every combination of several columns that occurs is a domain; rows without a value may be one of their own', () => {
  const columns = { country: ['us', 'de', 'us', '', 'de'], device: ['tv', 'web', 'web', 'tv', 'web'] };
  const domains = domainOfRows(of(columns), { columns: ['country', 'device'] }, isMissing, []);
  expect([domains.names, rows(domains, 5)]).toEqual([
    ['de × web', 'us × tv', 'us × web'],
    [1, 0, 2, undefined, 0],
  ]);
  const own = domainOfRows(of(columns), { columns: ['country', 'device'], gaps: 'own' }, isMissing, []);
  expect([own.names[3], rows(own, 5)]).toEqual(['(missing)', [1, 0, 2, 3, 0]]);
  const many = Array.from({ length: 65 }, (_, i) => String(i));
  expect(() => domainOfRows(of({ a: many, b: many }), { columns: ['a', 'b'] }, isMissing, [])).toThrow(/"a" has 65 different values/);
  const few = { a: Array.from({ length: 72 }, (_, i) => String(i % 9)), b: Array.from({ length: 72 }, (_, i) => String(Math.floor(i / 9))) };
  expect(() => domainOfRows(of(few), { columns: ['a', 'b'] }, isMissing, [])).toThrow(/"a" and "b" have 72 combinations/);
});

test('a domain has a name that can be read', () => {
  expect(domainOfRows(of({ site: ['a', 'b'.repeat(1000)] }), { column: 'site' }, isMissing, []).names).toHaveLength(2);
  expect(() => domainOfRows(of({ site: ['a', 'b'.repeat(1001)] }), { column: 'site' }, isMissing, [])).toThrow(
    "data.domain: a domain's name would have more than 1,000 characters. Choose another column",
  );
});
