import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnProfile } from '../../protocol/columns';
import { columnOf, tableOf } from '../test-helpers';
import { profileColumns } from './profile';

const profileOf = (texts: readonly string[], name = 'c') => profileColumns(tableOf({ [name]: texts }))[0] as ColumnProfile;
const many = (count: number, of: (i: number) => string | number) => Array.from({ length: count }, (_, i) => String(of(i)));

test('a column’s profile: type, distinct values, missing ones by word, the most frequent, range', () => {
  const [mixed, numbers] = profileColumns(tableOf({ mixed: ['a', '', 'b', 'a', 'NA', '1', ' '], numbers: ['1.5', '2', ' ', '-3', '2', '2', '2'] }));
  expect(mixed).toEqual({
    name: 'mixed',
    type: 'text',
    distinct: 3,
    once: 2,
    missing: 3,
    missingAs: [
      { word: '', rows: 2 },
      { word: 'NA', rows: 1 },
    ],
    top: [
      { value: 'a', rows: 2 },
      { value: 'b', rows: 1 },
      { value: '1', rows: 1 },
    ],
    notes: [],
  });
  expect(numbers).toMatchObject({
    type: 'number',
    distinct: 3,
    missing: 1,
    min: -3,
    max: 2,
    quantiles: [-3, 1.5, 2, 2, 2],
    top: [
      { value: '2', rows: 4 },
      { value: '1.5', rows: 1 },
      { value: '-3', rows: 1 },
    ],
  });
});

test.each<[type: ColumnProfile['type'], texts: string[], name?: string]>([
  ['integer', ['1', '2', '3']],
  ['integer', ['3001.0', '3002.0', 'NA', '3003.0']],
  ['number', ['1', '2.5']],
  ['empty', ['', 'NaN']],
  ['yes/no', ['0', '1', '']],
  ['yes/no', ['0.0', '1.0']],
  ['yes/no', ['-1', '1']],
  ['yes/no', ['no', 'YES']],
  ['yes/no', ['noclk', 'clk']],
  ['yes/no', ['liked', 'disliked']],
  ['yes/no', ['not installed', 'installed']],
  ['text', ['left', 'right']],
  ['integer', ['1', '2']],
  ['text', ['9007199254740993', '9007199254740992']],
  ['time', ['2024-01-31', '2024-02-29T10:00:00Z', 'NULL']],
  ['time', ['31.12.2023 23:59', '01.02.2024 00:00']],
  ['time', ['12/31/2023', '1/2/2024']],
  ['time', ['12/31/2023 11:59 PM', '1/2/2024 12:00 am']],
  ['time', ['2023-11', '2024-01']],
  ['text', ['1234-11', '1234-12']],
  ['text', ['1/2/2024 13:00 PM', '1/2/2024 1:00 PM']],
  ['time', ['21 Oct 2023', '3 Nov 2023']],
  ['time', ['881250949', '893286638'], 'timestamp'],
  ['time', ['1650000000123', '1660000000123'], 'time_ms'],
  ['time', ['20220401', '20220508'], 'date'],
  ['integer', ['881250949', '893286638'], 'user'],
  ['integer', ['20220401', '20220499'], 'date'],
  ['text', ['2024-13-01', '2024-01-01']],
  ['list', ['Drama|War', 'Drama', 'War|Comedy', 'Comedy']],
  ['list', ['[1, 2]', '[2, 3]', '[]']],
  ['list', ['3 17 4', '17 3', '4 4 3']],
  ['text', ['Titanic, The', 'Matrix, A', 'Up']],
  ['text', ['the cat', 'a cat', 'the dog']],
])('type: %s', (type, texts, name) => expect(profileOf(texts, name).type).toBe(type));

