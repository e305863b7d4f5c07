import { keep, type Tensor1D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sortsRows } from '../config/backbones';
import { DEFAULT_MODEL, DEFAULT_TRAIN } from '../config/complete';
import { ADAPTER_KINDS, BACKBONES, type Backbone, type ModelConfig } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { FULL } from '../lib/full.test-helper';
import { randomStream } from '../lib/random';
import { Model } from '../model/model';
import type { ModelState } from '../model/state-dict';
import type { EngineName } from '../protocol/engine';
import { definedLoss } from './definition/definition.test-helper';
import type { DefinedBatch } from './definition/rows.test-helper';
import { Batcher, modelShape } from './rows/batch';
import { mixedRows } from './rows/mixed-rows.test-helper';
import { Learner, startState } from './step';

/**
 * Loss and gradient of every backbone against its definition in float64: the loss itself, and central differences of it
 * by every single parameter, or, but for `npm run verify`, by every seventh one of each part, and the first of each (no width here
 * is a multiple of seven, so that all rows and columns have their turn). Shapes are tiny; domains are uneven; the batch is padded; rows have weights of their own.
 */

const [ROWS, PADDED, DOMAINS] = [14, 16, 3];
const EVERY = FULL ? 1 : 7;
const DOMAIN_OF = Int32Array.of(0, 1, 0, 2, 0, 1, 0, 2, 1, 0, 2, 1, 0, 2);
const random = randomStream(11, 'batch');

const DATA = mixedRows(DOMAIN_OF, DOMAINS, random);
const SPARSE = DATA.sparse;
const LOSS_WEIGHTS = Float32Array.from({ length: ROWS }, (_, i) => 1 + (i % 3) / 4);

const TINY: ModelConfig = {
  ...DEFAULT_MODEL,
  layers: [4, 3],
  adapters: [1, 2],
  hyper: [4],
  k: 2,
  bottleneck: 3,
  embedding: 2,
  dropout: 0,
  hyperDropout: 0,
  bottom: [4, 3],
  experts: 2,
  ownExperts: 2,
  levels: 2,
  extraction: [5, 4],
  // Some factors lie below.
  prunerEpsilon: 0.9,
  prunerAlpha: 2,
  prunerAlphaStep: 0.5,
};
const KINDS: { kind: string; change: Partial<ModelConfig>; domainAsInput?: false }[] = [
  { kind: 'HAMUR', change: {} },
  { kind: 'backbone alone', change: { adapters: [] } },
  { kind: 'own rows', change: { towerRows: 'own', adapterInit: 'xavier', gateNorm: true } },
  // Also what each of several separate models is: a model of one domain.
  { kind: 'pooled', change: { sharing: 'pooled', adapters: [2], towerRows: 'own', domainNormTraining: 'per-domain' } },
  { kind: 'domain norm per domain, domain no input', change: { domainNormTraining: 'per-domain', adapters: [1] }, domainAsInput: false },
];

/** What some backbones compute besides. */
const MORE_KINDS: Partial<Record<Backbone, typeof KINDS>> = {
  ppnet: [
    { kind: 'public code', change: { follows: 'public-code' } },
    { kind: 'public code alone', change: { follows: 'public-code', adapters: [] } },
  ],
  star: [
    { kind: 'public code', change: { follows: 'public-code' } },
    { kind: 'public code alone', change: { follows: 'public-code', adapters: [] } },
    { kind: 'public code, own rows', change: { follows: 'public-code', towerRows: 'own' } },
    { kind: 'public code, pooled', change: { follows: 'public-code', sharing: 'pooled', adapters: [2], towerRows: 'own' } },
  ],
  m3oe: [{ kind: 'public code', change: { follows: 'public-code' } }],
  'sar-net': [{ kind: 'public code', change: { follows: 'public-code' } }],
  adasparse: [
    { kind: 'public code', change: { follows: 'public-code' } },
    { kind: 'scaling', change: { pruner: 'scaling' } },
    { kind: 'binarization', change: { pruner: 'binarization', prunerEpsilon: 0.45 } },
  ],
  'adapt-dhm': [{ kind: 'public code', change: { follows: 'public-code' } }],
  m2m: [{ kind: 'layers of one width', change: { bottom: [4], layers: [4, 4] } }],
};

/** HAMUR's relatives: in towers that see all rows, in one shared network, and where the hyper-network reads embeddings first. */
const RELATIVES: typeof KINDS = ADAPTER_KINDS.filter((adapter) => adapter !== 'hamur').map((adapter) => ({
  kind: `adapters ${adapter}`,
  change: { adapterKind: adapter },
}));
const WITH_RELATIVES: readonly Backbone[] = FULL ? BACKBONES : ['mlp', 'dcn', 'wide-deep'];

