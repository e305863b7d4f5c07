import type { RunConfig } from '../config/run-config';
import type { DataSummary } from './data';
import type { EngineInfo, EngineName } from './engine';
import type { Look, ProbeRows } from './insight';
import type { Comparison, EarlyRecord, EpochRecord, ModelResult } from './result';
import type { ScoreCalls } from './score';
import type { EncodingFile, OfEachModel, OnnxModel, PartName, Predictions, SplitFile, TorchParts } from './take-away';

/** `model` is the configured one, `baseline` its backbone alone. */
export type VariantName = 'model' | 'baseline';

export const RUN_PHASES = ['preparing', 'training', 'evaluating', 'paused', 'done', 'stopped', 'failed'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

/** How long one of a run's models takes, in seconds, at most: patience may end it sooner. Undefined until some steps have been timed. */
export interface RunTimes {
  /** Until it is trained and tested. */
  secondsLeft?: number;
  /** From its first step until then: another model of the run that has yet to begin takes about as long. */
  secondsInAll?: number;
  /** Of its test alone: still to come where patience has ended the training. */
  secondsToTest?: number;
}

/** How far one of a run's models is. */
export interface RunProgress extends RunTimes {
  step: number;
  stepsPerEpoch: number;
  /** With a fraction. */
  epoch: number;
  epochs: number;
  /** Mean since the last such event, nats. */
  loss: number;
  rowsPerSecond: number;
  /** Whether it trains no longer. */
  ended?: boolean;
}

/** How far each model was when a run was kept: epochs done, with a fraction, and the best of them. */
export type KeptMoment = Partial<Record<VariantName, { epoch: number; best: number }>>;

/** Why a run went on from what was kept of it. */
export type Interruption = 'device' | 'worker' | 'page';

/** What streams out of a run; all of it together is the run's record. */
export type RunEvent =
  | { type: 'phase'; phase: RunPhase; message?: string }
  | { type: 'engine'; engine: EngineInfo }
  /** What the run is about, before its first step. */
  | { type: 'data'; data: DataSummary }
  /** At most ten a second. */
  | ({ type: 'progress'; variant: VariantName } & RunProgress)
  | { type: 'early'; variant: VariantName; record: EarlyRecord }
  /** `ended`: this model trains no longer, though the other may. Its times are those that are known by then. */
  | ({ type: 'epoch'; variant: VariantName; record: EpochRecord; best: boolean; ended?: boolean } & RunTimes)
  /** The rows that looks are taken at, before the first look. */
  | { type: 'probes'; probes: ProbeRows }
  | { type: 'look'; look: Look }
  /** A model is trained and tested; its epochs were told before. */
  | { type: 'finished'; variant: VariantName; result: Omit<ModelResult, 'epochs'> }
  /** Whatever happens now, the run can go on from here. `spentMs`: what keeping it has taken of its time so far, on this page. */
  | { type: 'kept'; epoch: number; spentMs?: number }
  /** The run can no longer be kept on this machine. */
  | { type: 'not kept'; why: string }
  /** The run goes on from what was kept: what was told of later moments is void, and will be told again. */
  | { type: 'taken up'; from: KeptMoment; why: Interruption; before?: EngineName }
  /** The model comes from this file: it was trained elsewhere. */
  | { type: 'opened'; file: string }
  /** Both models are tested, and this is how they differ. */
  | { type: 'compared'; comparison: Comparison };

export interface TrainOptions {
  /** Of the run's record. A run that has one is kept as it goes, so that it can go on after whatever happens; on this machine, unless the person wants nothing kept. */
  id?: string;
  /** The file of row numbers, where `config.split` names one. */
  rowsFile?: File;
  /** Does one batch and then pauses: for Step as the first thing a person does. */
  startWithStep?: boolean;
  /**
   * Whether somebody watches what the hyper-network generates; nobody does on a command line. Left out: yes. `unhurried`: every
   * look is taken, whatever it costs; `at end`: only the last one is.
   */
  inside?: boolean | 'unhurried' | 'at end';
  /** It is one of many, of an experiment: it is looked into at its end alone, and a large model is not kept after it. */
  ofMany?: boolean;
}

export interface GoOnOptions {
  /** Pauses at once. */
  paused?: boolean;
  /** As `TrainOptions` has it. */
  ofMany?: boolean;
  /** What it begins with where nothing of it is kept: the same settings come to the same end. */
  anew?: { config: RunConfig; rowsFile?: File };
}

export interface OpenOptions extends Pick<TrainOptions, 'id' | 'rowsFile'> {
  /** Whether it is looked into; left out: yes. */
  inside?: boolean;
}

/** The one run that is under way. */
export interface RunCalls extends ScoreCalls {
  /**
   * Trains; resolves when the run ends by itself or is stopped. What it comes to is told by `onEvent`.
   * @throws UserError where the run cannot start, or diverges
   */
  train(config: RunConfig, onEvent: (event: RunEvent) => void, options?: TrainOptions): Promise<void>;
  /**
   * Goes on with a run that was cut off, from what was kept of it, to the very end that it would have come to; the data that it was
   * trained on must be open. A run that had ended has its model back: it can be asked whatever a trained model can.
   *
   * @param why what cut it off
   * @throws UserError where nothing of it is kept and `anew` is left out, other data is open, another tab trains it, or as `train`
   */
  goOn(id: string, why: Interruption, onEvent: (event: RunEvent) => void, options?: GoOnOptions): Promise<void>;
  /**
   * Takes a model from a file, and tests it: no step is taken. It can be asked then whatever a trained model can; saved again, it is the
   * same file where that said what it was trained on.
   *
   * @param file safetensors
   * @param config of the model and the open data
   * @throws UserError where the file is no such model, does not fit the settings, or was trained on other data than are open
   */
  open(file: File, config: RunConfig, onEvent: (event: RunEvent) => void, options?: OpenOptions): Promise<void>;
  /**
   * Whether `open` would open it; no run begins, and none ends.
   *
   * @returns sentences on the rows that would test it
   * @throws UserError as `open`
   */
  checkModel(file: File, config: RunConfig, options?: Pick<OpenOptions, 'rowsFile'>): Promise<string[]>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One batch of the configured model (and of the baseline), then pause. */
  step(): Promise<void>;
  /** Ends the run early; what was reached is evaluated and kept. */
  stop(): Promise<void>;
  /** The last run's weights under the authors' `state_dict` names, in safetensors form, with settings, encoding and split in the metadata. */
  weights(variant: VariantName): Promise<Uint8Array>;
  /** The row numbers of the last run's parts. @throws UserError where there is none */
  splitRows(): Promise<SplitFile>;
  /** How the rows were encoded. @throws UserError where the model is not trained to its end */
  encoding(): Promise<EncodingFile>;
  /** What the trained model predicts. @throws UserError where it is not trained to its end */
  predictions(part: PartName): Promise<Predictions>;
  /** What a PyTorch project of each model is made of. @throws UserError where the model is not trained to its end */
  torch(): Promise<OfEachModel<TorchParts>>;
  /** Each model as an ONNX file. @throws UserError where it is not trained to its end, or is larger than such a file may be */
  onnx(variant: VariantName): Promise<OfEachModel<OnnxModel>>;
}
