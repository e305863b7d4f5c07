import { expect, test } from 'vitest';
import { adapterUse } from './adapter-use';

/** One row wide enough to see: m = 2, k = 1, r = 3; z U1 H V1 + b1 is h (z0 + z1) (1, 10, -10) + b1. */
const factors = { width: 2, bottleneck: 3, k: 1, u1: Float32Array.of(1, 1), v1: Float32Array.of(1, 10, -10), u2: new Float32Array(3), v2: new Float32Array(2) };
const use = (h: number[], z: number[], added: number[], b1: number[], domains: number[]) =>
  adapterUse(Float32Array.from(h), Float32Array.from(z), Float32Array.from(added), factors, Float32Array.from(b1), domains, 3);

test('sizes are means over a domain’s rows of |added| / |z|', () => {
  const { size } = use([1, 1, 1], [3, 4, 3, 4, 0, 1], [0, 5, 0, 10, 0, 0.5], [0, 0, 0], [0, 0, 2]);
  expect(size[0]).toBeCloseTo(1.5, 6);
  expect(size[1]).toBeNull();
  expect(size[2]).toBeCloseTo(0.5, 6);
});

test('a unit is saturated beyond 0.99 or below 0.01, and dead where it is so for every row', () => {
  // Pre-activations 0.5, 5, -5: the second and the third are beyond.
  const one = use([1], [0.25, 0.25], [0, 0], [0, 0, 0], [0]);
  expect(one.saturated[0]).toBeCloseTo(2 / 3, 6);
  expect(one.dead).toBeCloseTo(2 / 3, 6);
  // A second row with h = 0 wakes both.
  const two = use([1, 0], [0.25, 0.25, 1, 1], [0, 0, 0, 0], [0, 0, 0], [0, 1]);
  expect(two.saturated).toEqual([2 / 3, 0, null]);
  expect(two.dead).toBe(0);
  // A bias of 20 holds the first unit down for good.
  expect(use([1, 0], [0.25, 0.25, 1, 1], [0, 0, 0, 0], [20, 0, 0], [0, 1]).dead).toBeCloseTo(1 / 3, 6);
});

test('a unit is still where it hardly differs from row to row, wherever it stands', () => {
  // The first unit sees z times 1, the others times 10 and -10: 0.005 of difference moves only these by more than 0.01.
  expect(use([1, 1], [0, 0, 0.01, 0], [0, 0, 0, 0], [0, 0, 0], [0, 0]).still).toBeCloseTo(1 / 3, 6);
  expect(use([1, 1], [0, 0, 0.5, 0], [0, 0, 0, 0], [0, 0, 0], [0, 0]).still).toBe(0);
  expect(use([0, 0], [0, 0, 9, 0], [0, 0, 0, 0], [0, 0, 0], [0, 0]).still).toBe(1);
});

test('a row of zeros has nothing to compare with', () => {
  expect(use([1, 1], [3, 4, 0, 0], [0, 5, 1, 1], [0, 0, 0], [0, 0]).size[0]).toBeCloseTo(1, 6);
});

test('free weights of a domain, free weights with a generated bias, and U V alone say the same as the weights that they amount to', () => {
  const none = new Float32Array();
  const whole = Float32Array.of(1, 10, -10, 1, 10, -10);
  const empty = { ...factors, u1: none, v1: none, u2: none, v2: none };
  const of = (kind: typeof factors & { down?: Float32Array; up?: Float32Array }, h: number[], b1: number[]) =>
    adapterUse(Float32Array.from(h), Float32Array.of(0.25, 0.25), new Float32Array(2), kind, Float32Array.from(b1), [0], 1).saturated;
  const wanted = use([1], [0.25, 0.25], [0, 0], [0, 0, 0], [0]).saturated.slice(0, 1);
  // Of two domains the second's: the first's would saturate nothing.
  const own = { ...empty, down: Float32Array.of(...new Float32Array(6), ...whole), up: new Float32Array(12) };
  expect(of(own, [0, 1], [0, 0, 0])).toEqual(wanted);
  expect(of(own, [1, 0], [0, 0, 0])).toEqual([0]);
  expect(of(factors, [], [0, 0, 0])).toEqual(wanted);
  // u H V is (6, 60, -60): a bias of as much takes it back.
  const bias = { ...factors, u1: Float32Array.of(2), down: whole, up: new Float32Array(6) };
  expect(of(bias, [3], [-6, -60, 60])).toEqual(wanted);
  expect(of(bias, [3], [0, 0, 0])).toEqual([1]);
});

test('without rows there is nothing to tell', () => {
  expect(use([], [], [], [0, 0, 0], [])).toEqual({ size: [null, null, null], saturated: [null, null, null], dead: 0, still: 0 });
});
