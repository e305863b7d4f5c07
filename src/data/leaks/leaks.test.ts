import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Roles, SplitConfig } from '../../config/run-config';
import { wilson } from '../../measures/classification/proportion';
import { rocComponents } from '../../measures/classification/roc';
import type { ColumnProfile } from '../../protocol/columns';
import { missingBy } from '../table/missing';
import { profileColumns } from '../table/profile';
import { columnOf, tableOf } from '../test-helpers';
import { aucByNumber, aucByRates, countByCode } from './column-auc';
import { findLeaks } from './find-leaks';
import { labelRates } from './label-rates';

const ROWS = 1000;
const rows = (of: (i: number) => string | number) => Array.from({ length: ROWS }, (_, i) => String(of(i)));
const hash = (i: number, salt = 0) => Math.imul(Math.imul(i + 1 + 7919 * salt, 2654435761) ^ 0x5bd1e995, 40503) >>> 9;
const clicked = (i: number) => Number(hash(i) % 10 < 3);
const RANDOM: SplitConfig = { ratios: [0.8, 0.1, 0.1] };

function alarms(columns: Record<string, string[]>, dense: string[] = [], split: SplitConfig = RANDOM) {
  const table = tableOf({ click: rows(clicked), ...columns });
  const sparse = Object.keys(columns).filter((name) => name !== 'click' && !dense.includes(name));
  const roles: Roles = { label: { column: 'click' }, domain: { rows: 'all' }, sparse, dense };
  return findLeaks(table, profileColumns(table), roles, split);
}
const kinds = (...of: Parameters<typeof alarms>) => alarms(...of).alarms.map(({ kind, column }) => `${kind}: ${column}`);

test('honest columns raise no alarm', () => {
  const honest = {
    user: rows((i) => hash(i, 1) % 40),
    price: rows((i) => hash(i, 2) % 977),
    taste: rows((i) => (clicked(i) ? 'ab' : 'abc')[hash(i, 3) % (clicked(i) ? 2 : 3)] as string),
  };
  expect(kinds({ user: honest.user, price: honest.price }, ['price'])).toEqual([]);
  // Every row of an id that comes once is in one half only.
  expect(kinds({ session: rows((i) => `s${hash(i, 4)}`) })).toEqual([]);
});

test('a copy of the label, whatever it is called', () => {
  expect(kinds({ bought: rows((i) => (clicked(i) ? 'yes' : 'no')) })).toEqual(['copy: bought']);
  const [alarm] = alarms({ bought: rows((i) => (clicked(i) ? 'yes' : 'no')) }).alarms;
  expect(alarm?.message).toBe('“bought” says the same as the label in all 1,000 rows that were looked at.');
  expect(alarm?.advice).toBe('leave out');
});

test('a number, and values, that tell the label nearly always', () => {
  const seconds = rows((i) => (clicked(i) ? 3 + (hash(i, 1) % 500) : hash(i, 2) % 4) / 2);
  const place = rows((i) => (hash(i, 3) % 200 === 0 ? 'x' : clicked(i) ? `yes ${hash(i, 4) % 5}` : `no ${hash(i, 5) % 5}`));
  expect(kinds({ seconds, place }, ['seconds']).sort()).toEqual(['predicts: place', 'predicts: seconds']);
  const found = alarms({ seconds }, ['seconds']).alarms[0];
  expect(found?.message).toMatch(/^“seconds” alone tells the label: by its number it has an AUC of (0\.9[89]\d|1\.000) on (4|5)\d\d rows held out of 1,000\.$/);
});

test('values that come with one label only, where chance is out', () => {
  const page = rows((i) => (!clicked(i) && hash(i, 1) % 5 === 0 ? 'end' : 'abcd'[hash(i, 2) % 4]) as string);
  expect(kinds({ page })).toEqual(['one label: page']);
  expect(alarms({ page }).alarms[0]?.message).toMatch(/^“page”: all \d+ rows with “end” are negative, of 1,000 that were looked at\.$/);
  // 8 rows of a rare value may well have one label.
  expect(kinds({ page: rows((i) => (!clicked(i) && i % 120 === 0 ? 'end' : 'abcd'[hash(i, 2) % 4]) as string) })).toEqual([]);
});

test('where nearly all rows have one label, 60 rows of it are no wonder', () => {
  const rare = (i: number) => Number(hash(i, 8) % 20 === 0);
  const page = rows((i) => (i < 70 && !rare(i) ? 'end' : 'abcd'[hash(i, 2) % 4]) as string);
  expect(kinds({ click: rows(rare), page })).toEqual([]);
});

test('the number of the row', () => {
  expect(kinds({ counter: rows((i) => 17 + 3 * i) })).toEqual(['row number: counter']);
  expect(kinds({ counter: rows((i) => (i * 7) % ROWS) })).toEqual([]);
});

