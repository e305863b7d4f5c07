import { tensor1d } from '@tensorflow/tfjs-core';
import { fidelityBundle } from '../config/fidelity';
import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import type { Engine } from '../engine/engine';
import type { Model } from '../model/model';
import { type StateDict, toStateDict } from '../model/state-dict';
import type { EngineCounts } from '../protocol/engine';
import type { EpochRecord, ModelResult } from '../protocol/result';
import type { RunTimes } from '../protocol/run';
import type { VariantState } from './checkpoint/state';
import { type Early, validateEarly } from './early/early';
import { withAucErrors } from './evaluation/auc-errors';
import { BestEpoch } from './evaluation/best-epoch';
import { bestPossible, evaluateModel, evaluateRows, predictRows } from './evaluation/evaluate-model';
import { farColumns } from './far-columns';
import { Losses, NONE } from './losses';
import { Pace, timeOf } from './pace';
import type { Batcher } from './rows/batch';
import { rowOrder } from './rows/row-order';
import { rateFactor } from './schedule';
import { Meter } from './speed';
import { Learner, type Snapshot, startState } from './step';

/** At most this many steps pass between two reads of the loss; a read makes the engine wait. */
const STEPS_PER_READ = 20;
const MS_PER_READ = 100;

/** How a person's hand is felt in the loop. */
export interface Control {
  /**
   * Awaited before every step: pauses, lets messages in.
   *
   * @param beforeRest awaited before it pauses, so that the last losses are reported
   * @returns false to end the run
   */
  beforeStep(beforeRest: () => Promise<void>): Promise<boolean>;
  /** Awaited during evaluation: lets messages in. */
  breathe(): Promise<void>;
}

export interface StepReport extends RunTimes {
  /** Steps of this epoch. */
  step: number;
  stepsPerEpoch: number;
  /** Epochs done, with a fraction. */
  epoch: number;
  loss: number;
  rowsPerSecond: number;
}

/** One of the models of a contestant: the one of all domains, or a domain's. */
export interface ModelPart {
  learner: Learner;
  /** Has all of `data` among its rows. */
  batcher: Batcher;
  /** The rows as the model knows them. */
  data: EncodedData;
  /** Settings of this model alone. */
  config: RunConfig;
  /** Whether there was anything to train it on. */
  trains: boolean;
}

/** A contestant of a run in training: one model, or one per domain. */
export interface ModelRun {
  readonly epochs: readonly EpochRecord[];
  /** Steps done, over all epochs. */
  readonly steps: number;
  readonly finished: boolean;
  /** Why it trains no longer; undefined while it does. */
  readonly stopped: ModelResult['stopped'] | undefined;
  /** Epochs that the weights have been trained for, with a fraction, and whether the run ended with these weights. */
  readonly moment: { epoch: number; final: boolean };
  /** [test rows] click probabilities, once they are measured. */
  readonly predictions: Float32Array | undefined;
  /** Whether the last epoch is the best so far. */
  readonly lastIsBest: boolean;
  /** How long it takes, as far as is known. @param done steps of the epoch under way */
  times(done?: number): RunTimes;
  /** See `VariantRun`. */
  epoch(
    report: (step: StepReport) => void,
    between: (epoch: number) => Promise<void>,
    early?: Early,
    rests?: () => Promise<void>,
  ): Promise<EpochRecord | undefined>;
  endByPerson(): void;
  finish(): Promise<ModelResult>;
  state(): Promise<VariantState>;
  takeUp(state: VariantState): void;
  /** The weights as they are, under PyTorch's names, and what is to be said of the names. */
  weights(): Promise<{ dict: StateDict; about: Record<string, string> }>;
  /** [n] click probabilities of a part of the rows, in its order, by the weights as they are. @param pause as of `predictRows` */
  predict(part: keyof EncodedData['split'], pause: () => Promise<void>): Promise<Float32Array>;
  /** One for all domains; or [D], with one per domain. */
  readonly parts: readonly [ModelPart, ...ModelPart[]];
  dispose(): void;
}

