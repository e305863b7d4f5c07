import { keep, type Tensor1D } from '@tensorflow/tfjs-core';
import { expect, inject, test } from 'vitest';
import { DEFAULT_MODEL, DEFAULT_TRAIN } from '../config/complete';
import { fidelityBundle } from '../config/fidelity';
import type { ModelConfig } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { findAdapter } from '../engine/webgpu/adapter';
import { FULL } from '../lib/full.test-helper';
import { Model } from '../model/model';
import { fromStateDict, type ModelState, type StateDict, toStateDict } from '../model/state-dict';
import type { EngineName } from '../protocol/engine';
import { evaluate } from './evaluation/metrics';
import { Batcher } from './rows/batch';
import { Learner } from './step';

/** A file of numbers printed by the authors' PyTorch code. */
interface Golden {
  model: string;
  init: 'random' | 'authors';
  domain_num: number;
  embed_dim: number;
  batch: number;
  bottleneck: number;
  hyperparams: { fcn_dims?: number[]; mlp_dims?: number[]; hyper_dims?: number[]; k?: number; n_cross_layers?: number; dropout?: number };
  sparse_features: string[];
  vocab: Record<string, number>;
  dense_features: string[];
  optimizer: { lr: number; weight_decay: number };
  state: Tensors;
  x: Record<string, number[]>;
  y: number[];
  hyper_out?: number[];
  train_pred: number[];
  loss: number;
  grad: Record<string, number[]>;
  losses5: number[];
  after1: Record<string, number[]>;
  after5: Record<string, number[]>;
  eval_pred_init: number[];
  eval_pred_after5: number[];
  zero_gradient_params: string[];
  f32_vs_f64_maxabs: {
    train_pred: number;
    grad: Record<string, number>;
    after1: Record<string, number>;
    after5: Record<string, number>;
    eval_pred_init: number;
    eval_pred_after5: number;
  };
}
interface GoldenMetrics {
  n: number;
  auc: number | null;
  logloss: number;
}
interface GoldenMetricsCase {
  name: string;
  pred: number[];
  label: number[];
  domain: number[];
  domain_num: number;
  result: Record<string, GoldenMetrics>;
}
type Tensors = Record<string, { shape: number[]; data: number[] }>;

declare module 'vitest' {
  interface ProvidedContext {
    goldens: { folder: string; files: Record<string, unknown> };
  }
}

const { folder, files } = inject('goldens');

test('there are goldens to compare with', () => {
  expect(Object.keys(files), `No goldens in ${folder}.`).not.toHaveLength(0);
});

/** A model of ours for a file, or an error: a file that cannot be mapped must not pass unseen. */
function configOf(golden: Golden): ModelConfig {
  if (typeof golden.model !== 'string' || !golden.state) throw new Error('This file holds no numbers of a model, and none of metrics.');
  const { fcn_dims, mlp_dims, hyper_dims: hyper, k, n_cross_layers, dropout } = golden.hyperparams;
  const backbone = (
    [
      ['mlp', /^mlp_/i],
      ['dcn', /^dcn_/i],
      ['wide-deep', /^widedeep_/i],
    ] as const
  ).find(([, pattern]) => pattern.test(golden.model))?.[0];
  const layers = fcn_dims ?? mlp_dims;
  if (!backbone || !layers) throw new Error(`No model here matches the golden's "${golden.model}".`);
  // The authors put adapters after the last layers; there are as many as gammas.
  const count = Object.keys(golden.state).filter((name) => /^gamma\d+$/.test(name)).length;
  return {
    ...DEFAULT_MODEL,
    ...fidelityBundle('reference').model,
    backbone,
    cross: n_cross_layers ?? 1,
    dropout: dropout ?? 0,
    hyperDropout: fidelityBundle('reference').hyperDropout,
    layers,
    adapters: Array.from({ length: count }, (_, i) => layers.length - count + 1 + i),
    hyper: hyper ?? [],
    k: k ?? 1,
    bottleneck: golden.bottleneck,
    embedding: golden.embed_dim,
    fidelity: 'reference',
  };
}

