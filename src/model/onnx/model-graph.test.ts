import { erf, getBackend, memory } from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web';
import { beforeAll, expect, test } from 'vitest';
import { sortsRows } from '../../config/backbones';
import { DEFAULT_MODEL, DEFAULT_TRAIN } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import { ADAPTER_KINDS, BACKBONES, type ModelConfig } from '../../config/run-config';
import type { SparseField } from '../../data/types';
import { startCpu } from '../../engine/cpu/start';
import type { Engine } from '../../engine/engine';
import { ENGINE_OF_TFJS } from '../../engine/tfjs/engine';
import { onnxFile } from '../../exports/onnx/file';
import { FULL } from '../../lib/full.test-helper';
import { randomStream } from '../../lib/random';
import { Batcher, modelShape } from '../../training/rows/batch';
import { mixedRows } from '../../training/rows/mixed-rows.test-helper';
import { Learner, startState } from '../../training/step';
import { Model } from '../model';
import type { ModelShape } from '../shape';
import type { ModelState } from '../state-dict';
import { modelGraph } from './model-graph';

/** Graphs, run by onnxruntime, against what the model predicts here. */

const [ROWS, DOMAINS] = [100, 3];
const random = randomStream(11, 'rows');
const ALL_ROWS = Array.from({ length: ROWS }, (_, row) => row);
const DOMAIN_OF = Int32Array.from({ length: ROWS }, () => random.below(DOMAINS));
const ROWS_OF_TWO_DOMAINS = ALL_ROWS.filter((row) => DOMAIN_OF[row] !== 1).slice(0, 7);
const DATA = mixedRows(DOMAIN_OF, DOMAINS, random);
const SPARSE = DATA.sparse;
const SMALL: ModelConfig = {
  ...DEFAULT_MODEL,
  layers: [6, 5],
  adapters: [1, 2],
  hyper: [7],
  k: 3,
  bottleneck: 2,
  embedding: 2,
  bottom: [6, 5],
  experts: 2,
  ownExperts: 2,
  levels: 2,
  extraction: [5, 4],
};

let engine: Engine;
beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  engine = await startCpu('it is there');
});

/** Of each backbone: with HAMUR and alone, as the authors have it, on own rows, and with HAMUR's relatives. */
const ALL: Partial<ModelConfig>[] = BACKBONES.flatMap((backbone) => [
  { backbone },
  { backbone, adapters: [] },
  { backbone, fidelity: 'reference' as const },
  { backbone, towerRows: 'own' as const, domainNormTraining: 'per-domain' as const },
  { backbone, sharing: 'pooled' as const },
  { backbone, follows: 'public-code' as const },
  { backbone, gateNorm: true },
  ...ADAPTER_KINDS.map((adapterKind) => ({ backbone, adapterKind })),
  { backbone, adapterKind: 'per-domain' as const, fidelity: 'reference' as const },
  { backbone, domainNormTraining: 'per-domain' as const, domainNormEvaluation: 'batch' as const },
]);
/** What is most unlike; all of it with FULL=1. */
const QUICK = ALL.filter((change, i) => i % 10 === 0 || change.fidelity === 'reference' || change.adapterKind === 'per-domain').filter((_, i) => i % 3 === 0);
/** Its input is normalised by the rows of the call. */
const NORMED_TOGETHER: Partial<ModelConfig> = { backbone: 'star', follows: 'public-code', adapters: [] };
const CASES = (FULL ? ALL : [...QUICK, ...BACKBONES.map((backbone) => ({ backbone })), NORMED_TOGETHER]).map(
  (change) => [JSON.stringify(change), change] as const,
);

/** Rows as a graph is given them. */
function given({ fields }: ModelShape, positions: number[]): Record<string, ort.Tensor> {
  const read = fields.map(({ name }) => SPARSE.find((field) => field.name === name) as SparseField);
  const slots = read.reduce((sum, field) => sum + field.slots, 0);
  const each = <T>(of: (field: SparseField, at: number) => T) =>
    positions.flatMap((row) => read.flatMap((field) => Array.from({ length: field.slots }, (_, slot) => of(field, row * field.slots + slot))));
  return {
    ids: new ort.Tensor('int64', BigInt64Array.from(each(({ ids: all }, at) => BigInt(all[at] as number))), [positions.length, slots]),
    weights: new ort.Tensor('float32', Float32Array.from(each((field, at) => field.weights?.[at] ?? 1)), [positions.length, slots]),
    dense: new ort.Tensor(
      'float32',
      Float32Array.from(positions, (row) => DATA.dense[0]?.values[row] as number),
      [positions.length, 1],
    ),
    domain: new ort.Tensor(
      'int64',
      BigInt64Array.from(positions, (row) => BigInt(DOMAIN_OF[row] as number)),
      [positions.length],
    ),
  };
}

/** A model far from any start, so that every part of it counts. */
function modelOf(change: Partial<ModelConfig>): { model: Model; state: ModelState } {
  const config: ModelConfig = { ...SMALL, ...fidelityBundle(change.fidelity ?? 'recommended').model, ...change };
  const model = new Model(modelShape(DATA, config), config);
  const state = startState(model, 3);
  const values = randomStream(5, 'state');
  for (const [i, value] of state.parameters.entries()) state.parameters[i] = value + 0.3 * values.normal();
  for (const [i, value] of state.buffers.entries()) state.buffers[i] = value + 0.1 * values.uniform();
  return { model, state };
}

test.each(CASES)('onnxruntime predicts the same of one row, of some and of all: %s', async (_, change) => {
  const { model, state } = modelOf(change);
  const session = await ort.InferenceSession.create(onnxFile(await modelGraph(model, state), {}));
  const learner = new Learner(engine, model, state, DEFAULT_TRAIN, 1);
  const batcher = new Batcher(DATA, model.shape, { size: ROWS, parallelSums: false, sorted: sortsRows(model.config) });
  // The first rows lack a domain, the one row all but one.
  for (const positions of [[4], ROWS_OF_TWO_DOMAINS, ALL_ROWS]) {
    const batch = batcher.make(Int32Array.from(positions));
    const wanted = learner.predict(batch);
    const inputs = given(model.shape, positions);
    const { probability } = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, inputs[name] as ort.Tensor])));
    const got = probability?.data as Float32Array;
    expect(got.length).toBe(positions.length);
    const values = wanted.dataSync();
    expect(Math.max(...got.map((value, i) => Math.abs(value - (values[i] as number))))).toBeLessThan(1e-5);
    for (const each of [wanted, batch]) each.dispose();
  }
  for (const each of [batcher, learner]) each.dispose();
  await session.release();
});

test('the engine that was in use is in use again, and nothing is left behind', async () => {
  const { model, state } = modelOf({ backbone: 'dcn' });
  const { runKernel } = ENGINE_OF_TFJS;
  const before = memory().numTensors;
  await modelGraph(model, state);
  expect(getBackend()).toBe('cpu');
  expect(memory().numTensors).toBe(before);
  expect(ENGINE_OF_TFJS.runKernel).toBe(runKernel);
});

test('a kernel without a translation is named, and no graph is made', async () => {
  const { model, state } = modelOf({ backbone: 'mlp' });
  const logits = model.logits.bind(model);
  model.logits = (pass) => erf(logits(pass));
  await expect(modelGraph(model, state)).rejects.toThrow('The kernel Erf has no translation into ONNX.');
});
