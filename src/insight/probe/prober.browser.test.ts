import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { FULL } from '../../lib/full.test-helper';
import { generatedWeights } from '../../measures/spectra/generated-weights';
import { Model } from '../../model/model';
import type { ModelState } from '../../model/state-dict';
import type { EngineName } from '../../protocol/engine';
import type { Look } from '../../protocol/insight';
import { Batcher, modelShape } from '../../training/rows/batch';
import { Learner, startState } from '../../training/step';
import { demoRun, SMALL } from '../../training/test-helpers';
import { editedRows } from '../edited-rows';
import { Prober } from './prober';

const BATCH = 32;

/** A model with three steps behind it, or with parameters as `plant` makes them. */
function subjectOf(engine: Engine, change: RunConfigInput['model'] = {}, plant?: (model: Model, state: ModelState, data: EncodedData) => void) {
  const { data, config } = demoRun({ ...SMALL, model: { ...SMALL.model, ...change } });
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const options = { size: BATCH, parallelSums: engine.parallelSums, sorted: config.model.towerRows === 'own' };
  const batcher = new Batcher(data, shape, options);
  const state = startState(model, 5);
  plant?.(model, state, data);
  const learner = new Learner(engine, model, state, config.train, config.seed);
  for (let i = 0; i < (plant ? 0 : 3); i++) {
    const batch = batcher.make(Int32Array.from({ length: BATCH }, (_, row) => BATCH * i + row));
    learner.step(batch).dispose();
    batch.dispose();
  }
  const prober = new Prober(data, batcher, (edits) => new Batcher(editedRows(data, edits), shape, options), 1, config);
  const dispose = () => {
    for (const each of [prober, batcher, learner]) each.dispose();
  };
  return { data, config, model, batcher, learner, prober, dispose };
}

function expectClose(got: ArrayLike<number>, wanted: ArrayLike<number>) {
  expect(got.length).toBe(wanted.length);
  const largest = Math.max(...Array.from(wanted, Math.abs));
  expect(largest).toBeGreaterThan(0);
  for (let i = 0; i < got.length; i++) expect(Math.abs((got[i] as number) - (wanted[i] as number))).toBeLessThan(1e-5 * (1 + largest));
}

describe.each(['wasm', 'webgpu', 'cpu'] as EngineName[])('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine.stop());

  const all = [{ fidelity: 'recommended' }, { fidelity: 'reference' }, { towerRows: 'own', domainNormTraining: 'per-domain' }, { backbone: 'dcn' }] as const;
  // A software GPU is slow: what is most unlike, and all in `npm run verify`.
  test.each(name === 'webgpu' && !FULL ? all.slice(1, 3) : all)('what is told is what the adapters use: %o', async (change) => {
    const { data, config, batcher, learner, prober, dispose } = subjectOf(engine, { adapters: [1, 2], ...change });
    const chosen = Array.from(data.split.val).slice(0, 4);
    // A row number that the table does not have is ignored.
    prober.watch([...chosen.map((position) => data.sourceRows[position] as number), 999_999]);
    const before = engine.allocated();
    const look = await prober.look(learner, 0.5);
    expect(engine.allocated().tensors).toBe(before.tensors);
    expect(look).toMatchObject({
      step: 3,
      epoch: 0.5,
      k: 3,
      bottleneck: 4,
      final: false,
      adapters: [
        { layer: 1, width: 12 },
        { layer: 2, width: 8 },
      ],
    });

    // A quick look sees the same at the same rows, and leaves out what costs most.
    const { map, similarity, instances: every, ...rest } = look as Required<Look>;
    expect([map.coordinates.length, similarity.cka.length, every.predictions.length].every((length) => length > 0)).toBe(true);
    expect(await prober.glance(learner, 0.5)).toEqual(rest);
    expect(engine.allocated().tensors).toBe(before.tensors);

    // Each row's matrices again, composed on the engine from H and the factors.
    const { k, bottleneck } = config.model;
    const batch = batcher.make(Int32Array.from(chosen));
    const output = learner.hyperOutput(batch, chosen.length);
    const all = await output.data();
    const scale = change && 'fidelity' in change && change.fidelity === 'reference' ? 1 : 1 / Math.sqrt(k);
    for (const [i, position] of chosen.entries()) {
      const shown = look.rows[i] as Look['rows'][number];
      expect(shown).toMatchObject({ row: data.sourceRows[position], domain: data.domainIds[position] });
      const own = Array.from(all.slice(i * k * k, (i + 1) * k * k), (value) => value * scale);
      expectClose(shown.h, own);
      for (const [a, { width }] of look.adapters.entries()) {
        const [u1, v1, u2, v2] = (await learner.readParameters(['u1', 'v1', 'u2', 'v2'].map((id) => `adapter.${a}.${id}`))) as [
          Float32Array,
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const formed = (u: Float32Array, rowsOfU: number, v: Float32Array, columns: number) =>
          tidy(() => matMul(matMul(tensor2d(u, [rowsOfU, k]), tensor2d(own, [k, k])), tensor2d(v, [k, columns]))).data();
        const { down, up } = generatedWeights(shown.h, look.factors[a] as Look['factors'][number]);
        expectClose(down, await formed(u1, width, v1, bottleneck));
        expectClose(up, await formed(u2, bottleneck, v2, width));
      }
    }
    for (const each of [output, batch]) each.dispose();

    // Predictions are the model's own; in `reference` mode they depend on the batch.
    const { own } = prober.sample;
    const instances = look.instances as NonNullable<Look['instances']>;
    if (!('fidelity' in change && change.fidelity === 'reference')) {
      const probes = batcher.make(Int32Array.from(own.slice(0, BATCH), ({ position }) => position));
      const predicted = learner.predict(probes);
      expectClose(instances.predictions.slice(0, BATCH), (await predicted.data()).slice(0, BATCH));
      for (const each of [predicted, probes]) each.dispose();
    }
    // A domain's mean is that of its rows.
    for (const [d, { rows, h }] of look.domains.entries()) {
      const members = [...own.keys()].filter((i) => own[i]?.domain === d);
      expect(rows).toBe(members.length);
      expectClose(
        h,
        h.map((_, j) => members.reduce((sum, i) => sum + (instances.h[i * k * k + j] as number), 0) / rows),
      );
    }
    dispose();
  });
});

