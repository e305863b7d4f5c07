import { sortsRows } from '../config/backbones';
import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import type { Engine } from '../engine/engine';
import { MEMORIES } from '../engine/ops/optimise';
import { allOrNothing } from '../engine/tfjs/all-or-nothing';
import { once } from '../lib/once';
import { Model, withoutAdapters } from '../model/model';
import type { Comparison, EarlyRecord, EpochRecord, ModelResult } from '../protocol/result';
import type { VariantName } from '../protocol/run';
import type { TrainerState } from './checkpoint/state';
import type { Early } from './early/early';
import { asBefore, ByPace } from './early/moments';
import { earlySample } from './early/sample';
import { compareModels } from './evaluation/compare-models';
import { bestPossible } from './evaluation/evaluate-model';
import { checkFits, type Footprint, footprint } from './footprint';
import { Batcher, type BatcherOptions, modelShape } from './rows/batch';
import { lossWeights } from './rows/loss-weights';
import { checkParts, partsOf } from './separate';
import { SeparateRun } from './separate-run';
import { type Control, type ModelPart, type ModelRun, type StepReport, VariantRun } from './variant';

const BYTES = 4;

/** What a trainer tells while it works. */
export interface TrainerEvents {
  step(variant: VariantName, report: StepReport): void;
  /** After each step of the configured model. @param epoch epochs done, with a fraction */
  between(epoch: number): Promise<void>;
  /** Told of validations within the first epoch, where that is long; left out, there are none. They change nothing else. */
  early?(variant: VariantName, record: EarlyRecord): void;
  /** @param ended whether this model trains no longer */
  epoch(variant: VariantName, record: EpochRecord, best: boolean, ended: boolean): void;
  /**
   * Told where the run could be kept: `step`, after each; `rest`, where the person pauses; `epoch`, after each; `end`, when none trains
   * any longer. Nothing goes on until it is done; `state()` may be asked meanwhile.
   */
  settled?(at: 'step' | 'rest' | 'epoch' | 'end'): Promise<void>;
  evaluating(): void;
  finished(variant: VariantName, result: ModelResult): void;
  /** Where there are two models, after both are finished. */
  compared(comparison: Comparison): void;
}

/** The configured model, and its backbone alone where that is trained too. */
function modelsOf(config: RunConfig, data: EncodedData): Model[] {
  const shape = modelShape(data, config.model);
  const configured = [config.model, ...(config.train.baseline && config.model.adapters.length > 0 ? [withoutAdapters(config.model)] : [])];
  return configured.map((model) => new Model(shape, model));
}

/** What a run needs of an engine's memory. */
export function footprintOf(config: RunConfig, data: EncodedData): Footprint {
  const all = allModels(config, data);
  return footprint(
    all.map(({ model }) => model),
    data,
    all.map(({ batch }) => batch),
    config.train.optimiser,
  );
}

/** With the rows of their batches. */
function allModels(config: RunConfig, data: EncodedData): { model: Model; batch: number }[] {
  if (config.model.sharing !== 'separate') return modelsOf(config, data).map((model) => ({ model, batch: config.train.batch }));
  return partsOf(config, data).map(({ model, config: { train } }) => ({ model, batch: train.batch }));
}

/**
 * A run: the configured model and, where it is asked for and differs, its backbone alone with the same seed, split and
 * row order. The two take turns, epoch by epoch, so that their curves grow together.
 */
export class Trainer {
  readonly variants: ReadonlyMap<VariantName, ModelRun>;
  private readonly pace = new ByPace();
  /** Of all rows, where the models share it. */
  private batcher: Batcher | undefined;

  /** @param from where it goes on from, a state of the same run @throws Error where it is one of another; @throws UserError where the run does not fit the engine */
  constructor(
    readonly config: RunConfig,
    readonly data: EncodedData,
    private readonly engine: Engine,
    control: Control,
    from?: TrainerState,
  ) {
    checkFits(footprintOf(config, data), engine.capacity, engine.info.name);
    this.variants = allOrNothing(() => {
      const runs: ReadonlyMap<VariantName, ModelRun> =
        config.model.sharing === 'separate' ? new Map([['model', this.separate(control)]]) : this.sharing(control);
      if (from) takeUp(runs, from);
      return runs;
    });
    if (from) this.pace.takeUp(from.moments);
  }

  get model(): ModelRun {
    return this.variants.get('model') as ModelRun;
  }

  /** The configured model, and its backbone alone where that is trained too, with one batcher. */
  private sharing(control: Control): Map<VariantName, ModelRun> {
    const { config, data, engine } = this;
    const { parallelSums } = engine;
    const sorted = sortsRows(config.model);
    const batcher = new Batcher(data, modelShape(data, config.model), {
      size: config.train.batch,
      parallelSums,
      sorted,
      weights: lossWeights(data, config.train),
    });
    this.batcher = batcher;
    const names: VariantName[] = ['model', 'baseline'];
    return new Map(modelsOf(config, data).map((model, i) => [names[i] as VariantName, new VariantRun(config, model, data, batcher, engine, control)]));
  }

