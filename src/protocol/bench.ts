import type { Backbone, ModelConfig, TrainConfig } from '../config/run-config';
import type { EngineCounts, EngineInfo, EngineName } from './engine';
import type { EncodingFile } from './take-away';

/** What `npm run bench` and the page `#bench` measure in the browser; every ratio is of things that took turns. */
export interface BenchResult {
  version: 1;
  date: string;
  browser: string;
  cores: number;
  /** Whether the page is cross-origin isolated, which threads need. */
  isolated: boolean;
  speeds: Speed[];
  laws: Law[];
  counts: Counts[];
  shares: Share[];
  memory: Memory[];
}

/** A model whose speed is measured, as others need it. */
export interface BenchedModel {
  model: ModelConfig;
  train: TrainConfig;
  shape: EncodingFile['shape'];
}

/** What an engine has allocated before many steps and after them. */
export interface Memory {
  engine: EngineName;
  steps: number;
  bytesBefore: number;
  bytesAfter: number;
  tensorsBefore: number;
  tensorsAfter: number;
}

/** Training on one engine, its fused kernels against their composed definitions. */
export interface Speed {
  engine: EngineInfo;
  what: string;
  batch: number;
  rowsPerSecond: number;
  composedRowsPerSecond: number;
  /** Times as fast as composed. */
  ratio: number;
  rounds: number;
}

/** What a step's time depends on, and how. */
export interface Law {
  engine: EngineName;
  what: string;
  values: number[];
  /** Median ms a step at each value. */
  ms: number[];
  /** Time at the last value over that at the first, each per row where the batch varies. */
  ratio: number;
}

export interface Counts extends EngineCounts {
  engine: EngineName;
  what: string;
  batch: number;
}

/** A whole step's speed beside that of the bare matrix product on the same engine. */
export interface Share {
  engine: EngineInfo;
  what: string;
  batch: number;
  stepGflops: number;
  bareGflops: number;
  share: number;
}

/** How fast an engine trains models of several sizes. */
export interface EngineRates {
  engine: EngineInfo;
  rates: { what: string; batch: number; rowsPerSecond: number }[];
}

export interface BenchCalls {
  /**
   * Measures the engines that are there. An ended run is discarded.
   *
   * @param onProgress told what is measured, and how many of how many parts are done
   * @param rounds turns that things which are compared take
   * @param thorough measures what a person would not wait for too
   * @returns undefined where it was cancelled
   * @throws UserError where a run is still going on
   */
  measure(onProgress: (what: string, done: number, total: number) => void, rounds?: number, thorough?: boolean): Promise<BenchResult | undefined>;
  cancel(): Promise<void>;
  /** Rows a second of the MovieLens recipe on one engine, measured for about so many seconds. */
  trainingRate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number>;
  /** The same of any model, alone or with HAMUR, with the sizes that it has in the tables of MovieLens. */
  modelRate(engine: EngineName, backbone: Backbone, hamur: boolean, seconds: number): Promise<number>;
  /** What `modelRate` trains, for others to train the same. */
  benchedModel(backbone: Backbone, hamur: boolean): Promise<BenchedModel>;
  /** What one engine trains, to be called in turn with another. @returns undefined for WebGPU on a machine without a GPU */
  engineRates(engine: EngineName): Promise<EngineRates | undefined>;
}