/** float32 rounding of this many operations is what a correct program may differ by, on top of the file's own figure. */
const ROUNDING = 2e-6;
const TIMES_REFERENCE_NOISE = 20;
const allowed = (noise: number | undefined, scale: number) => TIMES_REFERENCE_NOISE * (noise ?? 0) + ROUNDING * Math.max(1, scale);

/** The largest deviation seen, relative to what is allowed: above 1 is a failure. */
class Deviations {
  worst = 0;
  worstAt = '';
  absolute = 0;
  readonly failures: string[] = [];

  /** `limit`: of all elements, or of element i. */
  compare(what: string, got: ArrayLike<number>, wanted: ArrayLike<number>, limit: number | ((i: number) => number)): void {
    expect(got.length, what).toBe(wanted.length);
    for (let i = 0; i < wanted.length; i++) {
      const difference = Math.abs((got[i] as number) - (wanted[i] as number));
      const deviation = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
      const most = typeof limit === 'number' ? limit : limit(i);
      this.absolute = Math.max(this.absolute, deviation);
      if (deviation / most > this.worst) [this.worst, this.worstAt] = [deviation / most, what];
      if (deviation > most) this.failures.push(`${what} [${i}]: ${deviation} > ${most}`);
    }
  }

  compareAll(
    what: string,
    got: Record<string, ArrayLike<number>>,
    wanted: Record<string, number[]>,
    noise: Record<string, number>,
    extra: (name: string, i: number) => number = () => 0,
  ): void {
    expect(Object.keys(got).sort(), what).toEqual(Object.keys(wanted).sort());
    for (const [name, values] of Object.entries(wanted)) {
      const scale = Math.max(0, ...values.map(Math.abs));
      this.compare(`${what} ${name}`, got[name] as ArrayLike<number>, values, (i) => allowed(noise[name], scale) + extra(name, i));
    }
  }
}

/**
 * Tried on software WebGPU by `npm run verify` alone, for it is slow there. Every `npm test` tries each backbone with adapters
 * and one of the authors' starts.
 */
const LONG = [
  'DCN_MD.random.json',
  'MLP_adap_2_layer_1_adp.authors.json',
  'MLP_adap_7_layer_2_adp.authors.json',
  'MLP_adap_7_layer_2_adp.random.json',
  'Mlp_2_Layer.random.json',
  'Mlp_7_Layer.random.json',
  'WideDeep_MD.random.json',
  'WideDeep_MD_adp.authors.json',
];
const adapter = await findAdapter();
const leftToVerify = FULL || typeof adapter === 'string' || !adapter.software ? [] : LONG;

for (const [file, content] of Object.entries(files)) {
  if (isMetrics(content)) {
    test(`${file}: AUC and LogLoss`, () => {
      const deviations = new Deviations();
      for (const each of content.cases) compareMetrics(each, deviations);
      console.log(`${file}: largest deviation ${deviations.absolute.toExponential(1)}`);
      expect(deviations.failures).toEqual([]);
    });
    continue;
  }
  for (const engineName of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
    if (engineName === 'webgpu' && leftToVerify.includes(file)) continue;
    test(`${file} on ${engineName}`, async () => {
      const golden = content as Golden;
      const model = new Model(shapeOf(golden), configOf(golden));
      const engine = await startEngine(engineName);
      try {
        const deviations = await compare(golden, model, engine);
        console.log(
          `${file} ${engineName}: largest deviation ${deviations.absolute.toExponential(1)}, ${(deviations.worst * 100).toFixed(0)} % of what is allowed (${deviations.worstAt})`,
        );
        expect(deviations.failures).toEqual([]);
      } finally {
        engine.stop();
      }
    });
  }
}

function isMetrics(content: unknown): content is { cases: GoldenMetricsCase[] } {
  return Array.isArray((content as { cases?: unknown }).cases);
}

