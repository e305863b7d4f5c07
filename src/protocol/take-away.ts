import type { RunConfig } from '../config/run-config';
import type { FileReading } from './reading';

/** How rows of texts become what a model reads: vocabularies, scales, label and domain. It goes into files as it stands. */
export interface EncodingFile {
  /** Of the model: its sparse fields in order, how many numbers it reads, and its domains. */
  shape: { fields: { name: string; rows: number; width: number; slots: number; share?: string }[]; dense: number; domains: number };
  /** Texts that say that a value is missing, trimmed. */
  missing: string[];
  label: { column: string; positive: string; test?: string; class?: string };
  domain: {
    /** None: all rows are one domain. */
    columns: string[];
    names: string[];
    /** Names of what the rule makes, in its order, those that no row falls into too. */
    places: string[];
    groups?: string[];
    cuts?: number[];
    /** Whether rows without a value are the last of `places`. */
    gaps: boolean;
    /** Set where it is one of one model per domain: a row of another domain is not read. */
    alone?: true;
  };
  /** Whether the model's last field is the domain. */
  domainIsField: boolean;
  sparse: {
    name: string;
    column: string;
    take?: string;
    separator?: string;
    share?: string;
    hash?: number;
    /** The text of each id; left out where another field's is shared, or ids are hashes. */
    vocabulary?: string[];
    hasUnknown: boolean;
  }[];
  dense: { column: string; min: number; max: number; mean: number; clip: boolean; scale: ScaleFile }[];
  /** What a row counts in the loss: its own weight times the factor of its domain and label. */
  weight: { column?: string; factors: [negative: number, positive: number][] };
  /** By column, texts that are numbers though they are not written as programs do. */
  numbers: Record<string, Record<string, number>>;
  /** [D] With one model per domain, what each has of its own; beside it fields and scales are left empty. */
  apart?: FittedEncoding[];
}

/** Of an encoding, what is fitted on rows, or counts them. */
export type FittedEncoding = Pick<EncodingFile, 'shape' | 'sparse' | 'dense' | 'weight'>;

/** A line from `from` at the least number to `to` at the greatest (of their logarithms); or the share of fitted numbers up to each value. */
export type ScaleFile =
  | { kind: 'constant' }
  | { kind: 'min-max' | 'standard' | 'log1p'; from: number; to: number }
  | { kind: 'quantiles'; values: number[]; ends: number[] };

/** Row numbers of the table, from 0. */
export interface SplitFile {
  train: Int32Array;
  val: Int32Array;
  test: Int32Array;
}

export type PartName = keyof SplitFile;

/** Predictions of a part, in its order. */
export interface Predictions {
  /** Row numbers of the table, from 0. */
  rows: Int32Array;
  /** Names of the domains, and which each row is of. */
  names: string[];
  domains: Int32Array;
  labels: Uint8Array;
  /** Probabilities. */
  values: Float32Array;
}

/** What is made of each model of a run. */
export interface OfEachModel<Made> {
  /** One; or, with one model per domain, one for each domain that had rows to train on, in their order. */
  models: [Made, ...Made[]];
  /** Names of the domains that had too few rows to train a model on. */
  untrained: string[];
}

/** A model as an ONNX file, which takes encoded rows, and how rows are encoded for it. */
export interface OnnxModel {
  /** With one model per domain: the name of its own. */
  domain?: string;
  model: Uint8Array;
  encoding: EncodingFile;
}

/** Rows of the table as texts. */
export interface RowTexts {
  columns: string[];
  /** Row numbers of the table, from 0. */
  numbers: number[];
  rows: string[][];
}

/** Tensors by name. */
type Tensors = Record<string, { shape: number[]; data: Float32Array | Int32Array }>;

/** All that a PyTorch project is made of. */
export interface TorchParts {
  /** With one model per domain: the name of its own. */
  domain?: string;
  /** Of this model alone. */
  config: RunConfig;
  /** The name of the data, their rows (with one model per domain: its own), whether they are a sample of a larger file, or several files, and how these were read. */
  data: { name: string; rows: number; sampled: boolean; combined: boolean; readings: readonly FileReading[] };
  encoding: EncodingFile;
  weights: Uint8Array;
  split: SplitFile;
  /** Rows to hold another implementation against; the first are predicted. */
  sample: RowTexts;
  /** What they are encoded as (`ids`, `weights`, `dense`, …), `predictions` of the first ones, and which of them a `step` takes, with its `loss`. */
  expected: Tensors;
  /** Of the step, by the names of the weights. */
  gradients: Tensors;
  /** Running statistics after the step. */
  buffers: Tensors;
  /** All rows of all domains, where the data came with the page. */
  table?: RowTexts;
}
