import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from './array-bytes';

const arrays = fc.oneof(fc.float32Array({ noNaN: false }), fc.float64Array(), fc.int32Array(), fc.uint32Array(), fc.uint16Array(), fc.uint8Array());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    arrays,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
}));

test('whatever went in comes out, to the bit', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(fromBytes(toBytes(given))).toEqual(given);
    }),
    { numRuns: 200 },
  );
  const given = {
    a: Float32Array.of(0.1, -0, Number.NaN, Number.POSITIVE_INFINITY),
    deep: [{ b: Int32Array.of(-1) }, Float64Array.of(Math.PI)],
    none: new Uint8Array(0),
    text: 'ä',
  };
  expect(fromBytes(toBytes(given))).toEqual(given);
});

test('a view of a part of memory is kept as that part', () => {
  expect(fromBytes(toBytes(Float32Array.of(1, 2, 3, 4).subarray(1, 3)))).toEqual(Float32Array.of(2, 3));
});

test('bytes that end early, or name what is not there, are refused', () => {
  const bytes = toBytes({ a: Float32Array.of(1, 2, 3), b: 'text' });
  for (let length = 0; length < bytes.length - 4; length++) expect(() => fromBytes(bytes.slice(0, length))).toThrow();
  expect(() => toBytes(new BigInt64Array(1))).toThrow('of this kind');
});
