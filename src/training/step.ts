import {
  dispose,
  gather,
  keep,
  reshape,
  type Scalar,
  scalar,
  sigmoid,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tidy,
  valueAndGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import '../engine/tfjs/gradients';
import type { TrainConfig } from '../config/run-config';
import type { Engine } from '../engine/engine';
import { copyInto } from '../engine/kernels/copy';
import { dropoutOfShare } from '../engine/kernels/dropout-mask';
import { isFused } from '../engine/kernels/fusion';
import { ownDomain } from '../engine/ops/batch/own-domain';
import { logisticLoss } from '../engine/ops/head-loss';
import type { Moments } from '../engine/ops/normalise';
import { catchUp, type LazyTable, MEMORIES, type OptimiserState, type OptimiserStep, optimise, optimiseLazily } from '../engine/ops/optimise';
import { freePlaces, placeGradient } from '../engine/ops/slots';
import { markSeed } from '../engine/ops/tape';
import { randomStream } from '../lib/random';
import { ADAPTERS } from '../model/adapter';
import type { Inside, Pass } from '../model/context';
import { EMBEDDINGS } from '../model/embedding';
import type { Layout } from '../model/layout';
import { Model } from '../model/model';
import { batchColumns, embeddingTables } from '../model/shape';
import type { ModelState } from '../model/state-dict';
import { copyOf, fits, type LearnerMemory, readMemory, writeMemory } from './checkpoint/learner';
import type { LearnerState } from './checkpoint/state';
import type { MadeBatch } from './rows/batch';

/** What a step must know of the configuration. */
export type StepSettings = Pick<
  TrainConfig,
  'optimiser' | 'learningRate' | 'weightDecay' | 'embeddingDecay' | 'adapterDecay' | 'embeddingUpdates' | 'momentum' | 'clip'
>;

/** What is copied to look at a model that goes on training, at most. */
const MOST_COPIED = 64 * 2 ** 20;
const BYTES = 4;

/** A model's numbers on the engine, and the steps that change them where they lie. */
export class Learner {
  private readonly optimiser: OptimiserState;
  /** Views of the parameters, in the layout's order. */
  private readonly parameters: Tensor[];
  /** [P] the last step's, and views of it. */
  private readonly gradient: Tensor1D;
  private readonly gradients: Tensor[];
  /** Of the parameters and gradients, those that are trained, and the parameters that are not. */
  private readonly moving: { parameters: Tensor[]; gradients: Tensor[] };
  private readonly still: Tensor[];
  /** [S] running statistics, and views of them by name. */
  private readonly buffers: Tensor1D;
  private readonly running = new Map<string, Moments & { momentum: number }>();
  /** Views of what the backbone keeps besides, by name. */
  private readonly states = new Map<string, Tensor>();
  private readonly lazyTables: LazyTable[];
  private readonly owned: Tensor[];
  /** The loss's gradient by itself. */
  private readonly one = markSeed(scalar(1));
  private stepsDone: number;
  private lastStep: OptimiserStep | undefined;

  /** @param seed of the run, for dropout */
  constructor(
    private readonly engine: Engine,
    readonly model: Model,
    state: ModelState,
    private readonly settings: StepSettings,
    private readonly seed: number,
  ) {
    const { parameters, buffers } = model;
    // A copy: the CPU engine would change the caller's numbers in place.
    const flat = (values: Float32Array) => tensor1d(values.slice());
    const memories = Array.from({ length: MEMORIES[settings.optimiser] }, () => flat(new Float32Array(parameters.size)));
    this.optimiser = { parameters: flat(state.parameters), memories };
    this.gradient = flat(new Float32Array(parameters.size));
    this.parameters = viewsOf(engine, this.optimiser.parameters, parameters);
    this.gradients = viewsOf(engine, this.gradient, parameters);
    for (const [i, parameter] of this.parameters.entries()) placeGradient(parameter, this.gradients[i] as Tensor);
    const isStill = (_: Tensor, i: number) => parameters.entries[i]?.still === true;
    const isMoving = (tensor: Tensor, i: number) => !isStill(tensor, i);
    this.moving = { parameters: this.parameters.filter(isMoving), gradients: this.gradients.filter(isMoving) };
    this.still = this.parameters.filter(isStill);

    this.buffers = flat(state.buffers);
    const statistics = viewsOf(engine, this.buffers, buffers);
    for (const [n, { name, momentum }] of model.norms.entries()) {
      const [mean, variance] = statistics.slice(2 * n, 2 * n + 2) as [Moments['mean'], Moments['variance']];
      this.running.set(name, { mean, variance, momentum });
    }
    for (const [i, { name }] of buffers.entries.entries()) if (i >= 2 * model.norms.length) this.states.set(name, statistics[i] as Tensor);
    this.lazyTables = settings.embeddingUpdates === 'lazy' ? lazyTables(model) : [];
    const views = [...this.parameters, ...this.gradients, ...statistics];
    this.owned = [...views, this.one, this.optimiser.parameters, ...memories, this.gradient, this.buffers, ...this.lazyTables.map(({ last }) => last)];
    this.stepsDone = state.steps;
  }

  /**
   * Forward, backward, optimiser, running statistics.
   *
   * @param options.rateFactor what the learning rate is multiplied by in this step; 1 if left out
   * @param options.inspect sees the gradients [P] before they are used (for tests)
   * @returns the batch's mean loss, before the step; the caller's to dispose of
   */
  step(batch: MadeBatch, { rateFactor = 1, inspect }: { rateFactor?: number; inspect?: (gradient: Tensor1D) => void } = {}): Scalar {
    this.stepsDone++;
    const lazy = this.lazy;
    const loss = tidy(() => {
      const { parameters, gradients } = this.moving;
      freePlaces(parameters);
      const lossOf = valueAndGrads((..._current: Tensor[]) => logisticLoss(this.model.logits(this.pass(batch, 'step')), batch));
      const { value, grads } = lossOf(parameters, this.one);
      for (const [i, place] of gradients.entries()) {
        const made = grads[i] as Tensor;
        if (made.dataId !== place.dataId) copyInto(made, place);
      }
      inspect?.(this.gradient);
      const step = this.optimiserStep(rateFactor);
      this.lastStep = step;
      this.holdingStill(() => {
        if (lazy) optimiseLazily(this.optimiser, this.gradient, step, this.lazyTables, batch.ints);
        else optimise(this.optimiser, this.gradient, step);
      });
      return value as Scalar;
    });
    this.engine.submit();
    return loss;
  }

  /**
   * Moves lazy embeddings that no batch has named lately to where they would be by now. To be called before an evaluation
   * or a snapshot, which read them all. It changes the last bits of later steps, so call it at fixed steps and never by the
   * clock.
   */
  catchUp(): void {
    const { lastStep } = this;
    if (!this.lazy || !lastStep) return;
    tidy(() => this.holdingStill(() => catchUp(this.optimiser, lastStep, this.lazyTables)));
    this.engine.submit();
  }

  /**
   * Does `work` with lazy embeddings caught up, and puts everything back as it was, to the bit: what is looked at between two steps must
   * not change the next. While it works no step may be taken. Where the copies would be large, embeddings stay as they lie: those that
   * no batch has named lately are then a little behind.
   */
  async caughtUp<T>(work: () => Promise<T>): Promise<T> {
    const kept = [this.optimiser.parameters, ...this.optimiser.memories, ...this.lazyTables.map(({ last }) => last)];
    const bytes = BYTES * kept.reduce((sum, { size }) => sum + size, 0);
    if (!this.lazy || !this.lastStep || bytes > MOST_COPIED) return work();
    const copies = tidy(() => kept.map(copyOf));
    this.catchUp();
    try {
      return await work();
    } finally {
      for (const [i, copy] of copies.entries()) copyInto(copy, kept[i] as Tensor);
      dispose(copies);
      this.engine.submit();
    }
  }

  /**
   * Probabilities at evaluation for the rows of a batch, in the order in which they were asked for. The first `count`
   * matter. The caller disposes of them.
   *
   * @param inside how the adapters are looked into or changed
   */
  predict(batch: MadeBatch, inside?: Inside): Tensor {
    return tidy(() => inOrder(sigmoid(this.model.logits({ ...this.pass(batch, 'evaluation'), inside })), batch));
  }

  /** What happens in the adapters to the first `rows` rows, in the order in which they were asked for; the caller's to dispose of. */
  look(batch: MadeBatch, rows: number): AdapterLook {
    return tidy(() => {
      const first = (perRow: Tensor): Tensor2D => {
        const all = inOrder(perRow, batch);
        return slice(all, [0, 0], [rows, all.shape[1] as number]) as Tensor2D;
      };
      const own = (perTower: Tensor3D) => ownDomain(perTower, batch.composed.oneHot());
      let output: Tensor3D | undefined;
      const adapters: AdapterLook['adapters'] = [];
      const logits = this.model.logits({
        ...this.pass(batch, 'evaluation'),
        inside: {
          replace: (generated) => {
            output = generated;
            return generated;
          },
          see: (z, adapted) => {
            const before = own(z);
            adapters.push({ z: first(before), added: first(sub(own(adapted), before)) });
          },
        },
      });
      return { ...(output && { output: first(output) }), probabilities: first(sigmoid(logits)), adapters };
    });
  }

  /**
   * The loss and the gradient [P] of one step on a batch, and the running statistics [S] after it. A copy of the model takes the step,
   * without dropout; the model stays as it is.
   */
  async gradientOf(batch: MadeBatch): Promise<{ loss: number; gradient: Float32Array; buffers: Float32Array }> {
    const { shape, config } = this.model;
    const model = new Model(shape, { ...config, dropout: 0, hyperDropout: 0 });
    const plain: StepSettings = { ...this.settings, optimiser: 'sgd', embeddingUpdates: 'dense', clip: 0 };
    const copy = new Learner(this.engine, model, await this.read(), plain, this.seed);
    try {
      let seen: Tensor1D | undefined;
      const loss = copy.step(batch, {
        inspect: (gradient) => {
          seen = keep(copyOf(gradient) as Tensor1D);
        },
      });
      const [value] = (await loss.data()) as Float32Array;
      const gradient = new Float32Array((await (seen as unknown as Tensor1D).data()) as Float32Array);
      const { buffers } = await copy.read();
      dispose([loss, seen as unknown as Tensor1D]);
      return { loss: value as number, gradient, buffers };
    } finally {
      copy.dispose();
    }
  }

  /** Probabilities as training sees them: with the batch's own statistics, which are thrown away. */
  predictInTraining(batch: MadeBatch): Tensor {
    return tidy(() => inOrder(sigmoid(this.model.logits(this.pass(batch, 'training'))), batch));
  }

  /** What the weights of the first `rows` rows are made from, [rows, k * k] of a hyper-network; the caller's to dispose of. */
  hyperOutput(batch: MadeBatch, rows: number, training = false): Tensor {
    return tidy(() => {
      const output = inOrder(this.model.hyperOutput(this.pass(batch, training ? 'training' : 'evaluation')), batch);
      return slice(output, [0, 0], [rows, output.shape[1] as number]);
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
    const copies = tidy(() => names.map((name) => copyOf(this.parameter(name))));
    const values = await Promise.all(copies.map((tensor) => tensor.data()));
    dispose(copies);
    return values as Float32Array[];
  }

  /** A copy of parameters and running statistics that stays on the engine, for the best epoch. */
  snapshot(): Snapshot {
    return tidy(() => ({ parameters: copyOf(this.optimiser.parameters), buffers: copyOf(this.buffers) }));
  }

  /** Goes back to a snapshot, which stays valid. */
  restore(snapshot: Snapshot): void {
    copyInto(snapshot.parameters, this.optimiser.parameters);
    copyInto(snapshot.buffers, this.buffers);
  }

  /** Reads all that the next step goes on from. @param done whether none will follow: then the optimiser's memories are left out */
  async keep(done: boolean): Promise<LearnerState> {
    const { stepsDone: steps, lastStep } = this;
    const memory = done ? { ...this.memory, memories: [], last: [] } : this.memory;
    return { ...(await readMemory(memory)), steps, lastStep };
  }

  /** Goes on from such a state, to the bit. @throws Error where it is one of another model */
  takeUp(state: LearnerState): void {
    if (!fits(this.memory, state)) throw new Error('The state is one of another model.');
    writeMemory(this.memory, state);
    this.stepsDone = state.steps;
    this.lastStep = state.lastStep;
  }

  dispose(): void {
    dispose(this.owned);
  }

  /** Weight decay moves all that the optimiser has: what is not trained goes back to where it was. */
  private holdingStill(move: () => void): void {
    const before = this.still.map(copyOf);
    move();
    for (const [i, copy] of before.entries()) copyInto(copy, this.still[i] as Tensor);
  }

  private get memory(): LearnerMemory {
    const { parameters, memories } = this.optimiser;
    return { parameters, buffers: this.buffers, memories, last: this.lazyTables.map(({ last }) => last) };
  }

  /** Whether this step moves only the embeddings that the batch names: a composed step moves all. */
  private get lazy(): boolean {
    return this.lazyTables.length > 0 && isFused('embed') && isFused('optimise');
  }

  private parameter(name: string): Tensor {
    return found(this.parameters[this.model.parameters.entries.findIndex((entry) => entry.name === name)], name);
  }

  private optimiserStep(rateFactor: number): OptimiserStep {
    const { optimiser, learningRate, weightDecay, embeddingDecay, adapterDecay, clip, momentum } = this.settings;
    const { parameters } = this.model;
    return {
      optimiser,
      t: this.stepsDone,
      rate: learningRate * rateFactor,
      decay: weightDecay,
      embeddingDecay,
      embeddings: parameters.rangeOf(EMBEDDINGS),
      adapterDecay,
      adapters: parameters.rangeOf(ADAPTERS),
      clip,
      momentum,
    };
  }

  /** `step` alone moves the running statistics. */
  private pass(batch: MadeBatch, kind: 'step' | 'training' | 'evaluation'): Pass {
    const byName = new Map(this.model.parameters.entries.map(({ name }, i) => [name, this.parameters[i] as Tensor]));
    return {
      batch,
      training: kind !== 'evaluation',
      parameter: (name) => found(byName.get(name), name) as never,
      running: (norm) => {
        const statistics = found(this.running.get(norm), norm);
        return kind === 'step' ? statistics : { ...statistics, momentum: 0 };
      },
      state: (name) => found(this.states.get(name), name) as never,
      keepState: (name, values) => {
        if (kind === 'step') copyInto(values, found(this.states.get(name), name));
      },
      dropout: (share, name) => (kind !== 'evaluation' && share > 0 ? dropoutOfShare(share, this.keyOf(name)) : undefined),
      lazyEmbeddings: kind === 'step' && this.lazy,
    };
  }

  /** Every step and layer has another mask; the same seed gives the same masks. */
  private keyOf(name: string): number {
    return Math.floor(randomStream(this.seed, `dropout/${name}/${this.stepsDone}`).uniform() * 2 ** 32);
  }
}

/** What rows' weights are made from (`hyperOutput` of the model), [n, q], where there is any; their predictions, [n, 1]; and for each adapter what it read and what it added, [n, m]. */
export interface AdapterLook {
  output?: Tensor2D;
  probabilities: Tensor2D;
  adapters: { z: Tensor2D; added: Tensor2D }[];
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

function viewsOf(engine: Engine, flat: Tensor1D, layout: Layout): Tensor[] {
  return layout.entries.map(({ name, shape }) => engine.view(flat, layout.range(name)[0], shape));
}

function lazyTables({ shape, parameters }: Model): LazyTable[] {
  const { tables } = batchColumns(shape);
  return embeddingTables(shape).map(({ name, rows, width, slots }, t) => ({
    offset: parameters.range(name)[0],
    rows,
    width,
    column: (tables[t] as { column: number }).column,
    ids: slots,
    last: zeros([rows], 'int32') as Tensor1D,
  }));
}

/** Puts values per row of a batch, [1, B, n], into the order in which the rows were asked for: [B or count, n]. */
function inOrder(perRow: Tensor, { places, size }: MadeBatch): Tensor {
  const rows = reshape(perRow, [size, perRow.size / size]);
  return places ? gather(rows, places) : rows;
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The model has no "${name}".`);
  return value;
}
