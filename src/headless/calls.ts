import type { Backbone, RunConfigInput } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';
import type { OnnxTexts } from '../exports/onnx/files';
import type { UserAuc } from '../measures/classification/user-auc';
import type { BenchedModel, BenchResult, EngineRates } from '../protocol/bench';
import type { DataSummary, OpenTable } from '../protocol/data';
import type { EngineName } from '../protocol/engine';
import type { ReadChoices } from '../protocol/reading';
import type { RunEvent, RunPhase, VariantName } from '../protocol/run';
import type { ScoreColumns, Scored } from '../protocol/score';
import type { PartName } from '../protocol/take-away';
import type { Share } from '../runs/slim';
import type { StoredRun } from '../runs/stored';

/** What the command line calls in the headless page, which drives the same worker that the playground does. */
export interface HeadlessPage {
  /** Opens the demo, or the files that Node has put into the `data` input. */
  open(source: { demo: string; rows?: number; seed?: number } | PutFiles | { url: string } | 'file', read?: ReadChoices): Promise<OpenTable>;
  /** What the configuration makes of the open data, before any training. */
  preview(input: RunConfigInput): Promise<DataSummary>;
  /**
   * Fills the configuration from the proposed roles and trains, with the `rows` input's file where there is one.
   * @param look whether the kept weights are looked into at the end
   * @returns the run as a file
   */
  train(input: RunConfigInput, look?: boolean): Promise<string>;
  /** As `train`, but the model comes from the `model` input's file. */
  openModel(input: RunConfigInput, look?: boolean): Promise<string>;
  /** Asks the last run's model what the page asks when a person presses Measure. @returns the run with the answers, as a file */
  measure(): Promise<string>;
  /**
   * Trains as `train` does, and asks about the kept weights of what it has trained.
   * @throws Error where the run ended before it was tested
   */
  prove(input: RunConfigInput, asked: Asked): Promise<TrainedProof>;
  /** What `TrainedProof` would hold under this name, without training. */
  bestPossible(input: RunConfigInput): Promise<Scores | undefined>;
  /** The weights in safetensors form, base64. */
  weights(): Promise<string>;
  /** How the rows were encoded, as JSON. */
  encoding(): Promise<string>;
  /** What the model predicts of these parts, as CSV, handed to `onPredictions` piece by piece; of several, each row says its part. */
  predictions(parts: readonly PartName[]): Promise<void>;
  /** The row numbers of the parts, as JSON. */
  splitRows(): Promise<string>;
  /** A PyTorch project of the last run, a zip, base64. */
  torch(): Promise<string>;
  /** The files of the model as ONNX; with one model per domain, of each. */
  onnx(): Promise<OnnxTexts>;
  /** What a model of these settings, trained or not, reads of the file in the `score` input. */
  scoreColumns(input: RunConfigInput): Promise<ScoreColumns>;
  /** Predicts its rows; the CSV is handed to `onScores` in parts. @param columns whether the file's own stand in it too */
  score(columns: boolean): Promise<Scored>;
  /** Measures the engines that are there. */
  bench(rounds?: number): Promise<BenchResult>;
  /** Rows a second of the MovieLens recipe, see `BenchCalls.trainingRate`. */
  rate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number>;
  /** See `BenchCalls.modelRate`. */
  modelRate(engine: EngineName, backbone: Backbone, hamur: boolean, seconds: number): Promise<number>;
  /** See `BenchCalls.benchedModel`. */
  benchedModel(backbone: Backbone, hamur: boolean): Promise<BenchedModel>;
  /** See `BenchCalls.engineRates`. */
  engineRates(engine: EngineName): Promise<EngineRates | undefined>;
  /** Trains the default demo for `epochs` epochs, in turns with looks inside and without. */
  insideCost(rounds: number, epochs: number): Promise<InsideCost>;
  /** Trains the default demo with so many rows until it has its first AUC. */
  firstAuc(rows: number): Promise<FirstAuc>;
  /** Trains the default demo once on WebAssembly, with nobody watching, and keeps it as it goes. */
  keepingTurn(epochs: number): Promise<KeepingTurn>;
  /**
   * Trains so many runs of the default demo in workers side by side, which share out the cores.
   * @returns milliseconds, without the workers' start
   */
  lanesTurn(engine: EngineName, model: LanesModel, lanes: number, runs: number): Promise<number>;
  /** Whether WebGPU has a GPU. */
  hasGpu(): Promise<boolean>;
  /** What the run came to that is kept as the latest; its model is brought back for that. @throws Error where none is, or not of a demo */
  keptEnd(): Promise<KeptEnd>;
  /** Trains a run that comes with the page. @param recorded the day, ISO */
  record(run: StoredRun, recorded: string): Promise<RecordedRun>;
}

