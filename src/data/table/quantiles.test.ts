import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantilesOf } from './quantiles';

/** So many that some lie on the edge of every cut. */
const SHARES = Array.from({ length: 1001 }, (_, i) => i / 1000);

/** The definition: all rows in order. */
function bySorting(rows: readonly number[]): number[] {
  const sorted = rows.filter((number) => !Number.isNaN(number)).sort((a, b) => a - b);
  return SHARES.map((share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number);
}

const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noDefaultInfinity: true }).map((value) => value + 0),
);

test('of rows: what a sort puts there, whatever the order they come in', () => {
  const orders: ((i: number) => number)[] = [(i) => i, (i) => -i, () => 7, (i) => i % 3, (i) => Math.abs(5000 - i), (i) => (i * 7919) % 10_007];
  for (const of of orders) {
    const rows = Array.from({ length: 10_000 }, (_, i) => of(i));
    expect(quantilesOf(Float64Array.from(rows), undefined, SHARES)).toEqual(bySorting(rows));
  }
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 4000, size: 'max' }), fc.integer(), (some, last) => {
      const rows = [...some, last];
      expect(quantilesOf(Float64Array.from(rows), undefined, SHARES)).toEqual(bySorting(rows));
    }),
    { numRuns: 60 },
  );
});

test('of counts: as of the rows themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.nat(4)), { minLength: 1, maxLength: 300 }), fc.integer(), (some, last) => {
      const values = [...some, [last, 1] as const];
      const rows = values.flatMap(([value, count]) => new Array<number>(count).fill(value));
      const counts = Int32Array.from(values, ([, count]) => count);
      expect(
        quantilesOf(
          Float64Array.from(values, ([value]) => value),
          counts,
          SHARES,
        ),
      ).toEqual(bySorting(rows));
    }),
  );
});
