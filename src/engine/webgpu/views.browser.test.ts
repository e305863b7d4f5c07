import { add, concat, matMul, mul, slice, type Tensor, type Tensor1D, type Tensor2D, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, VIEW_ALIGNMENT } from '../engine';
import { copyInto } from '../kernels/copy';
import { ENGINE_OF_TFJS } from '../tfjs/engine';
import type { Dispatcher } from './program';
import { startForTest } from './test-engine.test-helper';

let engine: Engine;
let dispatcher: Dispatcher;
beforeAll(async () => {
  ({ engine, dispatcher } = await startForTest());
});
afterAll(() => engine.stop());

const counting = (size: number) => tensor1d(Float32Array.from({ length: size }, (_, i) => i));
const listOf = async (held: Tensor) => Array.from(await held.data());

test('a view is its part of the whole, whichever of them is written to', async () => {
  const flat = counting(3 * VIEW_ALIGNMENT);
  const view = engine.view(flat, VIEW_ALIGNMENT, [2, 3]);
  expect(view.shape).toEqual([2, 3]);
  expect(await listOf(view)).toEqual([64, 65, 66, 67, 68, 69]);

  // What was read before must not be what is read now.
  expect((await flat.data())[65]).toBe(65);
  copyInto(tensor2d([7, 8, 9, 10, 11, 12], [2, 3]), view);
  expect(await listOf(view)).toEqual([7, 8, 9, 10, 11, 12]);
  const after = await listOf(flat);
  expect(after.slice(62, 72)).toEqual([62, 63, 7, 8, 9, 10, 11, 12, 70, 71]);

  copyInto(zeros([flat.size]), flat);
  expect(await listOf(view)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('from view to view of one whole', async () => {
  const flat = counting(2 * VIEW_ALIGNMENT);
  const [from, to] = [engine.view(flat, 0, [5]), engine.view(flat, VIEW_ALIGNMENT, [5])];
  copyInto(from, to);
  expect(await listOf(to)).toEqual([0, 1, 2, 3, 4]);
  expect((await listOf(flat)).slice(63, 70)).toEqual([63, 0, 1, 2, 3, 4, 69]);
});

test("tfjs's own kernels read a view", async () => {
  const flat = counting(4 * VIEW_ALIGNMENT);
  const view = engine.view(flat, 2 * VIEW_ALIGNMENT, [2, 2]) as Tensor2D;
  expect(await listOf(add(view, 1))).toEqual([129, 130, 131, 132]);
  expect(await listOf(mul(view, view))).toEqual([128 ** 2, 129 ** 2, 130 ** 2, 131 ** 2]);
  expect(await listOf(matMul(view, tensor2d([0, 1, 1, 0], [2, 2])))).toEqual([129, 128, 131, 130]);
  expect(await listOf(slice(view, [1, 0], [1, 2]))).toEqual([130, 131]);
  expect(await listOf(concat([view, view.clone()], 1))).toEqual([128, 129, 128, 129, 130, 131, 130, 131]);
  const odd = engine.view(flat, VIEW_ALIGNMENT, [5]) as Tensor1D;
  expect(await listOf(add(odd, odd))).toEqual([128, 130, 132, 134, 136]);
});

test('disposing of a view frees nothing, and costs nothing', async () => {
  const flat = counting(VIEW_ALIGNMENT);
  await flat.data();
  const before = engine.allocated();
  const view = engine.view(flat, 0, [3]);
  const sum = add(view, view);
  view.dispose();
  expect(await listOf(sum)).toEqual([0, 2, 4]);
  sum.dispose();
  expect(engine.allocated().tensors).toBe(before.tensors);
  expect((await listOf(flat)).slice(0, 4)).toEqual([0, 1, 2, 3]);
});

test('a view that cannot be is refused', () => {
  const flat = counting(2 * VIEW_ALIGNMENT);
  expect(() => engine.view(flat, 1, [3])).toThrow(/multiple of 64/);
  expect(() => engine.view(flat, VIEW_ALIGNMENT, [65])).toThrow(/leaves a tensor of 128/);
  expect(() => engine.view(flat, 0, [3]).dataSync()).toThrow(/await/);
});

test('tensors made together keep their buffer until the last of them goes', async () => {
  const wrap = (info: { dataId: object; shape: number[] }) => ENGINE_OF_TFJS.makeTensorFromTensorInfo({ ...info, dtype: 'float32' }, dispatcher.backend);
  const values = [tensor1d([1, 2, 3]), tensor2d([4, 5, 6, 7], [2, 2])] as const;
  dispatcher.submit();
  const before = engine.allocated().tensors;
  const [first, second] = dispatcher.allocateTogether([[3], [2, 2]]).tensors.map(wrap) as [Tensor, Tensor];
  copyInto(values[0], first);
  copyInto(values[1], second);
  first.dispose();
  dispatcher.submit();
  // Had the buffer gone back, this would take it.
  const other = zeros([2 * VIEW_ALIGNMENT]);
  expect(await listOf(second)).toEqual([4, 5, 6, 7]);
  for (const each of [second, other]) each.dispose();
  dispatcher.submit();
  expect(engine.allocated().tensors).toBe(before);
});
