import { relu, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { startEngine } from '../../choose';

const engine = await startEngine('webgpu');
afterAll(() => engine.stop());

test('what is below zero becomes zero, and what is no number stays none', async () => {
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
  const values = tensor1d([-infinite, -1, -1e-30, 0, 1e-30, 2, infinite, none, -none]);
  const open = relu(values);
  expect([...(await open.data())]).toEqual([0, 0, 0, 0, Math.fround(1e-30), 2, infinite, none, none]);
  for (const each of [values, open]) each.dispose();
});
