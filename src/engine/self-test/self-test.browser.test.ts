import { getKernel, type KernelConfig, neg, registerKernel, type Tensor, unregisterKernel } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FUSED_OP_NAMES } from '../../protocol/engine';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { LOGISTIC_LOSS } from '../kernels/fused';
import { isFused, setFused } from '../kernels/fusion';
import { selfTest } from './self-test';

for (const name of ['wasm', 'webgpu'] as const) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterEach(() => {
      for (const op of FUSED_OP_NAMES) setFused(op, true);
    });
    afterAll(() => engine.stop());

    test('every op is compared, and agrees', async () => {
      const before = await measured(engine);
      const checks = await selfTest(engine, (compare) => compare());
      console.log(
        name,
        `${checks.reduce((sum, { ms }) => sum + ms, 0).toFixed(0)} ms in all:`,
        checks.map(({ op, deviation, ms }) => `${op} ${deviation.toExponential(1)} ${ms.toFixed(0)} ms`).join(', '),
      );
      expect(checks.map(({ op }) => op)).toEqual(FUSED_OP_NAMES);
      for (const { op, deviation, passed } of checks) {
        expect(deviation, op).toBeLessThan(2e-5);
        expect(passed, op).toBe(true);
        expect(isFused(op), op).toBe(true);
      }
      expect((await measured(engine)).tensors).toBe(before.tensors);
    });

    test('a kernel that computes something else is found, and its op runs composed from then on', async () => {
      const own = getKernel(LOGISTIC_LOSS, name) as KernelConfig;
      unregisterKernel(LOGISTIC_LOSS, name);
      const kernelFunc: KernelConfig['kernelFunc'] = (args) =>
        own.kernelFunc({ ...args, inputs: { ...args.inputs, logits: neg(args.inputs.logits as Tensor) } });
      registerKernel({ ...own, kernelFunc });
      try {
        const checks = await selfTest(engine, (compare) => compare());
        const wrong = checks.filter(({ passed }) => !passed);
        expect(wrong.map(({ op }) => op)).toEqual(['logistic loss']);
        expect(wrong[0]?.deviation).toBeGreaterThan(0.1);
        expect(wrong[0]?.deviation).toBeLessThan(10);
        expect(isFused('logistic loss')).toBe(false);
        expect(isFused('norm')).toBe(true);
      } finally {
        unregisterKernel(LOGISTIC_LOSS, name);
        registerKernel(own);
      }
    });

    test('it ends where it is told to', async () => {
      let asked = 0;
      expect(await selfTest(engine, async (compare) => (++asked <= 2 ? compare() : undefined))).toHaveLength(2);
    });
  });
}

async function measured(engine: Engine) {
  await engine.finished();
  return engine.allocated();
}
