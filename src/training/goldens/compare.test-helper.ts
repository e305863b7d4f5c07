import { keep, type Tensor1D } from '@tensorflow/tfjs-core';
import { DEFAULT_TRAIN } from '../../config/complete';
import type { Engine } from '../../engine/engine';
import type { Model } from '../../model/model';
import { fromStateDict, type ModelState, type StateDict, toStateDict } from '../../model/state-dict';
import { Batcher } from '../rows/batch';
import { Learner } from '../step';
import { allowed, Deviations, TIMES_REFERENCE_NOISE } from './deviations.test-helper';
import type { Golden } from './golden.test-helper';

/** A dictionary of tensors under the file's names, and under ours. */
export interface Names {
  ours<T>(theirs: Record<string, T>): Record<string, T>;
  theirs<T>(ours: Record<string, T>): Record<string, T>;
}
const SAME_NAMES: Names = { ours: (theirs) => theirs, theirs: (ours) => ours };

/** A number, or a tensor. */
export type ExtraValue = number | { shape: number[]; data: number[] };
/** What a class keeps outside parameters and buffers: its value at the start, and that which each step computed with. */
export interface ExtraState {
  initial: ExtraValue;
  steps: ExtraValue[];
}
const asTensor = (value: ExtraValue) => (typeof value === 'number' ? { shape: [], data: [value] } : value);

/** What a file says of tensors that our model has; those that it lacks, nothing reads. */
const present = <T>(wanted: Record<string, T>, ours: object): Record<string, T> => Object.fromEntries(Object.entries(wanted).filter(([name]) => name in ours));

/**
 * Predictions in training and at evaluation, losses, every gradient, and parameters and buffers after one and five steps.
 *
 * @param names which of the file's tensors is which of ours
 * @param extra what the file holds outside its state, by our names
 */
export async function compare(
  golden: Golden,
  model: Model,
  engine: Engine,
  names: Names = SAME_NAMES,
  extra: Record<string, ExtraState> = {},
): Promise<Deviations> {
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
  const batch = new Batcher(data, model.shape, { size: golden.batch + 4, parallelSums: engine.parallelSums }).make(Int32Array.from(golden.y.keys()));
  const kept = Object.fromEntries(Object.entries(extra).map(([name, { initial }]) => [name, asTensor(initial)]));
  const start = fromStateDict(model, { ...names.ours(golden.state), ...kept });
  const { lr, weight_decay } = golden.optimizer;
  const settings = { ...DEFAULT_TRAIN, learningRate: lr, weightDecay: weight_decay, embeddingDecay: weight_decay, adapterDecay: weight_decay };
  const deviations = new Deviations();
  const n = golden.batch;
  const zeroGradient = new Set(golden.zero_gradient_params);
  const valuesOf = (dict: StateDict) => Object.fromEntries(Object.entries(dict).map(([name, { data: values }]) => [name, values]));
  /** The state under the file's names. */
  const theirState = (state: ModelState): StateDict =>
    names.theirs(Object.fromEntries(Object.entries(toStateDict(model, state)).filter(([name]) => !(name in extra))));
  const tensors = (state: ModelState) => valuesOf(theirState(state));

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
    if (Object.keys(extra).length > 0) await compareExtra(t);
    if (t === 1) {
      const flat = (await (gradient as Tensor1D).data()) as Float32Array;
      gradient?.dispose();
      const asState = tensors({ parameters: flat, buffers: new Float32Array(model.buffers.size), steps: 0 });
      const gradients = Object.fromEntries(Object.entries(asState).filter(([name]) => name in golden.grad));
      deviations.compareAll('gradient', gradients, present(golden.grad, gradients), noise.grad);
      const first = tensors(await learner.read());
      deviations.compareAll('after1', first, present(golden.after1, first), noise.after1, adamNoise(1));
    }
  }
  const last = await learner.read();
  const trainedState = theirState(last);
  deviations.compareAll('after5', valuesOf(trainedState), present(golden.after5, trainedState), noise.after5, adamNoise(5));
  const keptAfter = Object.fromEntries(Object.entries(toStateDict(model, last)).filter(([name]) => name in extra));
  learner.dispose();

  // A bias that only rounding moves, and the running mean that follows it at its own pace, do not cancel at evaluation:
  // these two take the authors' values, everything else is what was trained here.
  for (const [name, tensor] of Object.entries(trainedState)) {
    if (followsRounding(name)) tensor.data = Float32Array.from(golden.after5[name] as number[]);
  }
  const settled = new Learner(engine, model, fromStateDict(model, { ...names.ours(trainedState), ...keptAfter }), settings, 1);
  const after = (await settled.predict(batch).data()).slice(0, n);
  deviations.compare('eval_pred_after5', after, golden.eval_pred_after5, allowed(noise.eval_pred_after5, 1));
  settled.dispose();
  batch.dispose();
  return deviations;

  /** What is kept outside parameters and statistics, after step t. */
  async function compareExtra(t: number): Promise<void> {
    const dict = toStateDict(model, await learner.read());
    for (const [name, { steps }] of Object.entries(extra)) {
      const wanted = asTensor(steps[t - 1] as ExtraValue).data;
      deviations.compare(`${name} after ${t}`, dict[name]?.data ?? [], wanted, allowed(noise.train_pred, Math.max(...wanted.map(Math.abs))));
    }
  }

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
    if (!followed) return zeroGradient.has(name);
    const [, network = '', at] = followed;
    // In STAR of the public code norms and maps stand in lists of their own.
    return [`${network}.${Number(at) - 1}.bias`, `${network.replace('_bn.', '_b.')}.${at}`].some((bias) => zeroGradient.has(bias));
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
