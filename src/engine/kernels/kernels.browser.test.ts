import { concat, matMul, slice, split, type Tensor, type Tensor3D, tensor, tensor1d, tensor2d, tidy, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Random, randomStream } from '../../lib/random';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { DRAWS, drawOf, dropoutMask, dropoutOfShare } from './dropout-mask';
import { segmentSum } from './segment-sum';
import { placeInShuffle, shuffled } from './shuffle';

/** The kernels that stand in for tfjs's own, or are new, against loops in float64. */

const at = (values: ArrayLike<number>, i: number) => values[i] as number;
const normals = (random: Random, n: number) => Float32Array.from({ length: n }, () => random.normal());

async function valuesOf(make: () => Tensor): Promise<{ shape: number[]; values: ArrayLike<number> }> {
  const made = tidy(make);
  const values = await made.data();
  made.dispose();
  return { shape: made.shape, values };
}

function expectClose(got: ArrayLike<number>, wanted: ArrayLike<number>, limit: number): void {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    // One assertion an element would take longer than the kernels.
    if (!(Math.abs(at(got, i) - at(wanted, i)) <= limit)) expect.fail(`[${i}] is ${at(got, i)}, not ${at(wanted, i)}`);
  }
}

interface Side {
  batch: number;
  rows: number;
  columns: number;
  transposed: boolean;
}

function productOf(a: Float32Array, sideA: Side, b: Float32Array, sideB: Side): Float64Array {
  const element = (values: Float32Array, { batch, rows, columns, transposed }: Side, n: number, i: number, j: number) =>
    at(values, (batch === 1 ? 0 : n) * rows * columns + (transposed ? j * columns + i : i * columns + j));
  const [left, inner] = sideA.transposed ? [sideA.columns, sideA.rows] : [sideA.rows, sideA.columns];
  const right = sideB.transposed ? sideB.rows : sideB.columns;
  const count = Math.max(sideA.batch, sideB.batch);
  const out = new Float64Array(count * left * right);
  for (let n = 0; n < count; n++)
    for (let i = 0; i < left; i++)
      for (let j = 0; j < right; j++) {
        let sum = 0;
        for (let l = 0; l < inner; l++) sum += element(a, sideA, n, i, l) * element(b, sideB, n, l, j);
        out[(n * left + i) * right + j] = sum;
      }
  return out;
}

