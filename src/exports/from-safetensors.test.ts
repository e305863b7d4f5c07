import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../lib/user-error';
import { fromSafetensors } from './from-safetensors';
import { toSafetensors } from './safetensors';

const TENSORS = {
  'layer.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) },
  rows: { shape: [2], data: Int32Array.of(16_777_217, -1) },
  none: { shape: [0, 4], data: new Float32Array(0) },
  'bn.num_batches_tracked': { shape: [], data: Float32Array.of(70_000) },
};

/** A file of any header. @param length as it is said, where it is not the header's own */
function fileOf(header: unknown, values = new Uint8Array(0), length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + values.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(values, 8 + json.length);
  return bytes;
}

const tensor = (from: number, to: number, shape: unknown[] = [(to - from) / 4], dtype: string = 'F32') => ({ dtype, shape, data_offsets: [from, to] });
const refusal = (bytes: Uint8Array): string => {
  try {
    fromSafetensors(bytes, 'some.safetensors');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return 'read';
};

test('what is written is read back, and written again as the same bytes', () => {
  const bytes = toSafetensors(TENSORS, { format: 'pt', said: 'ö "…' });
  const { tensors, metadata } = fromSafetensors(bytes);
  expect(tensors).toEqual(TENSORS);
  expect(metadata).toEqual({ format: 'pt', said: 'ö "…' });
  expect(toSafetensors(tensors, metadata)).toEqual(bytes);
});

test('any tensors come back, wherever in a buffer the file lies', () => {
  const name = fc.stringMatching(/^[a-z]{1,4}(\.[a-z0-9]{1,3}){0,2}$/).filter((text) => !/constructor|prototype/.test(text));
  const shaped = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((product, each) => product * each, 1);
    return fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: size, maxLength: size })
      .map((values) => ({ shape, data: Float32Array.from(values) }));
  });
  fc.assert(
    fc.property(fc.dictionary(name, shaped, { maxKeys: 5, noNullPrototype: true }), fc.nat(7), (tensors, shift) => {
      const bytes = toSafetensors(tensors);
      const within = new Uint8Array(bytes.length + shift);
      within.set(bytes, shift);
      expect(fromSafetensors(within.subarray(shift)).tensors).toEqual(tensors);
    }),
  );
});

