import type { EncodedData } from '../data/types';
import type { Engine } from '../engine/engine';
import type { StateDict } from '../model/state-dict';
import type { EpochRecord, Evaluation, ModelResult } from '../protocol/result';
import type { RunTimes } from '../protocol/run';
import type { VariantState } from './checkpoint/state';
import type { Early } from './early/early';
import { withAucErrors } from './evaluation/auc-errors';
import { bestPossible, evaluateRows } from './evaluation/evaluate-model';
import { NONE } from './losses';
import { Batcher } from './rows/batch';
import { lossWeights } from './rows/loss-weights';
import type { Part } from './separate';
import { Meter } from './speed';
import { type Control, type ModelPart, type ModelRun, type StepReport, VariantRun } from './variant';

/** One of the models, and its run. */
interface OwnRun extends Part {
  run: VariantRun;
  batcher: Batcher;
  stepsPerEpoch: number;
  /** [own validation rows] predictions of a model that trains no longer. */
  held: Float32Array | undefined;
}

/**
 * One model per domain, trained as one contestant: epoch by epoch, the domains in turn. Each is a run of its own, with its own optimiser,
 * patience and best epoch, and reads no row of another domain. One that has stopped waits, with its best weights, until all have.
 */
export class SeparateRun implements ModelRun {
  readonly epochs: EpochRecord[] = [];
  private readonly runs: OwnRun[];
  private endEpoch: number | undefined;
  private predicted: Float32Array | undefined;

  constructor(
    parts: readonly Part[],
    private readonly data: EncodedData,
    engine: Engine,
    private readonly control: Control,
  ) {
    this.runs = parts.map((part) => {
      const { config, data: own, model } = part;
      const batcher = new Batcher(own, model.shape, {
        size: config.train.batch,
        parallelSums: engine.parallelSums,
        weights: part.trains ? lossWeights(own, config.train) : undefined,
      });
      const run = new VariantRun(config, model, own, batcher, engine, control);
      const { train } = own.split;
      // A lone last row is left out; see `VariantRun.epoch`.
      const rows = train.length % config.train.batch === 1 ? train.length - 1 : train.length;
      const stepsPerEpoch = part.trains ? Math.ceil(rows / config.train.batch) : 0;
      return { ...part, run, batcher, stepsPerEpoch, held: undefined };
    });
  }

  get steps(): number {
    return sum(this.runs.map(({ run }) => run.steps));
  }

  get finished(): boolean {
    return this.trained.every(({ run }) => run.finished);
  }

  get stopped(): ModelResult['stopped'] | undefined {
    if (!this.finished) return undefined;
    const reasons = this.trained.map(({ run }) => run.stopped);
    return reasons.includes('person') ? 'person' : reasons.includes('epochs') ? 'epochs' : 'patience';
  }

  get moment(): { epoch: number; final: boolean } {
    return { epoch: this.endEpoch ?? this.epochs.length + this.share, final: this.endEpoch !== undefined };
  }

  get predictions(): Float32Array | undefined {
    return this.predicted;
  }

  get lastIsBest(): boolean {
    return this.trained.some(({ run }) => run.epochs.length === this.epochs.length && run.lastIsBest);
  }

  /** Of those that have begun; the others are taken to need as long for their rows. */
  times(done = 0): RunTimes {
    const known = this.trained.flatMap((own) => {
      const times = own.run.times(own.run === this.underWay?.run ? done : 0);
      const { secondsLeft, secondsInAll, secondsToTest } = times;
      if (secondsLeft === undefined || secondsInAll === undefined || secondsToTest === undefined) return [];
      return [{ rows: own.data.rows, secondsLeft: own.run.finished ? secondsToTest : secondsLeft, secondsInAll, secondsToTest }];
    });
    if (known.length === 0) return {};
    const scale = sum(this.trained.map(({ data }) => data.rows)) / sum(known.map(({ rows }) => rows));
    const of = (name: 'secondsLeft' | 'secondsInAll' | 'secondsToTest') => scale * sum(known.map((each) => each[name]));
    return { secondsLeft: of('secondsLeft'), secondsInAll: of('secondsInAll'), secondsToTest: of('secondsToTest') };
  }