/** Left, inner, right: on both sides of the limits at which the WASM product changes its way. */
const SIZES = [
  [1, 1, 1],
  [3, 5, 2],
  [1, 900, 40],
  [2, 40, 900],
  [40, 30, 20],
  [65, 33, 17],
  // A long sum of narrow rows: AdaptDHM's shares of its centres.
  [3, 1030, 11],
] as const;

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    const batches = [
      [1, 1],
      [3, 3],
      [1, 3],
      [3, 1],
    ] as const;
    test.each(SIZES)('product of [.., %i, %i] and [.., , %i], every transposition and broadcast', async (left, inner, right) => {
      const random = randomStream(left, `product/${inner}/${right}`);
      for (const transposedA of [false, true])
        for (const transposedB of [false, true])
          for (const [batchA, batchB] of batches) {
            const sideA = { batch: batchA, rows: transposedA ? inner : left, columns: transposedA ? left : inner, transposed: transposedA };
            const sideB = { batch: batchB, rows: transposedB ? right : inner, columns: transposedB ? inner : right, transposed: transposedB };
            const [a, b] = [sideA, sideB].map(({ batch, rows, columns }) => normals(random, batch * rows * columns)) as [Float32Array, Float32Array];
            const got = await valuesOf(() =>
              matMul(
                tensor(a, [batchA, sideA.rows, sideA.columns]) as Tensor3D,
                tensor(b, [batchB, sideB.rows, sideB.columns]) as Tensor3D,
                transposedA,
                transposedB,
              ),
            );
            expect(got.shape).toEqual([Math.max(batchA, batchB), left, right]);
            expectClose(got.values, productOf(a, sideA, b, sideB), 1e-5 * (1 + inner ** 0.5));
          }
    });

    test('slices, in one run of memory and not', async () => {
      const values = normals(randomStream(1, 'slice'), 4 * 5 * 6);
      for (const [begin, size] of [
        [
          [0, 0, 0],
          [4, 5, 6],
        ],
        [
          [1, 0, 0],
          [2, 5, 6],
        ],
        [
          [3, 2, 0],
          [1, 2, 6],
        ],
        [
          [2, 3, 1],
          [1, 1, 4],
        ],
        [
          [1, 1, 1],
          [2, 3, 4],
        ],
      ] as [number[], number[]][]) {
        const got = await valuesOf(() => slice(tensor(values, [4, 5, 6]), begin, size));
        const [b0, b1, b2] = begin as [number, number, number];
        const [s0, s1, s2] = size as [number, number, number];
        const wanted: number[] = [];
        for (let i = b0; i < b0 + s0; i++) for (let j = b1; j < b1 + s1; j++) for (let l = b2; l < b2 + s2; l++) wanted.push(at(values, (i * 5 + j) * 6 + l));
        expect(got.shape).toEqual(size);
        expectClose(got.values, wanted, 0);
      }
    });

    test.each([0, 1, 2])('a split along axis %i, of floats and of whole numbers', async (axis) => {
      const shape = [4, 5, 6] as [number, number, number];
      const sizes = [1, 0, (shape[axis] as number) - 1];
      const values = Int32Array.from({ length: 120 }, (_, i) => 1000 - i);
      for (const dtype of ['float32', 'int32'] as const) {
        let from = 0;
        for (const [n, length] of sizes.entries()) {
          const got = await valuesOf(() => split(tensor(values, shape, dtype), sizes, axis)[n] as Tensor);
          const begun = from;
          const isIn = (i: number) => {
            const place = [Math.floor(i / 30), Math.floor(i / 6) % 5, i % 6][axis] as number;
            return place >= begun && place < begun + length;
          };
          expect(got.shape).toEqual(shape.map((side, a) => (a === axis ? length : side)));
          expect([...Array.from(got.values)]).toEqual([...values].filter((_, i) => isIn(i)));
          from += length;
        }
      }
    });

    test.each([0, 1, 2])('parts side by side along axis %i, of floats and of whole numbers', async (axis) => {
      const lengths = [3, 0, 1, 6];
      const shapeOf = (length: number) => [4, 5, 7].map((side, a) => (a === axis ? length : side));
      for (const dtype of ['float32', 'int32'] as const) {
        const parts = lengths.map((length, n) => {
          const values = Int32Array.from({ length: (140 / ([4, 5, 7][axis] as number)) * length }, (_, i) => 1000 * (n + 1) - i);
          return tensor(values, shapeOf(length), dtype);
        });
        const got = await valuesOf(() => concat(parts, axis));
        expect(got.shape).toEqual(shapeOf(10));
        const wanted: number[] = [];
        const [, rows, columns] = got.shape as [number, number, number];
        for (let i = 0; i < got.values.length; i++) {
          const place = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
          let within = place[axis] as number;
          let n = 0;
          for (; within >= (lengths[n] as number); n++) within -= lengths[n] as number;
          const [, height, width] = shapeOf(lengths[n] as number) as [number, number, number];
          const [a, b, c] = place.map((at, side) => (side === axis ? within : at)) as [number, number, number];
          wanted.push(1000 * (n + 1) - ((a * height + b) * width + c));
        }
        expect(Array.from(got.values)).toEqual(wanted);
        for (const part of parts) part.dispose();
      }
    });

    test('segmented sums: empty segments, long ones, through an index and without', async () => {
      const random = randomStream(2, 'segments');
      const [n, width] = [300, 7];
      const values = normals(random, n * width);
      const index = Int32Array.from({ length: n }, () => random.below(n));
      const starts = Int32Array.from([0, 0, 1, 40, 40, 299, 300, 300]);
      for (const rows of [index, undefined]) {
        const wanted = new Float64Array((starts.length - 1) * width);
        for (let s = 0; s + 1 < starts.length; s++)
          for (let i = at(starts, s); i < at(starts, s + 1); i++)
            for (let j = 0; j < width; j++) wanted[s * width + j] = at(wanted, s * width + j) + at(values, (rows ? at(rows, i) : i) * width + j);
        const got = await valuesOf(() => segmentSum(tensor2d(values, [n, width]), rows && tensor1d(rows, 'int32'), tensor1d(starts, 'int32')));
        expect(got.shape).toEqual([starts.length - 1, width]);
        expectClose(got.values, wanted, 1e-4);
      }
    });

    test('sums by id, ids in any order and some never used', async () => {
      const random = randomStream(3, 'ids');
      const [n, width, rows] = [200, 5, 50];
      const values = normals(random, n * width);
      const ids = Int32Array.from({ length: n }, () => random.below(rows - 5));
      const wanted = new Float64Array(rows * width);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < width; j++) wanted[at(ids, i) * width + j] = at(wanted, at(ids, i) * width + j) + at(values, i * width + j);
      const got = await valuesOf(() => unsortedSegmentSum(tensor2d(values, [n, width]), tensor1d(ids, 'int32'), rows));
      expectClose(got.values, wanted, 1e-4);
    });

    test('an order by key: that of its definition, on every engine', async () => {
      for (const n of [1, 5, 1000]) {
        const rows = Int32Array.from({ length: n }, (_, i) => 7 * i + 3);
        const { values } = await valuesOf(() => shuffled(tensor1d(rows, 'int32'), 0xdeadbeef));
        expect(Array.from(values)).toEqual(Array.from(rows, (_, i) => rows[placeInShuffle(i, n, 0xdeadbeef)]));
      }
    });

    test('dropout masks: the same on every engine, the share asked for, another key another mask', async () => {
      const shape: [number, number, number] = [2, 300, 50];
      const { values } = await valuesOf(() => dropoutMask(shape, dropoutOfShare(0.3, 123456789)));
      const { values: other } = await valuesOf(() => dropoutMask(shape, dropoutOfShare(0.3, 4123456789)));
      const kept = Math.round(0.7 * DRAWS);
      let [held, both] = [0, 0];
      for (let i = 0; i < values.length; i++) {
        const wanted = drawOf(i, 123456789) < kept ? Math.fround(DRAWS / kept) : 0;
        if (at(values, i) !== wanted) expect.fail(`[${i}] is ${at(values, i)}, not ${wanted}`);
        held += Number(wanted > 0);
        both += Number(wanted > 0 && at(other, i) > 0);
      }
      // Four standard deviations of 30,000 fair draws.
      expect(Math.abs(held / values.length - 0.7)).toBeLessThan(0.011);
      expect(Math.abs(both / values.length - 0.49)).toBeLessThan(0.012);
    });
  });
}