function kindsOf(engine: EngineName, backbone: Backbone): typeof KINDS {
  // A software GPU is slow: what is most unlike, and all in `npm run verify`.
  const all = [...KINDS, ...(MORE_KINDS[backbone] ?? [])];
  const usual = engine === 'webgpu' && !FULL ? all.filter((_, i) => i % 3 === 0) : all;
  if (!WITH_RELATIVES.includes(backbone)) return usual;
  return [...usual, ...RELATIVES, { kind: 'adapters per-domain, own rows', change: { adapterKind: 'per-domain', towerRows: 'own' } }];
}

function definedBatch({ fields, domains }: Model['shape']): DefinedBatch {
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const read = SPARSE.filter(({ name }) => fields.some((field) => field.name === name));
  return {
    values: rows.map((row) =>
      read.map(({ ids: each, slots, weights: own }) =>
        Array.from({ length: slots }, (_, s) => ({ id: each[row * slots + s] as number, weight: own ? (own[row * slots + s] as number) : 1 })),
      ),
    ),
    dense: rows.map((row) => [DATA.dense[0]?.values[row] as number]),
    domains: Array.from(DOMAIN_OF, (domain) => (domains === 1 ? 0 : domain)),
    labels: Array.from(DATA.labels),
    weights: rows.map((row) => (LOSS_WEIGHTS[row] as number) / ROWS),
  };
}

/** The loss and its central differences, worked out once for all engines. */
const worked = new Map<string, { loss: number; gradient: Map<number, number> }>();
function defined(what: string, { shape, config, parameters, buffers }: Model, start: ModelState): { loss: number; gradient: Map<number, number> } {
  const known = worked.get(what);
  if (known) return known;
  const exact = Float64Array.from(start.parameters);
  const kept = Float64Array.from(start.buffers);
  const views = new Map([
    ...buffers.entries.map(({ name }) => [name, kept.subarray(...buffers.range(name))] as const),
    ...parameters.entries.map(({ name }) => [name, exact.subarray(...parameters.range(name))] as const),
  ]);
  const parameter = (name: string) => {
    const view = views.get(name);
    if (!view) throw new Error(`The model has no "${name}".`);
    return view;
  };
  const objective = definedLoss(shape, config, parameter, definedBatch(shape));
  const loss = objective();
  const h = 1e-6;
  const gradient = new Map<number, number>();
  // Not of the gaps between the entries, which nothing reads.
  for (const [from, to] of parameters.entries.map(({ name }) => parameters.range(name))) {
    for (let i = from; i < to; i += EVERY) {
      const value = exact[i] as number;
      exact[i] = value + h;
      const above = objective();
      exact[i] = value - h;
      const below = objective();
      exact[i] = value;
      gradient.set(i, (above - below) / (2 * h));
    }
  }
  const result = { loss, gradient };
  worked.set(what, result);
  return result;
}

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    for (const backbone of BACKBONES) {
      for (const { kind, change, domainAsInput } of kindsOf(name, backbone)) {
        test(`${backbone}, ${kind}`, async () => {
          const config: ModelConfig = { ...TINY, ...change, backbone };
          const data = domainAsInput === false ? { ...DATA, sparse: SPARSE.slice(0, -1) } : DATA;
          const shape = modelShape(data, config);
          const model = new Model(shape, config);
          const state = startState(model, 3);
          const values = randomStream(5, backbone);
          // Far from any start, so that every gradient is there to be compared.
          for (const [i, value] of state.parameters.entries()) state.parameters[i] = value + 0.4 * values.normal();
          const learner = new Learner(engine, model, state, DEFAULT_TRAIN, 1);
          const { parallelSums } = engine;
          const batcher = new Batcher(data, shape, { size: PADDED, parallelSums, sorted: sortsRows(config), weights: LOSS_WEIGHTS });
          const batch = batcher.make(Int32Array.from({ length: ROWS }, (_, i) => i));
          let flat: Tensor1D | undefined;
          const loss = learner.step(batch, {
            inspect: (gradient) => {
              flat = keep(gradient.clone());
            },
          });
          const [got, gradient] = [(await loss.data())[0] as number, await (flat as unknown as Tensor1D).data()];
          for (const each of [loss, flat as unknown as Tensor1D, batch, batcher, learner]) each.dispose();

          const wanted = defined(`${backbone}, ${kind}`, model, state);
          expect(got).toBeCloseTo(wanted.loss, 5);
          for (const { name: part } of model.parameters.entries) {
            const [from, to] = model.parameters.range(part);
            for (let i = from; i < to; i += EVERY) {
              const numeric = wanted.gradient.get(i) as number;
              if (!(Math.abs((gradient[i] as number) - numeric) <= 2e-4)) expect.fail(`${part}[${i - from}]: ${gradient[i]}, not ${numeric}`);
            }
          }
          expect(Math.max(...[...wanted.gradient.values()].map(Math.abs))).toBeGreaterThan(0.05);
        });
      }
    }
  });
}