  /** One pass of each model over its rows, the domains in turn, then the metrics of all of them together. There are no early validations. */
  async epoch(
    report: (step: StepReport) => void,
    between: (epoch: number) => Promise<void>,
    _early?: Early,
    rests?: () => Promise<void>,
  ): Promise<EpochRecord | undefined> {
    const number = this.epochs.length + 1;
    const begun = performance.now();
    const turns = this.trained.filter(({ run }) => !run.finished || run.epochs.length >= number);
    const stepsPerEpoch = sum(turns.map((own) => own.stepsPerEpoch));
    const losses = new Map<OwnRun, number>();
    for (const [t, own] of turns.entries()) {
      // Where the epoch is gone on with, the first of them have it behind them.
      if (own.run.epochs.length >= number) continue;
      const before = sum(turns.slice(0, t).map((each) => each.stepsPerEpoch));
      const inAll = (step: number) => ({ step: before + step, epoch: this.epochs.length + (before + step) / stepsPerEpoch });
      const told = ({ step, loss, rowsPerSecond, ...times }: StepReport) => {
        losses.set(own, loss);
        const done = times.secondsLeft === undefined ? {} : this.times(step);
        report({
          ...inAll(step),
          stepsPerEpoch,
          loss: weighted([...losses].map(([each, value]) => [value, each.data.split.train.length])),
          rowsPerSecond,
          ...done,
        });
      };
      const record = await own.run.epoch(told, (epoch) => between(inAll((epoch - (number - 1)) * own.stepsPerEpoch).epoch), undefined, rests);
      if (!record) return undefined;
      // What a domain has come to is what it has at its best epoch.
      if (own.run.stopped === 'patience') own.run.restoreBest();
    }
    const trainLoss = weighted(this.trained.map(({ run, data }) => [run.epochs.at(-1)?.trainLoss ?? 0, data.split.train.length]));
    const val = await this.validation(number);
    const record: EpochRecord = { epoch: number, seconds: (performance.now() - begun) / 1000, trainLoss, val };
    this.epochs.push(record);
    return record;
  }

  endByPerson(): void {
    for (const { run } of this.runs) run.endByPerson();
  }

  async finish(): Promise<ModelResult> {
    const results: ModelResult[] = [];
    for (const { run } of this.runs) results.push(await run.finish());
    const { test } = this.data.split;
    this.predicted = this.gathered(
      'test',
      this.runs.map(({ run }) => run.predictions as Float32Array),
    );
    const ofTrained = results.filter((_, d) => this.runs[d]?.trains);
    this.endEpoch = Math.max(...ofTrained.map(({ testedEpoch = 0 }) => testedEpoch));
    const meter = Meter.of(this.runs.map(({ run }) => run.meter.state));
    const bestEpochs = results.map(({ bestEpoch }) => Math.min(this.epochs.length, bestEpoch));
    return {
      parameters: sum(results.map(({ parameters }) => parameters)),
      epochs: this.epochs,
      bestEpoch: Math.max(...bestEpochs),
      bestEpochs,
      validation: this.validated(await this.predictValidation((own) => own.held)),
      bestRestored: ofTrained.every(({ bestRestored }) => bestRestored),
      testedEpoch: this.endEpoch,
      stopped: this.stopped ?? 'epochs',
      test: withAucErrors(evaluateRows(this.predicted, this.data, test), this.predicted, this.data, test, bestPossible(this.data)),
      speed: meter.speed(),
      perStep: meter.perStep(),
    };
  }

  async state(): Promise<VariantState> {
    const apart: VariantState[] = [];
    for (const { run } of this.runs) apart.push(await run.state());
    const none = new Float32Array();
    return {
      learner: { parameters: none, buffers: none, memories: [], last: [], steps: this.steps, lastStep: undefined },
      best: undefined,
      epochs: [...this.epochs],
      ended: this.stopped,
      share: this.share,
      step: 0,
      losses: NONE,
      meter: new Meter().state,
      pace: { steps: new Float64Array(), epochs: new Float64Array() },
      apart,
    };
  }

