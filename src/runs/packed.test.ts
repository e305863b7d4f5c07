import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPackedJson, toPackedJson } from './packed';

/** The least step between two floats of 32 bits. */
const SMALLEST = 2 ** -149;

const again = (value: unknown, precision?: Parameters<typeof toPackedJson>[1]) => fromPackedJson(toPackedJson(value, precision));

describe('typed arrays in JSON', () => {
  test('whole numbers and bytes come back as they were', () => {
    const value = { whole: Int32Array.of(-5, 0, 2 ** 31 - 1), bytes: Uint8Array.of(0, 255), text: 'a', none: null, list: [1.25, { deep: Int32Array.of(7) }] };
    expect(again(value)).toEqual(value);
  });

  test('floats come back to 1/65534 of the largest of their array, where nothing is said of them', () => {
    const value = Float32Array.of(-2, 1.99, 0.001, 0);
    const back = again(value) as Float32Array;
    for (const [i, each] of value.entries()) expect(Math.abs((back[i] as number) - each)).toBeLessThanOrEqual(2 / 65534 + 1e-7);
    expect(back).toBeInstanceOf(Float32Array);
  });

  test('floats in blocks come back to 1 / (2^bits - 2) of the largest of their block, however many bits and numbers there are', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    const blocks = fc.array(fc.array(float, { minLength: 1, maxLength: 9 }), { maxLength: 5 });
    fc.assert(
      fc.property(blocks, fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 9 }), (parts, bits, block) => {
        const values = Float32Array.from(parts.flat());
        const back = again({ values }, () => ({ bits, block })) as { values: Float32Array };
        expect(back.values).toHaveLength(values.length);
        for (const [i, value] of values.entries()) {
          const start = i - (i % block);
          const most = Math.max(...values.subarray(start, start + block).map(Math.abs));
          // A scale has seven digits, and a float 24 bits, but for the smallest ones.
          expect(Math.abs((back.values[i] as number) - value)).toBeLessThanOrEqual(most / (2 ** bits - 2) + most * 3e-7 + SMALLEST);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a block of small numbers keeps its digits beside one of large ones', () => {
    const values = Float32Array.of(1000, -500, 0.001, -0.0005);
    const [, , small] = again(values, () => ({ bits: 8, block: 2 })) as Float32Array;
    expect(small).toBeCloseTo(0.001, 9);
  });

  test('how exactly is asked by path, through arrays and objects', () => {
    const paths: string[] = [];
    const one = Float32Array.of(1);
    toPackedJson({ looks: [{ factors: [{ u1: one }, { u1: one }], instances: { h: one } }], h: one }, (path) => {
      paths.push(path);
      return undefined;
    });
    expect(paths).toEqual(['looks[].factors[].u1', 'looks[].factors[].u1', 'looks[].instances.h', 'h']);
  });

  test('what was packed with one scale for all, before there were blocks, still opens', () => {
    const bytes = new Uint8Array(Int16Array.of(-32767, 0, 16384).buffer);
    const text = `{"h": {"f32": "${btoa(String.fromCharCode(...bytes))}", "scale": 0.5}}`;
    expect(fromPackedJson(text)).toEqual({ h: Float32Array.of(-16383.5, 0, 8192) });
  });
});