/** One model in training: as configured, or its backbone alone. */
export class VariantRun implements ModelRun {
  readonly learner: Learner;
  readonly epochs: EpochRecord[] = [];
  private readonly best: BestEpoch;
  /** The weights of the best epoch; and what they are, once a checkpoint has asked. */
  private kept: Snapshot | undefined;
  private keptRead: Promise<VariantState['best']> | undefined;
  /** The epoch under way: steps done, their losses, and the engine's counts that the meter has. */
  private underWay: { step: number; losses: Losses; counted: EngineCounts } | undefined;
  /** Where the next epoch begins, if it is one that was cut off. */
  private cutOff: Pick<VariantState, 'step' | 'losses'> = { step: 0, losses: NONE };
  readonly meter = new Meter();
  private readonly pace = new Pace();
  private stepsPerEpoch = 0;
  private ended: ModelResult['stopped'] | undefined;
  /** Of the epoch under way, the share that is done. */
  private share = 0;
  private endEpoch: number | undefined;
  private predicted: Float32Array | undefined;
  private validated: Float32Array | undefined;

  constructor(
    private readonly config: RunConfig,
    readonly model: Model,
    private readonly data: EncodedData,
    private readonly batcher: Batcher,
    private readonly engine: Engine,
    private readonly control: Control,
  ) {
    this.best = new BestEpoch(config.train.patience);
    this.learner = new Learner(engine, model, startState(model, config.seed), config.train, config.seed);
  }

  get steps(): number {
    return this.learner.steps;
  }

  get finished(): boolean {
    return this.ended !== undefined;
  }

  /** Why it trains no longer; undefined while it does. */
  get stopped(): ModelResult['stopped'] | undefined {
    return this.ended;
  }

  /** Epochs that the learner's weights have been trained for, with a fraction, and whether the run ended with these weights. */
  get moment(): { epoch: number; final: boolean } {
    return { epoch: this.endEpoch ?? this.epochs.length + this.share, final: this.endEpoch !== undefined };
  }

  /** [test rows] click probabilities, once they are measured. */
  get predictions(): Float32Array | undefined {
    return this.predicted;
  }

  /** [validation rows] click probabilities of the last epoch, once one was trained here. */
  get lastValidation(): Float32Array | undefined {
    return this.validated;
  }

  /** How long it takes, as far as is known. @param done steps of the epoch under way */
  times(done = 0): RunTimes {
    const { epochs, batcher, config, data, stepsPerEpoch } = this;
    const { val, test } = data.split;
    const work = { epochs: config.train.epochs, epochsDone: epochs.length, stepsPerEpoch, stepsDone: done };
    return timeOf(this.pace, { ...work, ofValidation: val.length, ofTest: test.length, batch: batcher.size }) ?? {};
  }

  /** Whether the last epoch is the best so far. */
  get lastIsBest(): boolean {
    return this.kept !== undefined && this.best.epoch === this.epochs.length;
  }

