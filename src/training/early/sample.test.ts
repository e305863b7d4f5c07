import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { earlySample, equalShares } from './sample';

/** Validation rows of domains with these sizes and click rates, mixed; `train` training rows that hold nothing. */
function rowsOf(sizes: readonly number[], rates: readonly number[], train: number) {
  const random = randomStream(3, 'rows');
  const ids = sizes.flatMap((count, d) => Array.from({ length: count }, (_, i) => ({ d, label: i < count * (rates[d] as number) ? 1 : 0 })));
  for (let i = ids.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [ids[i], ids[j]] = [ids[j] as (typeof ids)[0], ids[i] as (typeof ids)[0]];
  }
  return {
    domainIds: Int32Array.from(ids, ({ d }) => d),
    labels: Uint8Array.from(ids, ({ label }) => label),
    domains: sizes.map((rows, d) => ({ name: `d${d}`, rows, positives: 0 })),
    split: { train: new Int32Array(train), val: Int32Array.from(ids.keys()), test: new Int32Array() },
  };
}

test('as many of each domain where it has as many, and its clicks in their share', () => {
  const data = rowsOf([8000, 3000, 100], [0.5, 0.1, 0.2], 80_000);
  const sample = earlySample(data, 500, 1);
  expect(sample).toHaveLength(2000);
  const of = (d: number) => [...sample].filter((row) => data.domainIds[row] === d);
  expect([0, 1, 2].map((d) => of(d).length)).toEqual([950, 950, 100]);
  expect([0, 1, 2].map((d) => of(d).filter((row) => data.labels[row] === 1).length)).toEqual([475, 95, 20]);
  // Each row once, in the order of the validation rows.
  expect([...sample]).toEqual([...new Set(sample)].sort((a, b) => a - b));
});

test('it is fixed by the seed', () => {
  const data = rowsOf([4000, 4000], [0.3, 0.3], 40_000);
  expect(earlySample(data, 512, 1)).toEqual(earlySample(data, 512, 1));
  expect(earlySample(data, 512, 1)).not.toEqual(earlySample(data, 512, 2));
});

test('about a fortieth of the training rows, in whole batches, and never more than 20,000 by more than a batch', () => {
  const rows = (train: number, batch: number) => earlySample(rowsOf([60_000], [0.4], train), batch, 1).length;
  expect(rows(24_000, 512)).toBe(512);
  expect(rows(160_000, 512)).toBe(4096);
  expect(rows(160_000, 2048)).toBe(4096);
  expect(rows(10_000_000, 2048)).toBe(20_480);
});

test('few validation rows are all measured', () => {
  const data = rowsOf([300, 100], [0.5, 0.5], 24_000);
  expect(earlySample(data, 512, 1)).toBe(data.split.val);
});

test('what a group lacks goes to the others', () => {
  expect(equalShares([10, 1000, 3, 500], 400)).toEqual([10, 194, 3, 193]);
  expect(equalShares([5, 5], 100)).toEqual([5, 5]);
  expect(equalShares([0, 7], 4)).toEqual([0, 4]);
});
