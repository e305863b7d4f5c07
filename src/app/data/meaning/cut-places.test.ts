import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved, numberAt, placeOf, stepOf, withOneMore } from './cut-places';

const AGES = { edges: Array.from({ length: 11 }, (_, i) => 10 + 6 * i), rows: [5, 20, 30, 20, 10, 5, 4, 3, 2, 1], whole: true };

test('a step is a round number, at most a hundred of them from end to end; of whole numbers at least 1', () => {
  expect(stepOf(AGES)).toBe(1);
  expect(stepOf({ edges: [0, 3], whole: false })).toBe(0.05);
  expect(stepOf({ edges: [0, 1e6], whole: true })).toBe(10_000);
  expect(stepOf({ edges: [4, 4], whole: false })).toBe(1);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (range) => {
      const steps = range / stepOf({ edges: [0, range], whole: false });
      expect(steps).toBeGreaterThan(35);
      expect(steps).toBeLessThanOrEqual(100.001);
    }),
  );
});

test('places and numbers', () => {
  expect([-1, 0, 0.5, 1, 7].map((place) => numberAt(place, AGES))).toEqual([10, 10, 40, 70, 70]);
  expect([0, 10, 40, 70, 99].map((value) => placeOf(value, AGES))).toEqual([0, 0, 0.5, 1, 1]);
  expect(numberAt(1 / 3, { edges: [0, 1], whole: false })).toBe(0.33);
});

test('a cut never passes its neighbours, and the cuts always rise', () => {
  expect(moved([25, 35], 0, 60, 1)).toEqual([34, 35]);
  expect(moved([25, 35], 1, -7, 1)).toEqual([25, 26]);
  expect(moved([25], 0, 0.1 + 0.2, 0.1)).toEqual([0.3]);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }),
      fc.nat(5),
      fc.integer({ min: -90, max: 90 }),
      (some, i, to) => {
        const cuts = some.sort((a, b) => a - b);
        const next = moved(cuts, i % cuts.length, to, 1);
        expect(next).toEqual([...new Set(next)].sort((a, b) => a - b));
        expect(next.filter((cut, c) => cut !== cuts[c]).length).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('one more cut parts the range with the most rows', () => {
  expect(withOneMore([25], AGES)).toEqual([25, 31]);
  expect(withOneMore([25, 31], AGES)?.length).toBe(3);
  // All rows in one bin, which is cut already.
  expect(withOneMore([7], { edges: [7, 7], rows: [3], whole: true })).toBeUndefined();
});