  takeUp({ epochs, apart }: VariantState): void {
    if (apart?.length !== this.runs.length) throw new Error('The state is one of another model.');
    for (const [d, { run }] of this.runs.entries()) run.takeUp(apart[d] as VariantState);
    this.epochs.push(...epochs);
  }

  /** `domains.0.` before the names of the first domain's tensors, and so on: what follows is the state dict of a model of that domain's rows. */
  async weights(): ReturnType<ModelRun['weights']> {
    const dict: StateDict = {};
    const about: Record<string, string> = {};
    for (const [d, { run }] of this.runs.entries()) {
      about[`domains.${d}`] = this.data.domains[d]?.name ?? '';
      for (const [name, tensor] of Object.entries((await run.weights()).dict)) dict[`domains.${d}.${name}`] = tensor;
    }
    return { dict, about };
  }

  get parts(): readonly [ModelPart, ...ModelPart[]] {
    const [first, ...others] = this.runs.map(({ run, trains }) => ({ ...run.parts[0], trains }));
    return [first as ModelPart, ...others];
  }

  /** Each row by its own domain's model. */
  async predict(part: keyof EncodedData['split'], pause: () => Promise<void>): Promise<Float32Array> {
    const own: Float32Array[] = [];
    for (const { run } of this.runs) own.push(await run.predict(part, pause));
    return this.gathered(part, own);
  }

  dispose(): void {
    for (const { run, batcher } of this.runs) {
      run.dispose();
      batcher.dispose();
    }
  }

  private get trained(): OwnRun[] {
    return this.runs.filter(({ trains }) => trains);
  }

  /** The one whose turn it is: it has begun an epoch that others have behind them, or before them. */
  private get underWay(): OwnRun | undefined {
    return this.trained.find(({ run }) => !run.finished && run.epochs.length === this.epochs.length);
  }

  /** Of the epoch under way, the share that is done. */
  private get share(): number {
    const turns = this.trained.filter(({ run }) => !run.finished || run.epochs.length > this.epochs.length);
    const done = turns.map(({ run, stepsPerEpoch }) => stepsPerEpoch * Math.min(1, Math.max(0, run.moment.epoch - this.epochs.length)));
    return turns.length === 0 ? 0 : sum(done) / sum(turns.map(({ stepsPerEpoch }) => stepsPerEpoch));
  }

  private async validation(number: number): Promise<Evaluation> {
    const trainsOn = ({ run }: OwnRun) => run.epochs.length === number && run.stopped !== 'patience';
    for (const own of this.runs) if (!trainsOn(own)) own.held ??= await this.predictOwn(own);
    return this.validated(await this.predictValidation((own) => (trainsOn(own) ? own.run.lastValidation : own.held)));
  }

  /** [D] of the weights as they are. @param known predictions that need not be made again */
  private async predictValidation(known: (own: OwnRun) => Float32Array | undefined): Promise<Float32Array[]> {
    const all: Float32Array[] = [];
    for (const own of this.runs) all.push(known(own) ?? (await this.predictOwn(own)));
    return all;
  }

  private predictOwn({ run }: OwnRun): Promise<Float32Array> {
    return run.predict('val', () => this.control.breathe());
  }

  /** @param own [D] predictions of each domain's validation rows */
  private validated(own: readonly Float32Array[]): Evaluation {
    const { val } = this.data.split;
    return evaluateRows(this.gathered('val', own), this.data, val);
  }

  /** Each domain's values in their places among those of all rows: a domain's rows are in the order of all. @param own [D] */
  private gathered(part: keyof EncodedData['split'], own: readonly Float32Array[]): Float32Array {
    const next = new Int32Array(own.length);
    return Float32Array.from(this.data.split[part], (position) => {
      const d = this.data.domainIds[position] as number;
      const i = next[d] as number;
      next[d] = i + 1;
      return own[d]?.[i] as number;
    });
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

const weighted = (values: readonly (readonly [value: number, weight: number])[]) =>
  sum(values.map(([value, weight]) => value * weight)) / sum(values.map(([, weight]) => weight));
