import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { pairedDifferences } from './differences';
import { fewestSeeds, holm } from './holm';

// By hand: 5 x .01, 4 x .02, 3 x .03, and no later one below an earlier one.
test.each([
  [
    [0.01, 0.02, 0.03, 0.04, 0.05],
    [0.05, 0.08, 0.09, 0.09, 0.09],
  ],
  [
    [0.04, 0.001, 0.6, 0.012],
    [0.08, 0.004, 0.6, 0.036],
  ],
])('%j becomes %j', (ps, wanted) => {
  expect(holm(ps).map((p) => Number(p.toFixed(12)))).toEqual(wanted);
});

/** The definition by hand: step down from the smallest until one is above its share of the level; those before it are rejected. */
function rejected(ps: number[], level: number): boolean[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const stop = order.findIndex((test, rank) => (ps[test] as number) > level / (ps.length - rank));
  const found = new Set(stop < 0 ? order : order.slice(0, stop));
  return ps.map((_, i) => found.has(i));
}

test('an adjusted p is at most a level exactly where the steps reject at it', () => {
  // Sixteenths and 1/64: no product is rounded.
  const probability = fc.integer({ min: 0, max: 1024 }).map((n) => n / 1024);
  fc.assert(
    fc.property(fc.array(probability, { maxLength: 12 }), fc.integer({ min: 1, max: 512 }), (ps, n) => {
      // Between two products of whole numbers of 1024ths, so that no rounding decides.
      const level = (n + 0.5) / 1024;
      expect(holm(ps).map((p) => p <= level)).toEqual(rejected(ps, level));
    }),
  );
});

test('refuses what is no probability; none stays none', () => {
  expect(holm([])).toEqual([]);
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => holm([p])).toThrow(RangeError);
});

test.each([
  [1, 6],
  [2, 7],
  [4, 8],
  [5, 8],
  [10, 9],
])('of %i tests one carries from %i seeds', (tests, seeds) => {
  expect(fewestSeeds(tests)).toBe(seeds);
  expect(tests * (2 / 2 ** seeds)).toBeLessThanOrEqual(0.05);
  expect(tests * (2 / 2 ** (seeds - 1))).toBeGreaterThan(0.05);
});

describe('simulated tables', () => {
  const TABLES = 2000;
  const CELLS = 5;
  const SEEDS = 10;
  /** Differences by cell and seed: a seed moves all of its cells, as the AUC of all domains moves with a start. */
  const table = (random: ReturnType<typeof randomStream>, effects: readonly number[]) => {
    const shared = Array.from({ length: SEEDS }, () => random.normal());
    return effects.map((effect) => shared.map((seed) => effect + 0.6 * seed + random.normal()));
  };

  test('with no difference at all, tables with a false finding are within the nominal share', () => {
    const random = randomStream(17, 'no difference');
    let wrong = 0;
    for (let i = 0; i < TABLES; i++) if (holm(table(random, Array(CELLS).fill(0)).map((cell) => pairedDifferences(cell).p)).some((p) => p <= 0.05)) wrong++;
    // Three standard errors of the share above the level.
    expect(wrong / TABLES).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / TABLES));
    expect(wrong).toBeGreaterThan(0);
  });

  test('beside differences that are there, those that are not stay within it', () => {
    const random = randomStream(18, 'some differences');
    let [wrong, found] = [0, 0];
    for (let i = 0; i < TABLES; i++) {
      const [planted, ...none] = holm(table(random, [3, 0, 0, 0, 0]).map((cell) => pairedDifferences(cell).p));
      if (none.some((p) => p <= 0.05)) wrong++;
      if ((planted as number) <= 0.05) found++;
    }
    expect(wrong / TABLES).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / TABLES));
    expect(found / TABLES).toBeGreaterThan(0.9);
  });

  test('the interval covers a planted difference 93 to 97 times in 100', () => {
    const random = randomStream(19, 'planted');
    let covered = 0;
    for (let i = 0; i < TABLES; i++) {
      const { interval } = pairedDifferences(table(random, [0.7])[0] as number[]);
      if (interval && interval.low <= 0.7 && 0.7 <= interval.high) covered++;
    }
    expect(covered / TABLES).toBeGreaterThanOrEqual(0.93);
    expect(covered / TABLES).toBeLessThanOrEqual(0.97);
  });
});