  private separate(control: Control): ModelRun {
    const { config, data, engine } = this;
    // Weights that do not fit the domains are refused here too, though no model weighs its one domain.
    lossWeights(data, config.train);
    const parts = partsOf(config, data);
    checkParts(parts);
    return new SeparateRun(parts, data, engine, control);
  }

  /** A batcher of other rows, with batches of the same shape, but for what is stated. @param part the model that reads them, with one per domain */
  batcherOf(rows: ConstructorParameters<typeof Batcher>[0], other: Partial<BatcherOptions> = {}, part: Pick<ModelPart, 'config' | 'data'> = this): Batcher {
    const { model, train } = part.config;
    return new Batcher(rows, modelShape(part.data, model), {
      size: train.batch,
      parallelSums: this.engine.parallelSums,
      sorted: sortsRows(model),
      ...other,
    });
  }

  /**
   * Trains to the end.
   * @returns why the configured model stopped, or undefined where the person ended the run before its first epoch
   * @throws UserError where training diverges
   */
  async run(events: TrainerEvents): Promise<ModelResult['stopped'] | undefined> {
    const early = this.earlyOf(events);
    const rests = () => events.settled?.('rest') ?? Promise.resolve();
    for (let next = this.next(); next; next = this.next()) {
      const [name, variant] = next;
      const look = name === 'model' ? (epoch: number) => events.between(epoch) : async () => {};
      const between = events.settled ? (epoch: number) => look(epoch).then(() => events.settled?.('step')) : look;
      const record = await variant.epoch((report) => events.step(name, report), between, early(name), rests);
      if (record) events.epoch(name, record, variant.lastIsBest, variant.finished);
      else for (const each of this.variants.values()) each.endByPerson();
      await events.settled?.('epoch');
    }
    await events.settled?.('end');
    if (!isToTest(this.model)) return undefined;

    events.evaluating();
    for (const [name, variant] of this.variants) {
      // A baseline that was stopped before its first epoch has nothing to compare.
      if (isToTest(variant)) events.finished(name, await variant.finish());
    }
    const [ours, theirs] = [this.model.predictions, this.variants.get('baseline')?.predictions];
    if (ours && theirs) events.compared(compareModels(ours, theirs, this.data, this.data.split.test, bestPossible(this.data)));
    return this.model.stopped;
  }

  /** Bytes of `state`, about: parameters, the optimiser's memories, and the best weights. */
  get stateBytes(): number {
    const floats = (size: number) => size * (2 + MEMORIES[this.config.train.optimiser]);
    return BYTES * allModels(this.config, this.data).reduce((sum, { model: { parameters, buffers } }) => sum + floats(parameters.size) + 2 * buffers.size, 0);
  }

  /** What the run goes on from; to be asked while `settled` is told, or after the end. */
  async state(): Promise<TrainerState> {
    const variants: TrainerState['variants'] = {};
    for (const [name, variant] of this.variants) variants[name] = await variant.state();
    return { variants, moments: this.pace.state };
  }

  /** Whose turn it is: of those that train still, the one that is behind. */
  private next(): [VariantName, ModelRun] | undefined {
    const training = [...this.variants].filter(([, { finished }]) => !finished);
    return training.reduce<[VariantName, ModelRun] | undefined>(
      (least, each) => (least && least[1].epochs.length <= each[1].epochs.length ? least : each),
      undefined,
    );
  }

  /** Both models are measured at the same rows, and at the moments that the pace of the configured one has chosen. */
  private earlyOf(events: TrainerEvents): (name: VariantName) => Early | undefined {
    if (!events.early) return () => undefined;
    const sample = once(() => earlySample(this.data, this.config.train.batch, this.config.seed));
    const { pace } = this;
    return (name) => ({ moments: name === 'model' ? pace : asBefore(pace.taken), sample, tell: (record) => events.early?.(name, record) });
  }

  dispose(): void {
    for (const variant of this.variants.values()) variant.dispose();
    this.batcher?.dispose();
  }
}

/** Only a person ends a model before its first epoch; one without epochs that ended otherwise was trained elsewhere. */
const isToTest = ({ epochs, stopped }: ModelRun) => epochs.length > 0 || stopped !== 'person';

function takeUp(variants: ReadonlyMap<VariantName, ModelRun>, { variants: states }: TrainerState): void {
  for (const [name, variant] of variants) {
    const state = states[name];
    if (!state) throw new Error(`The state has no "${name}".`);
    variant.takeUp(state);
  }
}
