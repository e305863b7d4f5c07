import {
  add,
  dispose,
  fill,
  mul,
  type Rank,
  type Scalar,
  sigmoid,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
  valueAndGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { randomStream } from '../config/random';
import type { TrainConfig } from '../config/run-config';
import { dropoutMask } from '../engine/kernels/dropout-mask';
import { clipByNorm } from '../engine/ops/clip';
import { logisticLoss } from '../engine/ops/head-loss';
import type { Moments } from '../engine/ops/normalise';
import { MEMORIES, OPTIMISE, type OptimiserState } from '../engine/ops/optimise';
import { ownDomain } from '../engine/ops/own-domain';
import type { Pass } from '../model/context';
import { EMBEDDINGS } from '../model/embedding';
import type { Model } from '../model/model';
import type { ModelState } from '../model/state-dict';
import type { Batch } from './batch';

/** What a step must know of the configuration. */
export type StepSettings = Pick<TrainConfig, 'optimiser' | 'learningRate' | 'weightDecay' | 'embeddingDecay' | 'momentum' | 'clip'>;

/** A model's numbers on the engine, and the steps that change them. */
export class Learner {
  private optimiser: OptimiserState;
  private buffers: Tensor1D;
  /** [S] share by which each running statistic moves in a step. */
  private readonly momentum: Tensor1D;
  /** Weight decay: one for all parameters, or [P]. */
  private readonly decay: number | Tensor1D;
  private stepsDone: number;

  /** @param seed of the run, for dropout */
  constructor(
    readonly model: Model,
    state: ModelState,
    private readonly settings: StepSettings,
    private readonly seed: number,
  ) {
    const { size } = model.parameters;
    const memories = Array.from({ length: MEMORIES[settings.optimiser] }, () => zeros<Rank.R1>([size]));
    this.optimiser = { parameters: tensor1d(state.parameters), memories };
    this.decay = decayOf(model, settings);
    this.buffers = tensor1d(state.buffers);
    const momentum = new Float32Array(model.buffers.size);
    for (const norm of model.norms) {
      for (const statistic of ['mean', 'variance']) model.buffers.view(momentum, `${norm.name}.${statistic}`).fill(norm.momentum);
    }
    this.momentum = tensor1d(momentum);
    this.stepsDone = state.steps;
  }

  /**
   * Forward, backward, optimiser, running statistics.
   *
   * @param options.rateFactor what the learning rate is multiplied by in this step; 1 if left out
   * @param options.inspect sees the gradients [P] before they are used (for tests)
   * @returns the batch's mean loss, before the step; the caller's to dispose of
   */
  step(batch: Batch, { rateFactor = 1, inspect }: { rateFactor?: number; inspect?: (gradient: Tensor1D) => void } = {}): Scalar {
    this.stepsDone++;
    const old = [this.optimiser.parameters, ...this.optimiser.memories, this.buffers];
    const [loss, buffers, parameters, ...memories] = tidy(() => {
      const moments = new Map<string, Moments>();
      const pieces = this.cut();
      const { value, grads } = valueAndGrads((...current: Tensor[]) => {
        const logits = this.model.logits(this.pass(current, batch, true, moments), batch.input);
        return logisticLoss(ownDomain(logits, batch.domainOneHot), batch.labels, batch.lossWeights);
      })(pieces);
      const gradient = this.model.parameters.join(grads);
      inspect?.(gradient);
      const { optimiser, learningRate, clip, momentum } = this.settings;
      const next = OPTIMISE[optimiser](this.optimiser, {
        gradient: clip > 0 ? clipByNorm(gradient, clip) : gradient,
        t: this.stepsDone,
        rate: learningRate * rateFactor,
        decay: this.decay,
        momentum,
      });
      return [value as Scalar, this.movedBuffers(moments), next.parameters, ...next.memories];
    }) as [Scalar, Tensor1D, Tensor1D, ...Tensor1D[]];
    this.optimiser = { parameters, memories };
    this.buffers = buffers;
    dispose(old);
    return loss;
  }

  /** Probabilities [1, B, 1] for the rows of a batch, at evaluation; the caller's to dispose of. */
  predict(batch: Batch): Tensor {
    return tidy(() => sigmoid(ownDomain(this.model.logits(this.evaluation(batch), batch.input), batch.domainOneHot)));
  }

  /** Probabilities as training sees them: with the batch's own statistics, which are thrown away. */
  predictInTraining(batch: Batch): Tensor {
    return tidy(() => {
      const moments = new Map<string, Moments>();
      const logits = this.model.logits(this.pass(this.cut(), batch, true, moments), batch.input);
      disposeAll(moments);
      return sigmoid(ownDomain(logits, batch.domainOneHot));
    });
  }

  /** What the hyper-network puts out for the first `rows` rows, [1, rows, k * k]; the caller's to dispose of. */
  hyperOutput(batch: Batch, rows: number, training = false): Tensor {
    return tidy(() => {
      const moments = new Map<string, Moments>();
      const output = this.model.hyperOutput(training ? this.pass(this.cut(), batch, true, moments) : this.evaluation(batch), batch.input);
      disposeAll(moments);
      return slice(output, [0, 0, 0], [1, rows, output.shape[2]]);
    });
  }

  get steps(): number {
    return this.stepsDone;
  }

  /** Reads all numbers back, as they are now: steps taken while the read is under way do not disturb it. */
  async read(): Promise<ModelState> {
    const { parameters, buffers } = this.snapshot();
    const steps = this.stepsDone;
    const values = await Promise.all([parameters.data(), buffers.data()]);
    dispose([parameters, buffers]);
    const [p, b] = values as [Float32Array, Float32Array];
    return { parameters: new Float32Array(p), buffers: new Float32Array(b), steps };
  }

  /** Reads some parameters back, by name. */
  async readParameters(names: readonly string[]): Promise<Float32Array[]> {
    const tensors = tidy(() => {
      const all = this.cut();
      return names.map((name) => found(all[this.model.parameters.entries.findIndex((entry) => entry.name === name)], name).clone());
    });
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    dispose(tensors);
    return values as Float32Array[];
  }

  /** A copy of parameters and running statistics that stays on the engine, for the best epoch. */
  snapshot(): Snapshot {
    return { parameters: this.optimiser.parameters.clone(), buffers: this.buffers.clone() };
  }

  /** Goes back to a snapshot, which stays valid. */
  restore(snapshot: Snapshot): void {
    dispose([this.optimiser.parameters, this.buffers]);
    this.optimiser = { ...this.optimiser, parameters: snapshot.parameters.clone() };
    this.buffers = snapshot.buffers.clone();
  }

  dispose(): void {
    dispose([this.optimiser.parameters, ...this.optimiser.memories, this.buffers, this.momentum]);
    if (typeof this.decay !== 'number') this.decay.dispose();
  }

  private cut(): Tensor[] {
    return this.model.parameters.cut(this.optimiser.parameters);
  }

  private evaluation(batch: Batch): Pass {
    return this.pass(this.cut(), batch, false, new Map());
  }

  private pass(parameters: Tensor[], { rows, domainOneHot }: Batch, training: boolean, moments: Map<string, Moments>): Pass {
    const byName = new Map(this.model.parameters.entries.map(({ name }, i) => [name, parameters[i] as Tensor]));
    let running: Tensor[] | undefined;
    return {
      rows,
      domainOneHot,
      training,
      parameter: (name) => found(byName.get(name), name) as never,
      running: (norm) => {
        running ??= this.model.buffers.cut(this.buffers);
        const at = this.model.norms.findIndex(({ name }) => name === norm);
        return { mean: found(running[2 * at], norm), variance: found(running[2 * at + 1], norm) } as Moments;
      },
      report: (norm, statistics) => moments.set(norm, statistics),
      dropout: (x, share, name) => (training && share > 0 ? mul(x, dropoutMask(x.shape, share, this.keyOf(name))) : x),
    };
  }

  /** Another mask for every step and layer, the same ones for the same seed. */
  private keyOf(name: string): number {
    return Math.floor(randomStream(this.seed, `dropout/${name}/${this.stepsDone}`).uniform() * 2 ** 32);
  }

  /** running <- (1 - momentum) * running + momentum * statistics of the batch, for all norms at once. */
  private movedBuffers(moments: Map<string, Moments>): Tensor1D {
    if (this.model.norms.length === 0) return this.buffers.clone();
    const statistics = this.model.buffers.join(
      this.model.norms.flatMap(({ name }) => {
        const { mean, variance } = found(moments.get(name), name);
        return [mean, variance];
      }),
    );
    disposeAll(moments);
    return add(mul(this.buffers, sub(fill([1], 1), this.momentum)), mul(statistics, this.momentum));
  }
}

export interface Snapshot {
  parameters: Tensor1D;
  buffers: Tensor1D;
}

/** A model's start, from the run's seed: each entry draws from a stream of its own name. */
export function startState(model: Model, seed: number): ModelState {
  const stream = (name: string) => randomStream(seed, `init/${name}`);
  return { parameters: model.parameters.start(stream), buffers: model.buffers.start(stream), steps: 0 };
}

/** One number where all parameters decay alike. */
function decayOf({ parameters }: Model, { weightDecay, embeddingDecay }: StepSettings): number | Tensor1D {
  if (weightDecay === embeddingDecay) return weightDecay;
  const each = new Float32Array(parameters.size).fill(weightDecay);
  for (const { name, part } of parameters.entries) if (part === EMBEDDINGS) parameters.view(each, name).fill(embeddingDecay);
  return tensor1d(each);
}

function disposeAll(moments: Map<string, Moments>): void {
  for (const { mean, variance } of moments.values()) dispose([mean, variance]);
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The model has no "${name}".`);
  return value;
}
