import { add, keep, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { optimise, type State } from '../engine/kernels/fused.definition.test-helper';
import { FULL } from '../lib/full.test-helper';
import { randomStream } from '../lib/random';
import { Model } from '../model/model';
import { batchColumns, embeddingTables } from '../model/shape';
import type { EngineName } from '../protocol/engine';
import { Batcher, modelShape } from './rows/batch';
import { Learner, startState } from './step';
import { demoRun, SMALL } from './test-helpers';

/**
 * Which number decays by which of the three settings: a learner's steps against the definition in float64, where the name of
 * each parameter alone says its decay.
 */

const [BATCH, STEPS] = [64, 3];
/** Far apart, so that a wrong one is seen at once. */
const DECAYS = { weightDecay: 0.9, embeddingDecay: 0.5, adapterDecay: 0.2 };
const OPTIMISERS = [{ optimiser: 'sgd', momentum: 0.9, learningRate: 0.02 }, { optimiser: 'adamw' }] satisfies RunConfigInput['train'][];
/** Two widths of embedding, and a table that two fields share. */
const SPARSE: NonNullable<RunConfigInput['data']>['sparse'] = [
  'user_id',
  { column: 'item_id', embedding: 2 },
  { name: 'item_again', column: 'item_id', share: 'item_id' },
  'category',
];

const decayOf = (name: string) =>
  name.startsWith('adapter.') ? DECAYS.adapterDecay : /^embedding(\.|$)/.test(name) ? DECAYS.embeddingDecay : DECAYS.weightDecay;

/** @returns the largest deviation from the definition in each parameter, after some steps with one batch, and how many were left where they were */
async function deviations(engine: Engine, input: RunConfigInput): Promise<{ largest: Map<string, number>; still: number }> {
  const { data, config } = demoRun({ ...SMALL, data: { ...SMALL.data, sparse: SPARSE }, ...input });
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const { parameters: layout } = model;
  const state = startState(model, 3);
  const random = randomStream(5, 'decay');
  // Far from any start, so that every number has something to lose.
  for (const { name } of layout.entries) {
    const view = layout.view(state.parameters, name);
    for (const i of view.keys()) view[i] = (view[i] as number) + 0.4 * random.normal();
  }
  const learner = new Learner(engine, model, state, config.train, config.seed);
  const batcher = new Batcher(data, shape, { size: BATCH, parallelSums: engine.parallelSums });
  const batch = batcher.make(Int32Array.from({ length: BATCH }, (_, i) => i));
  const { optimiser, learningRate: rate, momentum, embeddingUpdates } = config.train;

  // Where embeddings are lazy, those that the batch does not name stay where they are.
  const moves = new Uint8Array(layout.size).fill(1);
  if (embeddingUpdates === 'lazy') {
    const ints = await batch.ints.data();
    const columns = batch.ints.shape[1];
    for (const [t, { name, width, slots }] of embeddingTables(shape).entries()) {
      const [from, to] = layout.range(name);
      const { column } = batchColumns(shape).tables[t] as { column: number };
      moves.fill(0, from, to);
      for (let row = 0; row < BATCH; row++) {
        for (let slot = 0; slot < slots; slot++) {
          const id = ints[row * columns + column + slot] as number;
          moves.fill(1, from + id * width, from + (id + 1) * width);
        }
      }
    }
  }

  const empty = () => new Float64Array(layout.size);
  let wanted: State = { parameters: Float64Array.from(state.parameters), first: empty(), second: optimiser === 'sgd' ? new Float64Array() : empty() };
  for (let t = 1; t <= STEPS; t++) {
    let gradient: Tensor | undefined;
    learner.step(batch, { inspect: (flat) => (gradient = keep(add(flat, 0))) }).dispose();
    const exact = Float64Array.from(await (gradient as Tensor).data());
    gradient?.dispose();
    const none = { embeddings: [0, 0] as [number, number], embeddingDecay: 0, adapters: [0, 0] as [number, number], adapterDecay: 0 };
    const next: State = { parameters: wanted.parameters.slice(), first: wanted.first.slice(), second: wanted.second.slice() };
    for (const decay of Object.values(DECAYS)) {
      // All parameters as if all had this decay; of these, those that have it are taken.
      const all = optimise(wanted, exact, { optimiser, t, rate, momentum, clip: 0, lazy: false, decay, ...none }, 0);
      for (const { name } of layout.entries.filter((entry) => decayOf(entry.name) === decay)) {
        const [from, to] = layout.range(name);
        for (let i = from; i < to; i++) {
          if (!moves[i]) continue;
          next.parameters[i] = all.parameters[i] as number;
          next.first[i] = all.first[i] as number;
          if (next.second.length > 0) next.second[i] = all.second[i] as number;
        }
      }
    }
    wanted = next;
  }
  const { parameters: got } = await learner.read();
  for (const each of [batch, learner, batcher]) each.dispose();
  const largest = new Map<string, number>();
  for (const { name } of layout.entries) {
    const [from, to] = layout.range(name);
    let most = 0;
    for (let i = from; i < to; i++) most = Math.max(most, Math.abs((got[i] as number) - (wanted.parameters[i] as number)));
    largest.set(name, most);
  }
  return { largest, still: moves.filter((each) => each === 0).length };
}

for (const engineName of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${engineName}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(engineName);
      expect(engine.info.name).toBe(engineName);
    });
    afterAll(() => engine.stop());

    // A software GPU is slow: what is most unlike, and all in `npm run verify`.
    const few = engineName === 'webgpu' && !FULL;
    const cases = (engineName === 'cpu' ? (['dense'] as const) : (['dense', 'lazy'] as const)).flatMap((embeddingUpdates) =>
      OPTIMISERS.map((settings) => ({ embeddingUpdates, ...settings })),
    );
    test.each(cases.filter((_, i) => !few || i % 3 === 0))('adapters, embeddings and the rest decay each by their own setting: %o', async (settings) => {
      // Wide & Deep and STAR on the way: parts of their own around the ones that decay apart.
      for (const backbone of engineName === 'cpu' || few ? (['dcn'] as const) : (['dcn', 'wide-deep', 'star'] as const)) {
        const train = { ...SMALL.train, ...DECAYS, ...settings };
        const { largest, still } = await deviations(engine, { model: { ...SMALL.model, backbone, adapters: [1, 2], bottom: [6] }, train });
        for (const [name, most] of largest) if (!(most < 2e-5)) expect.fail(`${backbone}, ${name}: ${most}`);
        expect([...largest.keys()].filter((name) => name.startsWith('adapter.'))).toHaveLength(16);
        expect(largest.has('hyper.0.weight')).toBe(true);
        if (settings.embeddingUpdates === 'lazy') expect(still).toBeGreaterThan(100);
      }
    });

    test('a model without adapters decays as before', async () => {
      const { largest } = await deviations(engine, { model: { ...SMALL.model, adapters: [] }, train: { ...SMALL.train, ...DECAYS, optimiser: 'adamw' } });
      for (const [name, most] of largest) if (!(most < 2e-5)) expect.fail(`${name}: ${most}`);
    });
  });
}