test('words that mean missing are one value, the same as an empty cell, and no class of the label', () => {
  const table = tableOf({
    click: rows((i) => (i % 10 === 0 ? 'x' : clicked(i))),
    // Two ways to say no, one to say yes.
    bought: rows((i) => (i % 10 !== 0 && clicked(i) ? 'yes' : i % 2 ? '' : 'x')),
    page: rows((i) => (i % 10 !== 0 && !clicked(i) && hash(i, 1) % 3 === 0 ? 'x' : 'abcd'[hash(i, 2) % 4]) as string),
  });
  const by = missingBy(['x']);
  const roles: Roles = { label: { column: 'click' }, domain: { rows: 'all' }, sparse: ['bought', 'page'], dense: [] };
  expect(() => findLeaks(table, profileColumns(table), roles, RANDOM)).toThrow('3 different values');
  const { alarms: found, rows: looked } = findLeaks(table, profileColumns(table, by), roles, RANDOM, by);
  expect(looked).toBe(ROWS - ROWS / 10);
  expect(found.map(({ message }) => message)).toEqual([
    '“bought” says the same as the label in all 900 rows that were looked at.',
    expect.stringMatching(/^“page”: all \d+ rows without a value are negative, of 900 that were looked at\.$/),
  ]);
});

test('a random split of rows that happened over months', () => {
  const day = (count: number) => rows((i) => new Date(Date.UTC(2024, 0, 1) + ((i * 37) % count) * 86_400_000).toISOString().slice(0, 10));
  const user = rows((i) => hash(i, 1) % 40);
  const found = (columns: Record<string, string[]>, split?: SplitConfig) => {
    const table = tableOf({ click: rows(clicked), user, ...columns });
    return findLeaks(table, profileColumns(table), { label: { column: 'click' }, domain: { rows: 'all' }, sparse: ['user'], dense: [] }, split ?? RANDOM)
      .alarms;
  };
  expect(found({ when: day(90) })).toMatchObject([{ kind: 'time', column: 'when', advice: 'split by time' }]);
  expect(found({ when: day(20) })).toEqual([]);
  expect(found({ release_date: day(300) })).toEqual([]);
  expect(found({ when: day(90) }, { timeColumn: 'when' })).toEqual([]);
});

test('of very many rows a sample is looked at, and that is said', () => {
  const many = 150_000;
  const label = { ...columnOf('click', ['0', '1']), codes: Uint8Array.from({ length: many }, (_, i) => clicked(i)) };
  const copy = { ...label, name: 'copy' };
  const table = { name: 'rows.csv', rows: many, columns: [label, copy] };
  const report = findLeaks(table, profileColumns(table), { label: { column: 'click' }, domain: { rows: 'all' }, sparse: ['copy'], dense: [] }, RANDOM);
  expect(report).toMatchObject({ rows: 100_000, sampled: true, alarms: [{ kind: 'copy' }] });
});

test('the AUCs of counts are those of the rows', () => {
  const row = fc.record({ code: fc.nat({ max: 5 }), label: fc.nat({ max: 1 }), held: fc.nat({ max: 1 }) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 60 }), fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 }), (list, ofCode) => {
      const of = (key: 'code' | 'label' | 'held') => list.map((each) => each[key]);
      const sample = { rows: Int32Array.from(list.keys()), labels: Uint8Array.from(of('label')), held: Uint8Array.from(of('held')) };
      const counts = countByCode(of('code'), new Uint8Array(6), sample);
      const [fit, held] = [list.filter((each) => !each.held), list.filter((each) => each.held)];
      const rate = fit.filter(({ label }) => label).length / Math.max(1, fit.length);
      const rateOf = (code: number) => {
        const own = fit.filter((each) => each.code === code);
        return (own.filter(({ label }) => label).length + rate) / (own.length + 1);
      };
      const labels = held.map(({ label }) => label);
      const byRows =
        rocComponents(
          held.map(({ code }) => rateOf(code)),
          labels,
        )?.auc ?? Number.NaN;
      // One class only has no AUC.
      fc.pre(new Set(labels).size === 2);
      expect(aucByRates(counts)).toBeCloseTo(byRows, 12);
      const byNumber =
        rocComponents(
          held.map(({ code }) => ofCode[code] as number),
          labels,
        )?.auc ?? Number.NaN;
      expect(aucByNumber(counts, Float64Array.from(ofCode))).toBeCloseTo(Math.max(byNumber, 1 - byNumber), 12);
    }),
  );
});

test('label rates of values and of bins, with their interval; rows without label or value apart', () => {
  const table = tableOf({ click: ['1', '0', '1', '', '0', '1'], place: ['a', 'a', 'b', 'a', '', 'b'] });
  const profile = profileColumns(table)[1] as ColumnProfile;
  const interval = (yes: number, n: number) => [wilson(yes, n).low, wilson(yes, n).high];
  expect(labelRates(table, profile, { column: 'click' })).toEqual({
    rates: [
      { of: 'a', rows: 2, positives: 1, interval: interval(1, 2) },
      { of: 'b', rows: 2, positives: 2, interval: interval(2, 2) },
    ],
    all: { of: '', rows: 5, positives: 3, interval: interval(3, 5) },
    missing: { of: '', rows: 1, positives: 0, interval: interval(0, 1) },
  });
  const numbers = tableOf({ click: rows(clicked), n: rows((i) => (i % 50 === 0 ? 'NA' : hash(i, 1) % 400)) });
  const { rates, all } = labelRates(numbers, profileColumns(numbers)[1] as ColumnProfile, { column: 'click' });
  expect(rates.length).toBe(24);
  expect(rates.reduce((sum, each) => sum + each.rows, 0)).toBe(ROWS - 20);
  expect(all).toMatchObject({ rows: ROWS, positives: rows(clicked).filter((each) => each === '1').length });
});
