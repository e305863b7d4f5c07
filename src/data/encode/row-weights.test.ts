import { expect, test } from 'vitest';
import { lossWeights } from '../../training/rows/loss-weights';
import { COLUMNS, count, encoded, messages } from './clicks.test-helper';

const weigh = (texts: string[]) => encoded({ ...COLUMNS, w: texts }, { data: { weight: 'w' } });

test('rows count in the loss as a column says, in the mean 1 over the training rows; a missing weight is 1', () => {
  const data = weigh(count.map((i) => (i === 3 ? 'NA' : String(i % 3))));
  expect(Array.from(data.rowWeights ?? [])).toEqual([0, 1, 2, 1, 1, 2, 0, 1, 2, 0, 1, 2]);
  const weights = lossWeights(data, { positiveWeight: 1, domainWeights: 'none' }) as Float32Array;
  // 8 training rows, whose weights add up to 8.
  expect(Array.from(weights)).toEqual(Array.from(data.rowWeights ?? []));
  expect(messages(data)).toEqual(
    expect.arrayContaining([
      'data.weight: Rows count in the loss as "w" says; in metrics every row counts once.',
      'data.weight: 1 row without a weight counts 1.',
    ]),
  );
  const positives = lossWeights(data, { positiveWeight: 3, domainWeights: 'none' }) as Float32Array;
  expect((positives[0] as number) / (positives[1] as number)).toBe(0);
  expect((positives[3] as number) / (positives[1] as number)).toBeCloseTo(3, 5);
  expect([...data.split.train].reduce((sum, row) => sum + (positives[row] as number), 0)).toBeCloseTo(8, 5);
});

test('weights may be written as the column’s numbers are', () => {
  expect(Array.from(weigh(count.map((i) => (i === 0 ? '1.000,5' : '2,5'))).rowWeights ?? []).slice(0, 2)).toEqual([1000.5, 2.5]);
});

test('what is no weight is refused', () => {
  expect(() => weigh(count.map((i) => (i === 4 ? '-1' : '1')))).toThrow(/^data\.weight: "-1" in column "w", row 5 below the header, is no weight\. /);
  expect(() => weigh(count.map((i) => (i === 4 ? 'x' : '1')))).toThrow(/"x" in column "w"/);
  expect(() => weigh(count.map((i) => (i < 8 ? '0' : '1')))).toThrow(/^data\.weight: all training rows have the weight 0 in "w"\. /);
});