/** `default`: the model of the page as it opens. `MovieLens`: that of the paper’s recipe. */
export type LanesModel = 'default' | 'MovieLens';

/** What is said of the files in the `data` input. */
export interface PutFiles {
  /** Of each, in their order. */
  names: string[];
  /** What each gives to the table; left out: found by looking. */
  as?: SourceFile[];
}

/** A stored run, as the page reads it, with how much of the run it holds and what it weighs, gzipped. */
export interface RecordedRun {
  text: string;
  share: Share;
  /** Bytes. */
  weight: number;
}

/** What is asked of a trained model with adapters. */
export interface Asked {
  /** What a look at the kept weights sees. */
  look: boolean;
  /** What changing the adapters does to the test rows. */
  ablation: boolean;
}

/** AUC is null where the rows hold one class only. */
export interface Scores {
  auc: number | null;
  logLoss: number | null;
  /** [D] AUC */
  byDomain: (number | null)[];
  /** The AUC per user, where a column of the users is named. */
  perUser?: UserAuc;
}

/** A trained model, by its test rows. */
export interface ProvenModel extends Scores {
  parameters: number;
  /** How many it trained for, and the one whose weights were kept, from 1. */
  epochs: number;
  bestEpoch: number;
}

/** What a run has shown; numbers are rounded to eight digits. */
export interface TrainedProof {
  engine: EngineName;
  /** Hash of the data, see `DataSummary`. */
  data: string;
  /** From its start to its end. */
  seconds: number;
  rowsPerSecond: number;
  /** [D] names, and test rows */
  domains: string[];
  testRows: number[];
  model: ProvenModel;
  /** The backbone alone, where it was trained too. */
  alone?: ProvenModel;
  /** By the true logits, where the data are synthetic. */
  bestPossible?: Scores;
  /**
   * What the look at the kept weights saw: how far the domain moves H (`Similarity.moved`, mean over the pairs of domains; null
   * where no pair has one), the share of still units (`AdapterUse.still`, mean over the adapters), and the effective rank of the weights
   * of the adapters' first layer (of the domains' mean matrices, mean over domains and adapters). Proofs of before it was asked lack the rank.
   */
  inside?: { moved: number | null; still: number; rank?: number };
  /** Change of the mean AUC over the domains by the ablation's name (`AblationName`); null where no domain has enough rows. */
  ablation?: Record<string, number | null>;
}

/** Milliseconds of training by round, from its start to its last validation. */
export interface InsideCost {
  epochs: number;
  open: number[];
  closed: number[];
  /** Looks taken in a round, and the epochs whose end one of them shows. */
  looks: number[];
  ends: number[];
}

/** How long a run trained, in milliseconds, how much of that it waited while it was kept, and in how many checkpoints, before it was tested. */
export interface KeepingTurn {
  ms: number;
  spentMs: number;
  kept: number;
}

/** What a run came to, so that it can be told from another. */
export interface KeptEnd {
  id: string;
  phase: RunPhase;
  engine: EngineName | undefined;
  /** From where it went on each time, in epochs; and whether it did so on another engine. */
  takenUp: number[];
  moved: boolean;
  /** SHA-256 of the weights that it has, as they are exported. */
  weights: Partial<Record<VariantName, string>>;
  /** Every number of its curves and results, as text. */
  comesTo: string;
  auc: number | null;
}

/** When the first AUC per domain was there. */
export interface FirstAuc {
  /** Of the table. */
  rows: number;
  engine: EngineName;
  /** Milliseconds from Train, and from the first step. */
  fromTrain: number;
  fromFirstStep: number;
  /** Of the epoch, 0 to 1. */
  share: number;
}

declare global {
  interface Window {
    headless: HeadlessPage;
    /** Given by Node, where it wants to hear of a run. */
    onRunEvent?(event: RunEvent): Promise<void>;
    /** Takes a piece of the CSV of predictions. */
    onPredictions(piece: string): Promise<void>;
    /** Takes a part of the CSV of scored rows. */
    onScores(part: string): Promise<void>;
  }
}
