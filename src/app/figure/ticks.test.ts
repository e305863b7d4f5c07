import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countTicks, decimalsOf, niceRange, rangeOf, ticksWithin } from './ticks';

/** Whether a step is 1, 2 or 5 times a power of ten, read off its digits. */
const isRound = (step: number) => /^[125]e/.test(Number(step.toPrecision(9)).toExponential());
const steps = (ticks: number[]) => ticks.slice(1).map((tick, i) => tick - (ticks[i] as number));
const range = fc
  .tuple(fc.double({ min: -1000, max: 1000, noNaN: true }), fc.double({ min: 0.01, max: 1000, noNaN: true }))
  .map(([low, size]) => [low, low + size] as const);

test('round numbers within the range', () => {
  expect(ticksWithin(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticksWithin(-0.031, 0.012, 4)).toEqual([-0.03, -0.02, -0.01, 0, 0.01]);
  expect(ticksWithin(-0.03, 0.03, 6)).toEqual([-0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03]);
  expect(ticksWithin(0, 2300, 4)).toEqual([0, 500, 1000, 1500, 2000]);
  expect(ticksWithin(3, 3, 4)).toEqual([3]);
});

test('of any range: 1, 2 or 5 times a power of ten apart, each a multiple of that', () => {
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 12 }), ([low, high], count) => {
      for (const ticks of [ticksWithin(low, high, count), niceRange([low, high], count).ticks]) {
        const [step] = steps(ticks);
        if (step === undefined) continue;
        expect(isRound(step)).toBe(true);
        for (const tick of ticks) expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-4);
      }
    }),
  );
});

test('a widened range begins and ends at a tick, holds what it held, and is less than a step wider on each side', () => {
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 12 }), (wanted, count) => {
      const { range: nice, ticks } = niceRange(wanted, count);
      const step = steps(ticks)[0] as number;
      expect([ticks[0], ticks.at(-1)]).toEqual(nice);
      expect([nice[0] - 1e-6 * step <= wanted[0], nice[1] + 1e-6 * step >= wanted[1]]).toEqual([true, true]);
      expect(Math.max(wanted[0] - nice[0], nice[1] - wanted[1])).toBeLessThan(step);
    }),
  );
  expect(niceRange([0.5412, 0.7134], 4)).toEqual({ range: [0.5, 0.75], ticks: [0.5, 0.55, 0.6, 0.65, 0.7, 0.75] });
  expect(niceRange([0.7, 0.7], 4).ticks.length).toBeGreaterThan(1);
});

test('zero is zero', () => {
  expect(ticksWithin(-1, 1, 4).some((tick) => Object.is(tick, -0))).toBe(false);
});

test('as many decimals as tell them apart', () => {
  expect(decimalsOf([0, 0.2])).toBe(1);
  expect(decimalsOf([0, 0.05])).toBe(2);
  expect(decimalsOf([0, 0.001])).toBe(3);
  expect(decimalsOf([0, 500])).toBe(0);
});

test('a range with room at both ends, whatever it holds', () => {
  expect(rangeOf([0, null, 10, Number.NaN], 0.1)).toEqual([-1, 11]);
  expect(rangeOf([])).toEqual([0, 1]);
  const [low, high] = rangeOf([5, 5]);
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
  const [below, above] = rangeOf([0]);
  expect(below).toBeLessThan(above);
});

describe('what is counted', () => {
  test('has its first tick always, then round ones', () => {
    expect(countTicks([1, 14], 163)).toEqual([1, 5, 10]);
    expect(countTicks([0, 13], 163)).toEqual([0, 5, 10]);
    expect(countTicks([0, 2], 500)).toEqual([0, 1, 2]);
    // A rank history may begin within the first epoch.
    expect(countTicks([0.25, 4], 500)).toEqual([1, 2, 3, 4]);
  });

  test('has whole ticks however many there are, none nearer to the next than it can be read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 120, max: 1200 }), (first, last, width) => {
        const ticks = countTicks([first, last], width);
        expect(ticks.every(Number.isInteger)).toBe(true);
        for (const step of steps(ticks).slice(1)) expect(isRound(step)).toBe(true);
        for (const step of steps(ticks)) expect((step / (last - first)) * width).toBeGreaterThan(23);
      }),
    );
  });
});
