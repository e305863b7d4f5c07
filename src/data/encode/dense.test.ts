import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS, count, encoded, messages } from './clicks.test-helper';

const price = (texts: readonly string[], config: { scale?: 'min-max' | 'standard' | 'log1p' | 'quantiles'; clip?: boolean } = {}) =>
  encoded({ ...COLUMNS, price: [...texts] }, { data: { dense: [{ column: 'price', ...config }], fitOn: 'train' } });
const scaled = (...given: Parameters<typeof price>) => Array.from(price(...given).dense[0]?.values ?? []);

describe('numbers outside of the range of the training rows', () => {
  // The first 8 rows train, 8 and 9 validate, 10 and 11 test.
  const sentinel = count.map((i) => (i === 9 ? '3.4028234663852886e38' : i === 11 ? '-1e308' : String(i)));

  test('they count as the nearest end, and that is said', () => {
    const data = price(sentinel);
    expect(Array.from(data.dense[0]?.values ?? []).slice(8)).toEqual([1, 1, 1, 0]);
    expect(messages(data).filter((text) => text.startsWith('column "price"'))).toEqual([
      'column "price": 2 rows of validation and 2 rows of test lie outside of what the fitted rows hold, 0 to 7, as far as -1.00e308 and 3.40e38. They count as the nearest end of the range.',
    ]);
    expect(data.facts?.outside).toEqual([{ column: 'price', val: 2, test: 2, least: -1e308, greatest: 3.4028234663852886e38, clipped: true }]);
  });

  test.each(['min-max', 'standard', 'log1p', 'quantiles'] as const)('%s: unclipped they are kept near enough to compute with', (scale) => {
    for (const value of scaled(sentinel, { scale, clip: false })) expect(Math.abs(value)).toBeLessThanOrEqual(1000);
    expect(messages(price(sentinel, { scale, clip: false })).join()).toContain('Nothing is clipped.');
  });
});

test('a column without a number in the training rows is 0 everywhere, and that is said', () => {
  const data = price(count.map((i) => (i < 8 ? 'NA' : String(i))));
  expect(Array.from(data.dense[0]?.values ?? [])).toEqual(count.map(() => 0));
  expect(messages(data)).toContain('column "price": No row that is fitted on has a number in this column; it becomes 0 in every row.');
  expect(Array.from(price(count.map(() => '')).dense[0]?.values ?? [])).toEqual(count.map(() => 0));
});

test('what is no number is named with its row, how many rows have such, and what to do', () => {
  expect(() => price(count.map((i) => (i % 3 === 1 ? 'unknown' : String(i))))).toThrow(
    'column "price", row 2 below the header: "unknown" is not a number (and so in 4 rows: "unknown"). If it means that there is no value, name it in data.missing; else give the column the role sparse.',
  );
  expect(() => price(count.map((i) => `n${i}`))).toThrow(
    /"n0" is not a number \(and so in 12 rows: "n0", "n1", "n2", "n3", "n4", …\)\. Give the column the role sparse/,
  );
  const named = encoded({ ...COLUMNS, price: count.map((i) => (i === 4 ? 'unknown' : String(i))) }, { data: { missing: ['unknown'], fitOn: 'all' } });
  expect(named.dense[0]?.mean).toBeCloseTo((66 - 4) / 11, 9);
  // A word that is usually missing is no longer where others are stated.
  expect(() => encoded({ ...COLUMNS, price: count.map((i) => (i === 4 ? 'NA' : '1')) }, { data: { missing: ['unknown'] } })).toThrow('"NA" is not a number');
});

/** Any finite doubles, the huge and the tiny among them. */
const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 12, maxLength: 12 });

describe('scales', () => {
  test('whatever the numbers, what the model reads is finite and keeps their order', () => {
    const kinds = fc.constantFrom('min-max' as const, 'standard' as const, 'log1p' as const, 'quantiles' as const);
    fc.assert(
      fc.property(doubles, kinds, fc.boolean(), (numbers, scale, clip) => {
        const values = scaled(numbers.map(String), { scale, clip });
        expect(values.every(Number.isFinite)).toBe(true);
        const order = [...count].sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
        for (const [i, row] of order.entries()) if (i > 0) expect(values[row]).toBeGreaterThanOrEqual(values[order[i - 1] as number] as number);
      }),
      { numRuns: 500 },
    );
  });

  // Small numbers, whose statistics can be computed plainly.
  const ordinary = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 });

  test('standard, log1p and quantiles are what their definitions say', () => {
    fc.assert(
      fc.property(ordinary, (numbers) => {
        const fitted = numbers.slice(0, 8);
        fc.pre(new Set(fitted).size > 1);
        const clipped = numbers.map((value) => Math.min(Math.max(...fitted), Math.max(Math.min(...fitted), value)));
        const mean = fitted.reduce((a, b) => a + b) / 8;
        const deviation = Math.sqrt(fitted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8);
        const logs = (value: number) => (value < 0 ? -Math.log(1 - value) : Math.log(1 + value));
        const [low, high] = [Math.min(...fitted.map(logs)), Math.max(...fitted.map(logs))];
        const rank = (value: number) => (fitted.filter((each) => each < value).length + fitted.filter((each) => each === value).length / 2) / 8;
        const close = (got: number[], wanted: number[]) => {
          for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i] as number, 5);
        };
        const texts = numbers.map(String);
        close(
          scaled(texts, { scale: 'standard' }),
          clipped.map((value) => (value - mean) / deviation),
        );
        close(
          scaled(texts, { scale: 'log1p' }),
          clipped.map((value) => (logs(value) - low) / (high - low)),
        );
        close(scaled(texts, { scale: 'quantiles' }), clipped.map(rank));
        for (const scale of ['min-max', 'standard', 'log1p', 'quantiles'] as const) {
          const field = price(texts, { scale }).dense[0];
          for (const value of fitted) expect(field?.scale.back(field.scale.of(value))).toBeCloseTo(value, 4);
        }
      }),
      { numRuns: 200 },
    );
  });
});
