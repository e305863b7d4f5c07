import { expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../config/complete';
import { fidelityBundle } from '../config/fidelity';
import { PRESETS } from '../config/presets';
import { ADAPTER_KINDS, type AdapterKind, BACKBONES, type ModelConfig } from '../config/run-config';
import { startState } from '../training/step';
import { Model, withoutAdapters } from './model';
import type { ModelShape } from './shape';
import { fromStateDict, toStateDict } from './state-dict';

/** MovieLens as the authors encode it: every value of every row has an id. */
const movielensOf = (vocabulary: Record<string, number>): ModelShape => ({
  fields: Object.entries(vocabulary).map(([name, rows]) => ({ name, rows, width: 16 })),
  dense: 1,
  domains: 3,
});
const ML_100K = movielensOf({ user_id: 943, movie_id: 1682, gender: 2, occupation: 21, zip: 795, cate_id: 19, domain_indicator: 3 });
const ML_1M = movielensOf({ user_id: 6040, movie_id: 3706, gender: 2, occupation: 21, zip: 3439, cate_id: 18, domain_indicator: 3 });
const movielens = { ...DEFAULT_MODEL, ...PRESETS[0]?.config.model } as ModelConfig;
const SMALL: ModelConfig = { ...DEFAULT_MODEL, layers: [6, 5, 4], adapters: [1, 3], hyper: [7], k: 3, bottleneck: 2, embedding: 2 };
const OWN = { towerRows: 'own', domainNormTraining: 'per-domain' } as const;
const SHAPE: ModelShape = {
  fields: [
    { name: 'a', rows: 4, width: 2 },
    { name: 'domain_indicator', rows: 2, width: 2 },
  ],
  dense: 1,
  domains: 2,
};

test.each([
  ['MovieLens-100K', ML_100K, 244_371, 345_486],
  ['MovieLens-1M', ML_1M, 400_595, 501_710],
])('parameters are as many as the authors’: %s', (_, shape, backbone, hamur) => {
  expect(new Model(shape, withoutAdapters(movielens)).parameters.count).toBe(backbone);
  expect(new Model(shape, movielens).parameters.count).toBe(hamur);
});

/** Of MovieLens-1M, with the domain's or without. */
const embeddings = (domain: boolean) => ML_1M.fields.reduce((sum, { name, rows }) => sum + (domain || name !== 'domain_indicator' ? 16 * rows : 0), 0);
/** Layers with a norm each, and the map to the logit. */
const deep = (inputs: number, ...widths: number[]) =>
  widths.reduce((sum, width, l) => sum + ((widths[l - 1] ?? inputs) + 1 + 2) * width, 0) + (widths.at(-1) as number) + 1;

/** What Scenario-Wise Rec's classes count with its own settings. */
test.each<[string, number]>([
  ['shared-bottom', 227_587],
  ['mmoe', 217_799],
  ['ple', 224_199],
  ['star', 308_627],
  // From here on counted by hand.
  ['epnet', embeddings(true) + (113 + 1 + 97 + 1) * 97 + deep(97, 128, 64, 32)],
  ['ppnet', embeddings(true) + 3 * (deep(113, 128, 64, 32) + [128, 64, 32].reduce((sum, width) => sum + (114 + width + 1) * width, 0))],
  ['m3oe', embeddings(false) + (1 + 3) * (97 + 1) * 128 + (129 + 2 + 98 + 2) * 64 + (4 + 3) * (65 + 2) * 32 + 3 * 65 * 4 + 4 + 3 * ((33 + 2) * 32 + 33)],
  ['sar-net', embeddings(false) + 3 * 2 * 96 + (8 + 3 * 2) * (2 * 96 + 97 * 16) + 97 * 10 + deep(16, 32, 32)],
  ['adasparse', embeddings(true) + 112 * 96 + 2 * 48 * 32 + deep(112, 32, 32)],
  ['adapt-dhm', embeddings(true) + (1 + 3) * (113 * 64 + 65 * 64 + 65)],
])('parameters are as many as in Scenario-Wise Rec: %s', (backbone, published) => {
  const config = PRESETS.find(({ id }) => id === `scenario-wise-${backbone}`)?.config;
  const { domainAsInput, dense } = config?.data ?? {};
  const fields = ML_1M.fields.filter(({ name }) => domainAsInput || name !== 'domain_indicator');
  const model = new Model({ ...ML_1M, fields, dense: dense?.length ?? 0 }, { ...DEFAULT_MODEL, follows: 'public-code', ...config?.model } as ModelConfig);
  expect(model.parameters.count).toBe(published);
});

test('of the public code STAR has 1,414 parameters more than of the paper: the norms of its towers and of its auxiliary network', () => {
  const count = (follows: ModelConfig['follows']) =>
    new Model(ML_1M, { ...DEFAULT_MODEL, backbone: 'star', adapters: [], layers: [128, 64, 32], bottom: [32], follows }).parameters.count;
  // Of three domains, gamma and beta of each unit, the logit's too.
  expect(count('public-code') - count('paper')).toBe(3 * 2 * (128 + 64 + 32 + 1) + 2 * 32);
});

test('the parts add up to the whole', () => {
  const { parameters } = new Model(SHAPE, SMALL);
  const parts = parameters.countByPart();
  expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(parameters.count);
  expect(Object.keys(parts).length).toBeGreaterThan(3);
});

test('the authors’ names and back: not one number is lost or moved', () => {
  for (const change of BACKBONES.flatMap((backbone) => [
    { backbone, fidelity: 'reference' as const },
    { backbone },
    { backbone, ...OWN },
    { backbone, gateNorm: true },
    ...ADAPTER_KINDS.map((adapterKind) => ({ backbone, adapterKind })),
  ])) {
    const { fidelity = 'recommended' } = change as Partial<ModelConfig>;
    const model = new Model(SHAPE, { ...SMALL, ...fidelityBundle(fidelity).model, ...change });
    const state = startState(model, 3);
    state.steps = 4;
    let next = 0;
    for (const [layout, flat] of [[model.parameters, state.parameters] as const, [model.buffers, state.buffers] as const]) {
      for (const { name } of layout.entries) {
        const own = layout.view(flat, name);
        for (const i of own.keys()) own[i] = ++next;
      }
    }
    const dict = toStateDict(model, state);
    const numbers = Object.entries(dict).flatMap(([name, { data }]) => (name.endsWith('num_batches_tracked') ? [] : [...data]));
    expect(next).toBe(model.parameters.count + model.buffers.count);
    expect(Float64Array.from(numbers).sort()).toEqual(Float64Array.from({ length: next }, (_, i) => i + 1));
    // A model without BatchNorm has nowhere to say how many steps it has made.
    const steps = model.module.counters.length > 0 ? state.steps : 0;
    expect(fromStateDict(model, dict), JSON.stringify(change)).toEqual({ ...state, steps });
  }
});

test('weights of another model are refused by name', () => {
  const model = new Model(SHAPE, SMALL);
  const dict = toStateDict(model, startState(model, 1));
  const [first] = Object.keys(dict) as [string];
  const { [first]: _, ...without } = dict;
  expect(() => fromStateDict(model, without)).toThrow(`The weights have no "${first}".`);
  expect(() => fromStateDict(model, { ...dict, extra: { shape: [], data: [1] } })).toThrow('This model has no "extra".');
  expect(() => fromStateDict(model, { ...dict, [first]: { shape: [1], data: [1] } })).toThrow(`"${first}" is [1]; this model needs [`);
});

test('the backbone starts from the same numbers with and without adapters', () => {
  const [full, alone] = [new Model(SHAPE, SMALL), new Model(SHAPE, withoutAdapters(SMALL))];
  const [a, b] = [startState(full, 9), startState(alone, 9)];
  for (const { name } of alone.parameters.entries) expect(full.parameters.view(a.parameters, name)).toEqual(alone.parameters.view(b.parameters, name));
});

test('what a part costs for one row: the multiply-adds of its maps, and of all towers that run', () => {
  const cost = (change: Partial<ModelConfig>) => new Model(SHAPE, { ...SMALL, ...change }).parameters.costByPart();
  // x0 is 2 * 2 + 1 wide; two towers 6, 5, 4 and a head; hyper 7 and 9; adapters after widths 6 and 4, k 3, r 2.
  const layers = 5 * 6 + 6 * 5 + 5 * 4;
  // Of the heads, only that of the row's own domain is worked out.
  const head = 4;
  const adapter = (m: number) => m * 3 + 9 + 3 * 2 + 2 * 3 + 9 + 3 * m;
  expect(cost({ backbone: 'mlp' })).toEqual({
    embeddings: 0,
    towers: 2 * layers + head,
    'hyper-network': 5 * 7 + 7 * 9,
    adapters: 2 * (adapter(6) + adapter(4)),
  });
  expect(cost({ backbone: 'mlp', towerRows: 'own' })).toMatchObject({ towers: layers + head, adapters: adapter(6) + adapter(4) });
  expect(cost({ backbone: 'dcn', cross: 3 })).toMatchObject({
    'cross network': 3 * 2 * 5,
    'deep network': layers,
    head: 5 + 4,
    adapters: adapter(6) + adapter(4),
  });
  expect(cost({ backbone: 'mmoe', bottom: [8], experts: 3, adapters: [] })).toEqual({
    embeddings: 0,
    experts: 3 * 5 * 8,
    gates: 2 * 5 * 3 + 2 * 3 * 8,
    towers: 2 * (8 * 6 + 6 * 5 + 5 * 4) + head,
  });
});

test('what each kind of adapter holds and costs, and its names', () => {
  const model = (adapterKind: AdapterKind, change: Partial<ModelConfig> = {}) =>
    new Model(SHAPE, { ...SMALL, backbone: 'dcn', adapters: [1], adapterKind, ...change });
  const [m, k, r, D] = [6, 3, 2, 2];
  // x0 is 2 * 2 + 1 wide, the domain's embedding 2; hyper 7 and 9, each with a bias and a norm.
  const hyper = (inputs: number) => ({ count: inputs * 7 + 7 * 9 + 3 * (7 + 9), cost: inputs * 7 + 7 * 9 });
  const vectors = r + 3 * m;
  const uv = m * k + k * r + r * k + k * m;
  const wanted: Record<AdapterKind, { count: number; cost: number; hyper?: { count: number; cost: number } }> = {
    hamur: { count: uv + vectors, cost: uv + 2 * k * k, hyper: hyper(5) },
    'per-domain': { count: D * 2 * m * r + vectors, cost: 2 * m * r },
    bias: { count: 2 * m * r + 2 * k + k * r + k * m + vectors, cost: 2 * m * r + 2 * k * k + k * r + k * m, hyper: hyper(5) },
    'domain-only': { count: uv + vectors, cost: uv + 2 * k * k, hyper: hyper(2) },
    'low-rank': { count: uv + vectors, cost: 2 * m * r },
  };
  for (const kind of ADAPTER_KINDS) {
    const { parameters } = model(kind);
    const { count, cost, hyper: made } = wanted[kind];
    const [counts, costs] = [parameters.countByPart(), parameters.costByPart()];
    expect([kind, counts.adapters, costs.adapters]).toEqual([kind, count, cost]);
    expect([kind, counts['hyper-network'], costs['hyper-network']]).toEqual([kind, made?.count, made?.cost]);
  }
  // In two towers that see all rows, what a tower multiplies counts twice, and a bias of the row once.
  const inTowers = (kind: AdapterKind) => model(kind, { backbone: 'mlp' }).parameters.costByPart().adapters;
  expect(inTowers('per-domain')).toBe(2 * wanted['per-domain'].cost);
  expect(inTowers('bias')).toBe(wanted.bias.cost + 2 * m * r);

  const names = (kind: AdapterKind) => {
    const of = model(kind, { adapters: [1, 3] });
    return Object.entries(toStateDict(of, startState(of, 1))).flatMap(([name, { shape }]) => (/^[uvw]\./.test(name) ? [`${name} ${shape}`] : []));
  };
  expect(names('per-domain')).toEqual(['w.0 2,6,2', 'w.1 2,2,6', 'w.2 2,4,2', 'w.3 2,2,4']);
  expect(names('bias').slice(0, 6)).toEqual(['w.0 6,2', 'w.1 2,6', 'u.0 1,3', 'v.0 3,2', 'u.1 1,3', 'v.1 3,6']);
  expect(names('low-rank')).toEqual(names('hamur'));
});

test('a hyper-network of the domain alone needs the domain as an input', () => {
  const shape = { ...SHAPE, fields: SHAPE.fields.slice(0, 1) };
  expect(() => new Model(shape, { ...SMALL, adapterKind: 'domain-only' })).toThrow('The domain is no input of this model');
});
