import { backend, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import type { Backend } from './backend';
import type { Machine } from './machine';

let engine: Engine;
let wasm: Backend;
beforeAll(async () => {
  engine = await startEngine('wasm');
  wasm = backend() as Backend;
});
afterAll(() => engine.stop());

test('what there is no memory for is an error, and leaves everything as it was', async () => {
  const before = engine.allocated();
  for (const floats of [1_073_700_000, 2 ** 30, 3 * 2 ** 30])
    expect(() => wasm.makeOutput([floats], 'float32'), `${floats} floats`).toThrow(/engine: the WebAssembly engine cannot get (4,096|12,288) MiB more memory/);
  expect(() => (wasm.machine as Machine).space('too much', 4_294_800_000)).toThrow(/cannot get 4,096 MiB more memory\. Use a smaller batch/);
  expect(engine.allocated()).toEqual(before);
  const held = tensor1d([1, 2, 3]);
  expect(Array.from(await held.data())).toEqual([1, 2, 3]);
  held.dispose();
});

test('bytes are those that are held, tensors and work space', () => {
  const { bytes } = engine.allocated();
  const held = tensor1d(new Float32Array(1000));
  expect(engine.allocated().bytes - bytes).toBe(4000);
  held.dispose();
  expect(engine.allocated().bytes).toBe(bytes);
  (wasm.machine as Machine).space('test', 500);
  (wasm.machine as Machine).space('test', 300);
  expect(engine.allocated().bytes - bytes).toBe(500);
  (wasm.machine as Machine).space('test', 700);
  expect(engine.allocated().bytes - bytes).toBe(700);
});
