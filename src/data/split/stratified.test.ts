import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { stratified } from './stratified';

test('every row once; all rows and each stratum are parted in the shares, to within one and two rows', () => {
  const anything = fc.tuple(
    fc.array(fc.nat(5), { minLength: 1, maxLength: 400 }),
    fc.constantFrom([0.8, 0.1, 0.1], [0.34, 0.33, 0.33], [0.05, 0.9, 0.05]),
    fc.nat(99),
  );
  fc.assert(
    fc.property(anything, ([strata, shares, seed]) => {
      const split = stratified(Int32Array.from(strata), 6, shares, randomStream(seed, 'split'));
      const parts = [split.train, split.val, split.test];
      expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...strata.keys()]);
      for (const [p, part] of parts.entries()) {
        const share = shares[p] as number;
        expect(Math.abs(part.length - share * strata.length)).toBeLessThanOrEqual(1.01);
        for (let s = 0; s < 6; s++) {
          const count = (rows: Iterable<number>) => [...rows].filter((i) => strata[i] === s).length;
          expect(Math.abs(count(part) - share * count(strata.keys()))).toBeLessThanOrEqual(2.01);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('the same for one seed, another for another, and no part is sorted by stratum', () => {
  const strata = Int32Array.from({ length: 200 }, (_, i) => i % 4);
  const of = (seed: number) => stratified(strata, 4, [0.8, 0.1, 0.1], randomStream(seed, 'split'));
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  const order = Array.from(of(1).test, (i) => strata[i] as number);
  expect(order).not.toEqual([...order].sort());
});
