import { expect, test } from 'vitest';

/** What equal-arrays.test-setup.ts makes of `toEqual`, here and wherever else it is said. */
test('arrays of numbers are equal where each number is, and not otherwise', () => {
  expect(Float32Array.of(1, Number.NaN, -0)).toEqual(Float32Array.of(1, Number.NaN, -0));
  expect({ a: [Uint8Array.of(1, 2)] }).toEqual({ a: [Uint8Array.of(1, 2)] });
  for (const other of [Float32Array.of(1, 2, 4), Float32Array.of(1, 2), Float64Array.of(1, 2, 3), [1, 2, 3]]) {
    expect(Float32Array.of(1, 2, 3)).not.toEqual(other);
    expect({ a: [Float32Array.of(1, 2, 3)] }).not.toEqual({ a: [other] });
  }
  expect(Float32Array.of(0)).not.toEqual(Float32Array.of(-0));
});
