import { keep, type Tensor1D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRESETS } from '../config/presets';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { demoRun, learnerOf } from './test-helpers';

/**
 * What the authors' all-ones start does, at their MovieLens sizes, and near the identity does not: the units of the
 * bottleneck stay identical, and the sigmoid behind the down-projection is exactly 1, so that nothing below it learns.
 */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine('wasm');
});
afterAll(() => engine.stop());

const [BATCH, STEPS] = [512, 8];
const BELOW = ['u1', 'v1', 'b1'] as const;

async function trained(adapterInit: 'authors' | 'near-identity') {
  const input: RunConfigInput = {
    data: { source: { demo: 'conflict', rows: 6000 } },
    model: { ...PRESETS[0]?.config.model, adapterInit },
    train: { weightDecay: 0, embeddingDecay: 0 },
  };
  const run = demoRun(input);
  const { batcher, learner } = learnerOf(engine, run, BATCH);
  const { parameters } = learner.model;
  const largest: Record<string, number> = {};
  for (let i = 0; i < STEPS; i++) {
    const batch = batcher.make(Int32Array.from({ length: BATCH }, (_, b) => i * BATCH + b));
    let flat: Tensor1D | undefined;
    const loss = learner.step(batch, {
      inspect: (gradient) => {
        flat = keep(gradient.clone());
      },
    });
    const gradient = (await (flat as unknown as Tensor1D).data()) as Float32Array;
    for (const id of [...BELOW, 'gamma']) {
      const own = parameters.view(gradient, `adapter.0.${id}`);
      largest[id] = own.reduce((most, value) => Math.max(most, Math.abs(value)), largest[id] ?? 0);
    }
    for (const each of [loss, flat as unknown as Tensor1D, batch]) each.dispose();
  }
  const [v1, u2] = (await learner.readParameters(['adapter.0.v1', 'adapter.0.u2'])) as [Float32Array, Float32Array];
  learner.dispose();
  const { k, bottleneck: r } = run.config.model;
  // Unit j of the bottleneck: column j of V1 [k, r], row j of U2 [r, k].
  let apart = 0;
  for (let j = 1; j < r; j++) {
    for (let i = 0; i < k; i++) {
      apart = Math.max(apart, Math.abs((v1[i * r + j] as number) - (v1[i * r] as number)), Math.abs((u2[j * k + i] as number) - (u2[i] as number)));
    }
  }
  return { largest, apart };
}

test('all ones: gradients below the sigmoid are exactly 0, and the bottleneck’s units are one unit', async () => {
  const { largest, apart } = await trained('authors');
  for (const id of BELOW) expect(largest[id], id).toBe(0);
  expect(largest.gamma).toBeGreaterThan(0);
  expect(apart).toBe(0);
});

test('near the identity: they learn, each its own way', async () => {
  const { largest, apart } = await trained('near-identity');
  for (const id of BELOW) expect(largest[id], id).toBeGreaterThan(0);
  expect(apart).toBeGreaterThan(0.1);
});