/** scikit-learn's AUC and LogLoss of all rows and of each domain; AUC null where a domain has one class. */
function compareMetrics({ name, pred, label, domain, domain_num, result }: GoldenMetricsCase, deviations: Deviations): void {
  const got = evaluate(
    pred,
    label,
    domain,
    Array.from({ length: domain_num }, (_, d) => `${d}`),
  );
  for (const [part, mine] of [['all', got] as const, ...got.domains.map((each) => [each.name, each] as const)]) {
    const theirs = result[part] as GoldenMetrics;
    expect(mine.rows, `${name}, ${part}`).toBe(theirs.n);
    deviations.compare(`${name}, LogLoss of ${part}`, [mine.logLoss as number], [theirs.logloss], 1e-9);
    if (theirs.auc === null) expect(mine, `${name}, ${part}`).toMatchObject({ auc: null, reason: expect.stringMatching(/so there is no AUC/) });
    else deviations.compare(`${name}, AUC of ${part}`, [mine.auc as number], [theirs.auc], 1e-12);
  }
}

function shapeOf(golden: Golden) {
  return {
    fields: golden.sparse_features.map((name) => ({ name, rows: golden.vocab[name] as number, width: golden.embed_dim })),
    dense: golden.dense_features.length,
    domains: golden.domain_num,
  };
}