  /**
   * One pass over the training rows, then validation.
   *
   * @param report called as losses arrive
   * @param between called after each step (for probes)
   * @param early validations within the first epoch; left out, there are none
   * @param rests called when the person's pause begins
   * @returns the record, or undefined where the person ended the run
   * @throws UserError where training diverges
   */
  async epoch(
    report: (step: StepReport) => void,
    between: (epoch: number) => Promise<void>,
    early?: Early,
    rests?: () => Promise<void>,
  ): Promise<EpochRecord | undefined> {
    const number = this.epochs.length + 1;
    const begun = performance.now();
    const { train, seed } = this.config;
    const order = rowOrder(this.data, train.batches, seed, number);
    const { size } = this.batcher;
    // A last batch of one row has no variance to normalise by (PyTorch refuses it), so it is left out of this epoch.
    const usable = order.length % size === 1 && order.length > 1 ? order.length - 1 : order.length;
    const batches = this.batcher.epoch(order, usable);
    const stepsPerEpoch = batches.steps;
    this.stepsPerEpoch = stepsPerEpoch;

    const losses: Losses = new Losses(
      (loss, done) => report(this.stepReport(epoch.step, done, loss)),
      this.cutOff.losses,
      () => farColumns(this.data, this.data.split.train),
    );
    const epoch = { step: this.cutOff.step, losses, counted: this.engine.counts() };
    const first = epoch.step + 1;
    this.cutOff = { step: 0, losses: NONE };
    this.underWay = epoch;
    let lastRead = performance.now();
    const setUp = lastRead - begun;
    let restedMs = 0;
    try {
      while (epoch.step < stepsPerEpoch) {
        const waited = performance.now();
        let restedAt: number | undefined;
        const beforeRest = async () => {
          await losses.readAll();
          await rests?.();
          restedAt = performance.now();
        };
        if (!(await this.control.beforeStep(beforeRest))) {
          this.ended = 'person';
          return undefined;
        }
        const rested = restedAt === undefined ? 0 : performance.now() - restedAt;
        restedMs += rested;
        const stepBegun = performance.now();
        const batch = batches.batch(epoch.step);
        losses.push(this.learner.step(batch, { rateFactor: rateFactor(train, this.learner.steps + 1, stepsPerEpoch) }), batch.count);
        batch.dispose();
        epoch.step++;
        const { step } = epoch;
        this.share = step / stepsPerEpoch;
        if (losses.waiting >= STEPS_PER_READ || step === first || performance.now() - lastRead > MS_PER_READ) {
          await losses.read();
          lastRead = performance.now();
        }
        const ms = performance.now() - stepBegun;
        this.meter.addStep(ms, batch.count);
        const told = performance.now();
        this.pace.addStep(told - waited - rested);
        if (early && number === 1 && early.moments.after(step, stepsPerEpoch, ms)) {
          this.count(epoch);
          const { learner, batcher, data } = this;
          await validateEarly(early, step / stepsPerEpoch, { learner, batcher, data, pause: () => this.control.breathe() });
          epoch.counted = this.engine.counts();
        }
        await between(number - 1 + step / stepsPerEpoch);
        this.pace.addToStep(performance.now() - told);
      }
      const stepped = performance.now();
      const trainLoss = await losses.mean();
      this.count(epoch);
      this.learner.catchUp();
      const breathe = () => this.control.breathe();
      const val = await evaluateModel(this.learner, this.batcher, this.data, this.data.split.val, breathe, (predicted) => {
        this.validated = predicted;
      });
      this.pace.addEpoch(setUp + performance.now() - stepped);
      const record = { epoch: number, seconds: (performance.now() - begun - restedMs) / 1000, trainLoss, val };
      this.epochs.push(record);
      this.share = 0;
      this.remember(record);
      return record;
    } finally {
      this.underWay = undefined;
      batches.dispose();
      await losses.drop();
    }
  }

  /** Ends the training as the person wished, between epochs. */
  endByPerson(): void {
    this.ended ??= 'person';
  }

  get parts(): [ModelPart] {
    const { learner, batcher, data, model, config } = this;
    return [{ learner, batcher, data, config: { ...config, model: model.config, train: { ...config.train, baseline: false } }, trains: true }];
  }

  predict(part: keyof EncodedData['split'], pause: () => Promise<void>): Promise<Float32Array> {
    return predictRows(this.learner, this.batcher, this.data.split[part], pause);
  }

  async weights(): ReturnType<ModelRun['weights']> {
    const { learner, model } = this;
    return { dict: toStateDict(model, await learner.read()), about: {} };
  }

  /** Goes back to the weights of the best epoch, if there is one. */
  restoreBest(): void {
    if (this.kept) this.learner.restore(this.kept);
  }

