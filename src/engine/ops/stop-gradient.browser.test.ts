import { add, grad, mul, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import '../tfjs/gradients';
import { expect, test } from 'vitest';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import { stopGradient } from './stop-gradient';

test.each(['cpu', 'wasm', 'webgpu'] satisfies EngineName[])('no gradient flows through what is stopped, and it has the same values: %s', async (name) => {
  const engine = await startEngine(name);
  const [x, dy] = [tensor1d([2, -3]), tensor1d([1, 1])];
  const f = (of: Tensor) => add(mul(of, stopGradient(of)), stopGradient(mul(of, of)));
  const [value, gradient] = tidy(() => [f(x), grad(f)(x, dy)]) as [Tensor, Tensor];
  expect([...(await value.data())]).toEqual([8, 18]);
  expect([...(await gradient.data())]).toEqual([2, -3]);
  for (const each of [x, dy, value, gradient]) each.dispose();
  engine.stop();
});
