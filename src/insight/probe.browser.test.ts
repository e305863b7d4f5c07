import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { Model } from '../model/model';
import { Batcher, modelShape } from '../training/batch';
import { Learner, startState } from '../training/step';
import { demoRun, SMALL } from '../training/test-helpers';
import { Prober } from './probe';
import type { GeneratedWeights } from './types';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine('wasm');
});
afterAll(() => engine.stop());

const expectClose = (got: ArrayLike<number>, wanted: ArrayLike<number>) => {
  expect(got.length).toBe(wanted.length);
  const largest = Math.max(...Array.from(wanted, Math.abs));
  expect(largest).toBeGreaterThan(0);
  for (let i = 0; i < got.length; i++) expect(Math.abs((got[i] as number) - (wanted[i] as number))).toBeLessThan(1e-5 * (1 + largest));
};

for (const fidelity of ['recommended', 'reference'] as const) {
  test(`what is shown is what the adapters use, in ${fidelity} mode`, async () => {
    const { data, config } = demoRun({ ...SMALL, model: { ...SMALL.model, adapters: [1, 2], fidelity } });
    const shape = modelShape(data, config.model);
    const model = new Model(shape, config.model);
    const batcher = new Batcher(data, shape, { size: 32, parallelSums: engine.parallelSums });
    const learner = new Learner(engine, model, startState(model, 5), config.train, config.seed);
    for (let i = 0; i < 3; i++) {
      const batch = batcher.make(Int32Array.from({ length: 32 }, (_, row) => 32 * i + row));
      learner.step(batch).dispose();
      batch.dispose();
    }
    const rows = Array.from(data.split.val).slice(0, 4);
    const before = engine.allocated();
    const prober = new Prober(data, batcher, 1);
    // A row number that the table does not have is passed over.
    prober.watch([...rows, 999_999]);
    const probe = await prober.look(learner, 0.5);
    expect(engine.allocated()).toEqual(before);
    expect(probe).toMatchObject({
      step: 3,
      epoch: 0.5,
      k: 3,
      bottleneck: 4,
      adapters: [
        { layer: 1, width: 12 },
        { layer: 2, width: 8 },
      ],
    });
    expect(probe.subjects.map(({ subject }) => subject.kind)).toEqual(['domain', 'domain', 'domain', 'row', 'row', 'row', 'row']);

    // Each row's matrices again, composed on the engine from H and the factors.
    const { k, bottleneck } = config.model;
    const batch = batcher.make(Int32Array.from(rows));
    const output = learner.hyperOutput(batch, rows.length);
    const all = await output.data();
    const scale = fidelity === 'recommended' ? 1 / Math.sqrt(k) : 1;
    for (const [i] of rows.entries()) {
      const shown = probe.subjects[3 + i] as GeneratedWeights;
      const own = Array.from(all.slice(i * k * k, (i + 1) * k * k), (value) => value * scale);
      expectClose(shown.h, own);
      for (const [a, { width }] of probe.adapters.entries()) {
        const [u1, v1, u2, v2] = (await learner.readParameters(['u1', 'v1', 'u2', 'v2'].map((id) => `adapter.${a}.${id}`))) as [
          Float32Array,
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const formed = (u: Float32Array, rowsOfU: number, v: Float32Array, columns: number) =>
          tidy(() => matMul(matMul(tensor2d(u, [rowsOfU, k]), tensor2d(own, [k, k])), tensor2d(v, [k, columns]))).data();
        expectClose(shown.adapters[a]?.down as Float32Array, await formed(u1, width, v1, bottleneck));
        expectClose(shown.adapters[a]?.up as Float32Array, await formed(u2, bottleneck, v2, width));
      }
    }
    for (const each of [output, batch, learner]) each.dispose();
  });
}

test('a domain’s weights are the mean of its rows’ own', async () => {
  const { data, config } = demoRun(SMALL);
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  // Two rows a domain, so that the watched rows can be all of them.
  const batcher = new Batcher(data, shape, { size: 6, parallelSums: engine.parallelSums });
  const learner = new Learner(engine, model, startState(model, 5), config.train, config.seed);
  const prober = new Prober(data, batcher, 1);
  const [mean] = (await prober.look(learner, 0)).subjects as [GeneratedWeights];
  if (mean.subject.kind !== 'domain') throw new Error('The first subject is the first domain.');
  expect(mean.subject).toMatchObject({ domain: 0, name: 'home', rows: 2 });

  prober.watch(Array.from(data.split.val).filter((position) => data.domainIds[position] === 0));
  const { subjects } = await prober.look(learner, 0);
  const own = subjects.filter(({ subject }) => subject.kind === 'row');
  const pairs = own.flatMap((a, i) => own.slice(i + 1).map((b) => [a, b] as const));
  const half = (a: Float32Array, b: Float32Array) => a.map((value, i) => (value + (b[i] as number)) / 2);
  const near = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number)))) < 1e-6;
  const pair = pairs.find(([a, b]) => near(half(a.h, b.h), mean.h));
  if (!pair) throw new Error('No two rows of the domain have its mean H.');
  expectClose(mean.adapters[0]?.down as Float32Array, half(pair[0].adapters[0]?.down as Float32Array, pair[1].adapters[0]?.down as Float32Array));
  learner.dispose();
});