async function compare(golden: Golden, model: Model, engine: Engine): Promise<Deviations> {
  const noise = golden.f32_vs_f64_maxabs;
  const data = {
    sparse: golden.sparse_features.map((name) => ({ name, ids: Int32Array.from(golden.x[name] as number[]), slots: 1, vocabulary: [], hasUnknown: false })),
    dense: golden.dense_features.map((name) => ({
      name,
      values: Float32Array.from(golden.x[name] as number[]),
      min: 0,
      max: 1,
      mean: 0,
      scale: { of: (value: number) => value, back: (value: number) => value },
    })),
    labels: Uint8Array.from(golden.y),
    domainIds: Int32Array.from(golden.x.domain_indicator as number[]),
    split: { train: new Int32Array() },
  };
  // Four rows of padding: they must change nothing.
  const batch = new Batcher(data, shapeOf(golden), { size: golden.batch + 4, parallelSums: engine.parallelSums }).make(Int32Array.from(golden.y.keys()));
  const start = fromStateDict(model, golden.state);
  const { lr, weight_decay } = golden.optimizer;
  const settings = { ...DEFAULT_TRAIN, learningRate: lr, weightDecay: weight_decay, embeddingDecay: weight_decay, adapterDecay: weight_decay };
  const deviations = new Deviations();
  const n = golden.batch;
  const zeroGradient = new Set(golden.zero_gradient_params);
  const valuesOf = (dict: StateDict) => Object.fromEntries(Object.entries(dict).map(([name, { data: values }]) => [name, values]));
  const tensors = (state: ModelState) => valuesOf(toStateDict(model, state));

  const learner = new Learner(engine, model, start, settings, 1);
  const trained = (await learner.predictInTraining(batch).data()).slice(0, n);
  deviations.compare('train_pred', trained, golden.train_pred, allowed(noise.train_pred, 1));
  const evaluated = (await learner.predict(batch).data()).slice(0, n);
  deviations.compare('eval_pred_init', evaluated, golden.eval_pred_init, allowed(noise.eval_pred_init, 1));
  if (golden.hyper_out) {
    const output = await learner.hyperOutput(batch, n, true).data();
    const spread = hyperNoise();
    const scale = Math.max(...golden.hyper_out);
    deviations.compare('hyper_out', output, golden.hyper_out, (i) => allowed(spread[i % spread.length], scale));
  }

  let gradient: Tensor1D | undefined;
  for (let t = 1; t <= 5; t++) {
    const loss = learner.step(batch, {
      inspect: (flat) => {
        // Kept: it is read after the step's other tensors are gone.
        if (t === 1) gradient = keep(flat.clone());
      },
    });
    deviations.compare(`loss ${t}`, await loss.data(), [golden.losses5[t - 1] as number], lossNoise() * t);
    loss.dispose();
    if (t === 1) {
      const flat = (await (gradient as Tensor1D).data()) as Float32Array;
      gradient?.dispose();
      const asState = tensors({ parameters: flat, buffers: new Float32Array(model.buffers.size), steps: 0 });
      const gradients = Object.fromEntries(Object.entries(asState).filter(([name]) => name in golden.grad));
      deviations.compareAll('gradient', gradients, golden.grad, noise.grad);
      deviations.compareAll('after1', tensors(await learner.read()), golden.after1, noise.after1, adamNoise(1));
    }
  }
  const trainedState = toStateDict(model, await learner.read());
  deviations.compareAll('after5', valuesOf(trainedState), golden.after5, noise.after5, adamNoise(5));
  learner.dispose();

  // A bias that only rounding moves, and the running mean that follows it at its own pace, do not cancel at evaluation:
  // these two take the authors' values, everything else is what was trained here.
  for (const [name, tensor] of Object.entries(trainedState)) {
    if (followsRounding(name)) tensor.data = Float32Array.from(golden.after5[name] as number[]);
  }
  const settled = new Learner(engine, model, fromStateDict(model, trainedState), settings, 1);
  const after = (await settled.predict(batch).data()).slice(0, n);
  deviations.compare('eval_pred_after5', after, golden.eval_pred_after5, allowed(noise.eval_pred_after5, 1));
  settled.dispose();
  batch.dispose();
  return deviations;

  /** The authors take the loss from probabilities rounded to float32: where p of the true class is small, that tells. */
  function lossNoise(): number {
    const ofP = TIMES_REFERENCE_NOISE * noise.train_pred + 2 ** -23;
    const perRow = golden.train_pred.map((p, i) => ofP / Math.max(golden.y[i] ? p : 1 - p, 2 ** -23));
    return allowed(noise.train_pred, 1) + perRow.reduce((a, b) => a + b, 0) / n;
  }

  /**
   * float32 noise of each of the hyper-network's outputs: the file has none, but that of the last norm's running mean,
   * which is its input's; the norm divides it by the input's deviation, which is small where a unit hardly varies.
   */
  function hyperNoise(): number[] {
    const { momentum } = model.norms.find(({ name }) => name === `hyper.${model.config.hyper.length}`) as { momentum: number };
    const last = `hyper_net.${4 * model.config.hyper.length + 1}`;
    const before = golden.state[`${last}.running_var`]?.data as number[];
    const gamma = golden.state[`${last}.weight`]?.data as number[];
    const inputNoise = (noise.after1[`${last}.running_mean`] as number) / momentum;
    return (golden.after1[`${last}.running_var`] as number[]).map((after, j) => {
      const variance = (after - (1 - momentum) * (before[j] as number)) / momentum;
      return noise.train_pred + (Math.abs(gamma[j] as number) * inputNoise) / Math.sqrt(variance + 1e-5);
    });
  }

  /** A parameter whose gradient is zero but for rounding, or the running mean of the norm behind such a bias. */
  function followsRounding(name: string): boolean {
    const followed = /^(.*)\.(\d+)\.running_mean$/.exec(name);
    return zeroGradient.has(followed ? `${followed[1]}.${Number(followed[2]) - 1}.bias` : name);
  }

  /**
   * Adam moves an element by about the rate in its gradient's direction, however small that is: an error in the
   * gradient that is not small beside the gradient itself turns the step, by up to twice the rate.
   */
  function adamNoise(steps: number): (name: string, i: number) => number {
    return (name, i) => {
      const most = 2.1 * steps * settings.learningRate;
      if (followsRounding(name)) return most;
      const gradient = Math.abs(golden.grad[name]?.[i] ?? Number.POSITIVE_INFINITY);
      return most * Math.min(1, (TIMES_REFERENCE_NOISE * (noise.grad[name] ?? 0)) / (gradient + 1e-8));
    };
  }
}
