import { backend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { ADAPTER_CELL, ADAPTER_CELL_GRADIENT, LINEAR, LINEAR_BY_INPUT, LINEAR_BY_WEIGHT, NORM, NORM_GRADIENT, runFused } from '../kernels/fused';
import type { Backend } from './backend';
import type { Machine } from './machine';

let engine: Engine;
let machine: Machine;
beforeAll(async () => {
  engine = await startEngine('wasm');
  machine = (backend() as Backend).machine as Machine;
});
afterAll(() => engine.stop());

const random = randomStream(1, 'threads');
const normals = (...shape: number[]): Tensor => {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
};

describe('threads', () => {
  test('the page is isolated, and all that the processor has are started', () => {
    expect(crossOriginIsolated).toBe(true);
    expect(machine.threads).toBe(Math.min(navigator.hardwareConcurrency, 8));
    if (machine.threads > 1) expect(engine.info.adapter).toContain(`${machine.threads} threads`);
  });

  test('one, two and five give the same bits', async () => {
    const [towers, rows, width, k, r] = [3, 500, 113, 35, 32];
    const x = normals(1, rows, width);
    const [weight, bias, dy] = [normals(towers, width, 128), normals(towers, 1, 128), normals(towers, rows, 128)];
    const h = normals(1, rows, k * k);
    const cell = { z: dy, h, u1: normals(128, k), v1: normals(k, r), u2: normals(r, k), v2: normals(k, 128), b1: normals(r), b2: normals(128) };
    const [gamma, beta] = [normals(towers, 1, 128), normals(towers, 1, 128)];
    const ints = tensor(new Int32Array(rows), [rows, 1], 'int32');
    const norm = { sets: 'batch', domains: 3, count: rows - 7, unbiased: false, rectified: true, momentum: 0, kept: 2 ** 23, key: 5 };

    const run = async () => {
      const made = tidy(() => {
        const y = runFused<Tensor>(LINEAR, { x, weight, bias });
        const dx = runFused<Tensor>(LINEAR_BY_INPUT, { dy, weight }, { towers: 1 });
        const byWeight = runFused<Tensor[]>(LINEAR_BY_WEIGHT, { x, dy });
        const normed = runFused<Tensor[]>(NORM, { x: y, gamma, beta, ints }, norm) as [Tensor, Tensor, Tensor];
        const [out, mean, scale] = normed;
        const byNorm = runFused<Tensor[]>(NORM_GRADIENT, { dy, x: y, y: out, gamma, mean, scale, ints }, norm);
        const cells = runFused<Tensor[]>(ADAPTER_CELL, cell, { scale: 0.2 });
        const [, t1, t2, a, t4, t5] = cells;
        const byCell = runFused<Tensor[]>(ADAPTER_CELL_GRADIENT, { du: dy, ...cell, t1, t2, a, t4, t5 }, { scale: 0.2 });
        return [y, dx, ...byWeight, ...normed, ...byNorm, ...cells, ...byCell];
      });
      const values = await Promise.all(made.map((tensor) => tensor.data()));
      for (const tensor of made) tensor.dispose();
      return values.map((each) => new Int32Array(each.buffer, each.byteOffset, each.length));
    };

    machine.stopThreads();
    const alone = await run();
    expect(machine.threads).toBe(1);
    for (const count of [2, 5]) {
      await machine.startThreads(count);
      expect(machine.threads).toBe(count);
      for (let again = 0; again < 10; again++) {
        const together = await run();
        for (const [i, values] of alone.entries()) {
          const differs = values.findIndex((value, at) => value !== together[i]?.[at]);
          if (differs >= 0) expect.fail(`result ${i}[${differs}] differs with ${count} threads`);
        }
      }
      machine.stopThreads();
    }
  });

  test('threads that have slept work again', async () => {
    await machine.startThreads(2);
    const [x, weight, bias] = [normals(1, 300, 40), normals(1, 40, 50), normals(1, 1, 50)];
    const first = await runFused<Tensor>(LINEAR, { x, weight, bias }).data();
    for (let again = 0; again < 5; again++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await runFused<Tensor>(LINEAR, { x, weight, bias }).data()).toEqual(first);
    }
  });
});