  /** Goes back to the best weights where the mode says so, and measures the test rows. */
  async finish(): Promise<ModelResult> {
    const { restoreBest } = fidelityBundle(this.model.config.fidelity);
    const stopped = this.ended ?? 'epochs';
    const bestEpoch = this.best.epoch;
    const restored = this.kept !== undefined && (restoreBest === 'always' || stopped === 'patience');
    if (this.kept && restored) this.learner.restore(this.kept);
    else this.learner.catchUp();
    this.endEpoch = restored ? bestEpoch : this.epochs.length + this.share;
    const { test } = this.data.split;
    this.predicted = await this.predict('test', () => this.control.breathe());
    return {
      parameters: this.model.parameters.count,
      epochs: this.epochs,
      bestEpoch,
      bestRestored: this.endEpoch === bestEpoch,
      testedEpoch: this.endEpoch,
      stopped,
      test: withAucErrors(evaluateRows(this.predicted, this.data, test), this.predicted, this.data, test, bestPossible(this.data)),
      speed: this.meter.speed(),
      perStep: this.meter.perStep(),
    };
  }

  /**
   * All that it goes on from. To be asked between two steps or two epochs; it changes no bit of what follows, and is not counted as
   * training.
   *
   * @throws UserError where the losses that it reads show that training diverged
   */
  async state(): Promise<VariantState> {
    const { underWay, learner, kept, meter, pace, ended } = this;
    await underWay?.losses.readAll();
    if (underWay) this.count(underWay);
    this.keptRead ??= kept ? readSnapshot(kept) : Promise.resolve(undefined);
    // Side by side: where the device goes, neither is left without somebody who hears of it.
    const [now, best] = await Promise.all([learner.keep(ended !== undefined), this.keptRead]);
    const state: VariantState = {
      learner: now,
      best,
      epochs: [...this.epochs],
      ended,
      share: this.share,
      step: underWay?.step ?? this.cutOff.step,
      losses: underWay?.losses.state ?? this.cutOff.losses,
      meter: meter.state,
      pace: pace.state,
    };
    if (underWay) underWay.counted = this.engine.counts();
    return state;
  }

  /** Goes on from such a state, to the bit. To be called before the first epoch. @throws Error where it is one of another model */
  takeUp(state: VariantState): void {
    this.learner.takeUp(state.learner);
    for (const record of state.epochs) {
      this.epochs.push(record);
      this.best.add(record);
    }
    const { best, ended, share, step, losses } = state;
    if (best) {
      this.kept = { parameters: tensor1d(best.parameters.slice()), buffers: tensor1d(best.buffers.slice()) };
      this.keptRead = Promise.resolve(best);
    }
    this.ended = ended;
    this.share = share;
    this.cutOff = { step, losses };
    this.meter.takeUp(state.meter);
    this.pace.takeUp(state.pace);
  }

  dispose(): void {
    this.forgetBest();
    this.learner.dispose();
  }

  private remember(record: EpochRecord): void {
    const follows = this.best.add(record);
    if (follows === 'best') {
      this.forgetBest();
      this.kept = this.learner.snapshot();
    } else if (follows === 'stop') this.ended = 'patience';
    if (record.epoch >= this.config.train.epochs) this.ended ??= 'epochs';
  }

  private forgetBest(): void {
    this.kept?.parameters.dispose();
    this.kept?.buffers.dispose();
    this.kept = undefined;
    this.keptRead = undefined;
  }

  /** What the engine did since it was counted last is training's. */
  private count(epoch: { counted: EngineCounts }): void {
    const now = this.engine.counts();
    this.meter.addCounts(epoch.counted, now);
    epoch.counted = now;
  }

  /** @param step steps of this epoch that were begun, `done` of which the engine has done */
  private stepReport(step: number, done: number, loss: number): StepReport {
    const { stepsPerEpoch, epochs, meter } = this;
    return { step, stepsPerEpoch, epoch: epochs.length + step / stepsPerEpoch, loss, rowsPerSecond: meter.rowsPerSecond, ...this.times(done) };
  }
}

async function readSnapshot({ parameters, buffers }: Snapshot): Promise<VariantState['best']> {
  const values = await Promise.all([parameters.data(), buffers.data()]);
  const [p, b] = values as [Float32Array, Float32Array];
  return { parameters: new Float32Array(p), buffers: new Float32Array(b) };
}