describe('planted truths', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('wasm');
  });
  afterAll(() => engine.stop());

  /** Random H, so that they differ from row to row: the last bias of the hyper-network keeps them positive. */
  const alive = (model: Model, state: ModelState) => {
    for (const { name } of model.parameters.entries) {
      if (!name.startsWith('hyper') && !name.startsWith('embedding')) continue;
      const view = model.parameters.view(state.parameters, name);
      for (const i of view.keys()) view[i] = (view[i] as number) + Math.sin(7 * i + name.length);
    }
  };
  /** The rows of the domain's field in the embedding table. */
  const domainRows = (model: Model, state: ModelState, data: EncodedData) => {
    const table = model.parameters.view(state.parameters, 'embedding');
    const width = model.config.embedding;
    const before = data.sparse
      .slice(
        0,
        data.sparse.findIndex(({ name }) => name === DOMAIN_FIELD),
      )
      .reduce((sum, { vocabulary }) => sum + vocabulary.length, 0);
    return table.subarray(before * width, (before + data.domains.length) * width);
  };

  test('a hyper-network that cannot see the domain makes all domains the same', async () => {
    const { learner, prober, dispose } = subjectOf(engine, {}, (model, state, data) => {
      alive(model, state);
      domainRows(model, state, data).fill(0.1);
    });
    const { similarity } = (await prober.look(learner, 0)) as Required<Look>;
    for (const value of similarity.cka) expect(value).toBeCloseTo(1, 5);
    for (const value of similarity.moved) expect(value).toBeLessThan(1e-5);
    for (const value of similarity.energy) expect(value).toBeLessThan(0.05);
    // Of groups that lie within each other it is a little below 0.
    expect(similarity.silhouette.mean).toBeLessThan(0.05);
    dispose();
  });

  test('one that sees little else keeps them apart, and two that it cannot tell apart together', async () => {
    const { learner, prober, dispose } = subjectOf(engine, {}, (model, state, data) => {
      alive(model, state);
      const rows = domainRows(model, state, data);
      const width = model.config.embedding;
      for (const [d, level] of [40, 40, -40].entries()) for (let j = 0; j < width; j++) rows[d * width + j] = level * Math.cos(j + (d === 2 ? 1 : 0));
    });
    const { similarity } = (await prober.look(learner, 0)) as Required<Look>;
    const at = (a: number, b: number, of: (number | null)[]) => of[3 * a + b] as number;
    expect(at(0, 1, similarity.cka)).toBeCloseTo(1, 5);
    expect(at(0, 1, similarity.energy)).toBeLessThan(0.05);
    expect(at(0, 1, similarity.moved)).toBeLessThan(1e-5);
    expect(at(0, 2, similarity.moved)).toBeGreaterThan(0.5);
    expect(at(0, 2, similarity.energy)).toBeGreaterThan(0.6);
    expect(at(1, 2, similarity.energy)).toBeGreaterThan(0.6);
    expect(similarity.silhouette.byDomain[2]).toBeGreaterThan(0.5);
    dispose();
  });

  test('the authors’ start has rank one and every unit saturated; near the identity neither', async () => {
    const ranks = async (adapterInit: 'authors' | 'near-identity') => {
      const { learner, prober, dispose } = subjectOf(engine, { adapterInit, adapters: [1, 2] }, alive);
      const { spectra, use } = await prober.look(learner, 0);
      dispose();
      return { down: spectra.adapters.map(({ down }) => down.map((each) => (each[1] as number) / (each[0] as number))), use };
    };
    const ones = await ranks('authors');
    for (const second of ones.down.flat()) expect(second).toBeLessThan(1e-3);
    const near = await ranks('near-identity');
    for (const second of near.down.flat()) expect(second).toBeGreaterThan(0.02);
    for (const { dead } of near.use) expect(dead).toBe(0);
    // Gamma starts at 0: nothing is added yet.
    for (const { size } of near.use) for (const each of size) expect(each).toBe(0);
    for (const { size } of ones.use) for (const each of size) expect(each).toBeGreaterThan(0);
  });
});