test('times tell from when to when, lists what stands between their values', () => {
  expect(profileOf(['2024-01-31', '2024-02-29T10:00:00+02:00'])).toMatchObject({ from: Date.UTC(2024, 0, 31), to: Date.UTC(2024, 1, 29, 8) });
  expect(profileOf(['13/01/2024 7:05', '2/1/2024 00:00'])).toMatchObject({ from: Date.UTC(2024, 0, 2), to: Date.UTC(2024, 0, 13, 7, 5) });
  expect(profileOf(['1/2/2024 12:05 AM', '1/31/2024 1:05 pm'])).toMatchObject({ from: Date.UTC(2024, 0, 2, 0, 5), to: Date.UTC(2024, 0, 31, 13, 5) });
  expect(profileOf(['21 Oct 2023 10:00', 'Sat, 21 Oct 2023 12:00 +0300'])).toMatchObject({ from: Date.UTC(2023, 9, 21, 9), to: Date.UTC(2023, 9, 21, 10) });
  expect(profileOf(['[1, 2]', '[2, 1]'])).toMatchObject({ separator: ',' });
  expect(profileOf(['a^b', 'b^a', 'b'])).toMatchObject({ separator: '^' });
});

test('of values that are as frequent the first of the table are shown', () => {
  const { top } = profileOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'k', 'l', 'l', 'l']);
  expect(top.map(({ value }) => value)).toEqual(['l', 'k', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

test('a histogram holds every row once, each in its bin', () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 0, max: 1_000_000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(number, { minLength: 13, maxLength: 300 }), (numbers) => {
      const { histogram } = profileOf(numbers.map(String));
      if (!histogram) return;
      const { edges, rows } = histogram;
      expect(rows.length).toBeLessThanOrEqual(24);
      expect(edges).toEqual([...edges].sort((a, b) => a - b));
      const within = (i: number) =>
        numbers.filter((n) => n >= (edges[i] as number) && (n < (edges[i + 1] as number) || (i + 2 === edges.length && n === edges[i + 1]))).length;
      // Where two edges are equal for want of digits, one of the bins has the rows.
      if (new Set(edges).size === edges.length) expect(rows).toEqual(rows.map((_, i) => within(i)));
      expect(rows.reduce((a, b) => a + b, 0)).toBe(numbers.length);
    }),
  );
});

test('bins grow where most numbers are small and a few very large', () => {
  expect(profileOf(many(200, (i) => i * 3)).histogram?.scale).toBe('linear');
  const skewed = profileOf(many(200, (i) => (i < 150 ? i % 9 : 10 ** (i % 6)))).histogram;
  expect(skewed).toMatchObject({ scale: 'log', edges: expect.arrayContaining([0, 1, 100000]) });
  const whole = profileOf(many(50, (i) => i % 20)).histogram;
  expect(whole?.edges).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(whole?.rows).toEqual(Array.from({ length: 20 }, (_, i) => (i < 10 ? 3 : 2)));
  expect(profileOf(many(60, (i) => i % 9)).histogram).toBeUndefined();
});

test('quantiles are those of the sorted rows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 30 }), { minLength: 1, maxLength: 120 }), (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
      expect(profileOf(numbers.map(String)).quantiles).toEqual([0.05, 0.25, 0.5, 0.75, 0.95].map(at));
    }),
  );
});

test.each([
  [1000, undefined],
  [20_000, 100_000],
])('of very many rows with %i different numbers quantiles are taken of all, or of a sample, and that is said', (distinct, sampled) => {
  const rows = 250_000;
  const values = many(distinct, (i) => i);
  const column = { ...columnOf('n', values), codes: Int32Array.from({ length: rows }, (_, i) => (i * 7) % distinct) };
  const [profile] = profileColumns({ rows, columns: [column] });
  expect(profile).toMatchObject({ distinct, min: 0, max: distinct - 1 });
  expect(profile?.sampled).toBe(sampled);
  for (const [i, share] of [0.05, 0.25, 0.5, 0.75, 0.95].entries())
    expect(Math.abs((profile?.quantiles?.[i] as number) / distinct - share)).toBeLessThan(0.005);
  expect(profile?.histogram?.rows.reduce((a, b) => a + b, 0)).toBe(rows);
});