describe('a hostile file ends in a clear error', () => {
  const eight = new Uint8Array(8);
  const float = (value: number) => new Uint8Array(Float32Array.of(value).buffer);
  test.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(0), /too short/],
    ['a negative header length', fileOf({}, eight, -1n), /no safetensors file: its header/],
    ['a huge header length', fileOf({}, eight, 1n << 40n), /no safetensors file: its header/],
    ['a header beyond the end', fileOf({}, eight, 99n), /cut off/],
    ['an empty header', fileOf('', eight), /begin with/],
    ['no JSON', fileOf('{"a":', eight), /no JSON/],
    ['a list', fileOf('[1]', eight), /begin with/],
    ['bytes that are no UTF-8', fileOf('{"a":1}', eight).map((byte, i) => (i === 10 ? 0xff : byte)), /no JSON/],
    ['an overlap', fileOf({ a: tensor(0, 8), b: tensor(4, 8) }, eight), /"b" overlaps/],
    ['a gap', fileOf({ a: tensor(4, 8) }, eight), /before "a" there are 4 bytes/],
    ['bytes behind', fileOf({ a: tensor(0, 4) }, eight), /after the last tensor there are 4/],
    ['values cut off', fileOf({ a: tensor(0, 8) }, eight.subarray(1)), /cut off: "a"/],
    ['offsets backwards', fileOf({ a: { ...tensor(0, 8), data_offsets: [8, 0] } }, eight), /should take 8 bytes/],
    ['a negative offset', fileOf({ a: { ...tensor(0, 8), data_offsets: [-8, 0] } }, eight), /from where to where/],
    ['an offset that overflows', fileOf({ a: { ...tensor(0, 8), data_offsets: [0, 2 ** 60] } }, eight), /from where to where/],
    ['a shape that is not the length', fileOf({ a: tensor(0, 8, [3]) }, eight), /should take 12 bytes/],
    ['a product that overflows', fileOf({ a: tensor(0, 8, [2 ** 40, 2 ** 40]) }, eight), /should take/],
    ['a negative size', fileOf({ a: tensor(0, 8, [-1, -2]) }, eight), /no list of sizes/],
    ['a fraction', fileOf({ a: tensor(0, 8, [0.5, 4]) }, eight), /no list of sizes/],
    ['many dimensions', fileOf({ a: tensor(0, 4, new Array(1000).fill(1)) }, float(1)), /no list of sizes/],
    ['another type', fileOf({ a: tensor(0, 8, [4], 'BF16') }, eight), /type "BF16"/],
    ['no type', fileOf({ a: { shape: [2], data_offsets: [0, 8] } }, eight), /of the type undefined/],
    ['NaN', fileOf({ a: tensor(0, 4) }, float(Number.NaN)), /"a" holds NaN/],
    ['infinity', fileOf({ a: tensor(0, 4) }, float(Number.POSITIVE_INFINITY)), /"a" holds Infinity/],
    [
      'a whole number beyond',
      fileOf(
        { a: tensor(0, 8, [1], 'I64') },
        eight.map(() => 127),
      ),
      /too large/,
    ],
    [
      'a key twice',
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', float(1)),
      /"a" stands in the header twice/,
    ],
    ['a shape twice', fileOf('{"a":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,4]}}', float(1)), /"shape" stands in the header twice/],
    ['metadata twice', fileOf('{"__metadata__":{"x":"{\\"k\\":[","k":"1","k":"2"}}'), /"k" stands in the header twice/],
    ['a path', fileOf({ '../a': tensor(0, 8) }, eight), /no name of a tensor/],
    ['__proto__', fileOf('{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', eight), /no name of a tensor/],
    ['a path amid', fileOf({ 'a/../b': tensor(0, 8) }, eight), /no name of a tensor/],
    ['a path of Windows', fileOf({ '\\\\a\\b': tensor(0, 8) }, eight), /no name of a tensor/],
    ['a name without end', fileOf({ ['a'.repeat(1001)]: tensor(0, 8) }, eight), /no name of a tensor/],
    ['no tensor', fileOf({ a: 3 }, eight), /"a" is no tensor/],
    ['metadata of numbers', fileOf({ __metadata__: { a: 1 } }), /texts alone/],
  ])('%s', (_, bytes, said) => {
    expect(refusal(bytes)).toMatch(said);
    expect(refusal(bytes)).toMatch(/^some.safetensors: /);
  });

  test('names that people give their columns are read', () => {
    const names = ['my user', 'Creative, variant', 'Käufer', 'user(id)', 'a/b', '漢字', '"', '__proto__', 'a.b'].map(
      (field) => `embedding.embed_dict.${field}.weight`,
    );
    const tensors = Object.fromEntries(names.map((name, i) => [name, { shape: [1], data: Float32Array.of(i) }]));
    expect(fromSafetensors(toSafetensors(tensors, {})).tensors).toEqual(tensors);
  });

  test('many tensors', () => {
    const header = Object.fromEntries(Array.from({ length: 100_002 }, (_, i) => [`t${i}`, tensor(0, 0, [0])]));
    expect(refusal(fileOf(header))).toMatch(/has 100002 tensors/);
  });

  test('changed bytes: it is read, or refused in words', () => {
    const whole = toSafetensors(TENSORS, { format: 'pt' });
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(whole.length), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }), (length, changes) => {
        const bytes = whole.slice(0, changes.length > 0 ? whole.length : length);
        for (const [at, value] of changes) bytes[at] = value;
        if (refusal(bytes) !== 'read') refused++;
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
