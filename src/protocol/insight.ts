import type { AdapterKind } from '../config/run-config';
import type { AucChange } from '../measures/classification/auc-change';
import type { Reliability } from '../measures/classification/calibration';
import type { UserAuc } from '../measures/classification/user-auc';
import type { AdapterFactors } from '../measures/spectra/generated-weights';
import type { Strengths, Walk } from './walk';

/** What the worker tells of a hyper-network; see `prober.ts` for how each number is measured. */

/** The rows that are looked at again and again: chosen once for a data set, the same number of each domain where it has as many. */
export interface ProbeRows {
  /** [n] 0-based row numbers of the table, by domain. */
  rows: Int32Array;
  /** [n] */
  domains: Int32Array;
  /** [n] 0 or 1 */
  labels: Uint8Array;
  /** The rows' values in every column of the table: a code for each row into the texts. */
  columns: { name: string; codes: Int32Array; values: string[] }[];
  /** How many of them are paired: looked at once as a row of each domain. */
  paired: number;
}

/** A domain's mean over its probe rows. */
export interface DomainMean {
  /** Probe rows; without any there is no mean. */
  rows: number;
  /** [k, k] mean instance representation matrix, as the adapters use it; without an H as of `Look`. */
  h: Float32Array;
}

/** What one adapter does to the probe rows. */
export interface AdapterUse {
  /** [D] mean over a domain's rows of |what is added| / |what it is added to|; null without rows. */
  size: (number | null)[];
  /** [D] share of (row, bottleneck unit) whose sigmoid is above 0.99 or below 0.01; null without rows. */
  saturated: (number | null)[];
  /** Share of bottleneck units that are so for every probe row. */
  dead: number;
  /** Share of bottleneck units whose sigmoid hardly differs from row to row: its standard deviation is below 0.01. */
  still: number;
}

/** How alike the domains are. Matrices are [D, D], row-major; null where a domain lacks rows, or nothing varies. */
export interface Similarity {
  /** Linear CKA of H over the paired rows, with nothing changed but the domain; blind to what is added to all rows alike. */
  cka: (number | null)[];
  /**
   * How far changing the domain moves H: mean of |H as a - H as b|^2 over the paired rows, as a share of what it is between
   * two rows of one domain.
   */
  moved: (number | null)[];
  /** Cosine of the domains' mean H. */
  cosine: (number | null)[];
  /** Energy distance between the H of the domains' own rows, as a share of its largest possible value. */
  energy: (number | null)[];
  /** How far the domains' own rows stand apart in H. */
  silhouette: { mean: number | null; byDomain: (number | null)[] };
}

/** A look at the hyper-network at one moment of training. A quick one lacks what costs most: `map`, `similarity` and `instances`. */
export interface Look {
  /**
   * What fills the adapters' weights; left out: `hamur`. Without a hyper-network there is no H, and so no map and no similarity. In the
   * place of an H stands what a row's weights are made from: with `per-domain` the domains' shares, [D], with `low-rank` nothing.
   */
  adapterKind?: AdapterKind;
  /** Steps done so far. */
  step: number;
  /** Epochs done so far, with a fraction. */
  epoch: number;
  /** Whether these are the weights that the run ended with. */
  final: boolean;
  k: number;
  bottleneck: number;
  /** The layer, counted from 1, and the width of it, that each adapter follows. */
  adapters: { layer: number; width: number }[];
  /** Of each adapter: with an H they make its weights. */
  factors: AdapterFactors[];
  /** [D] */
  domains: DomainMean[];
  /** Single rows that are kept at every look: those that the person chose first, then some of each domain. */
  rows: { row: number; domain: number; h: Float32Array }[];
  /** [n, 2] principal coordinates of the probe rows' H, and the share of its variance along each axis. */
  map?: { coordinates: Float32Array; explained: number[] };
  similarity?: Similarity;
  /** Singular values of the domains' mean matrices, largest first; empty without rows. */
  spectra: { h: Float32Array[]; adapters: { down: Float32Array[]; up: Float32Array[] }[] };
  use: AdapterUse[];
  /** All probe rows, kept of the latest such look and of the best epoch's only. */
  instances?: Instances;
  /** The followed rows, at most 2, each as a row of each domain (of many domains at most 12, its own among them): by row, then by domain. */
  walks?: Walk[];
}

export interface Instances {
  /** [n, k * k] */
  h: Float32Array;
  /** [n] click probability */
  predictions: Float32Array;
}

/** How the adapters are changed; see `ablation.ts`. */
export type AblationName = 'off' | 'own mean' | 'as another' | 'within' | 'across';

/** A change of AUC on the same rows, with its 95 % interval. */
export type Change = AucChange;

/** What something does for the AUC; `none seen`: the interval of the change holds 0; `unknown`: these rows cannot tell. */
export type Effect = 'helps' | 'none seen' | 'harms' | 'unknown';

/** What the adapters do for the mean AUC over the domains, and what they use of a row. */
export interface Verdict {
  /** Of having adapters. */
  adapters: Effect;
  /** Of an H that knows the row's own domain; left out where there is no other. */
  domain?: Effect;
  /** Of an H of the row itself, rather than of another of its domain; left out where there is no H. */
  instance?: Effect;
  /**
   * With one H for a whole domain, the adapters do the same to all its rows: their bottlenecks hardly read the layer. Not said where
   * layers that are not linear follow them and make a difference of it.
   */
  deaf: boolean;
}

/** Whether the adapter matters, on the test rows; by domain, null where a domain has too few rows of a class. */
export interface Ablation {
  /** [D] test rows. */
  rows: number[];
  /** [D] AUC as the model was trained. */
  trained: (number | null)[];
  /** What changing the adapters does; `mean` is over the domains. `own mean` is left out where it can be no other than `off`. */
  conditions: { name: AblationName; byDomain: (Change | null)[]; mean: Change | null }[];
  /**
   * [D, D] change of the row's domain's AUC with H made as that of a row of the column's domain; none on the diagonal, and unknown for a
   * column's domain without training rows.
   */
  swapped: (Change | null)[];
  /** Domains without training rows: no row is made to be of one of them. Ablations that were stored before this was told lack it. */
  untrained?: number[];
  /** Share of test rows that had no other row of their domain in their batch to take H from, in `within`. */
  alone: number;
  /**
   * How much of what the adapters do varies from row to row of a domain where the domain has one H, its mean: as a share of how much it
   * does as trained. null where it does not vary as trained either.
   */
  ownMean: number | null;
  verdict: Verdict;
}

/** How well predictions match click rates, for all test rows or a domain's. */
export interface Calibration extends Reliability {
  name: string;
  domain?: number;
  rows: number;
}

/** Quality of some of the test rows. */
export interface Slice {
  name: string;
  rows: number;
  positives: number;
  /** With its 95 % interval, where there are rows enough for one; null where the rows hold one class only. */
  auc: { auc: number; low: number | null; high: number | null } | null;
  /** The AUC within each user's rows among these, where a column of the users is named. */
  perUser?: UserAuc;
  /** Nats; null without rows. */
  logLoss: number | null;
}

/** Part of a field's embedding table. */
export interface Embeddings {
  field: string;
  /** Rows of the table. */
  values: number;
  width: number;
  /** [n] of the values that are shown: ids, texts, [n, D] training rows, [n, 2] principal coordinates. */
  ids: Int32Array;
  names: string[];
  counts: Int32Array;
  coordinates: Float32Array;
  /** Share of the shown values' variance along each axis. */
  explained: number[];
}

export interface Neighbour {
  value: string;
  /** Cosine of the embeddings. */
  similarity: number;
}

export interface FoundRow {
  /** 0-based row number of the table. */
  row: number;
  domain: number;
  label: number;
  part?: 'train' | 'val' | 'test';
  /** In the order of the table's columns. */
  values: string[];
}

/** A field of a row that can be changed. */
export type RowField =
  | { name: string; kind: 'sparse'; value: string /** The first values that the model knows, and how many it knows. */; offered: string[]; values: number }
  | { name: string; kind: 'dense'; value: string; min: number; max: number };

export interface WhatIfChange {
  /** 0-based row number of the table that it starts from. */
  row: number;
  domain?: number;
  /** Texts by field. */
  values?: Record<string, string>;
}

export interface WhatIf {
  before: { prediction: number; domain: number; h: Float32Array };
  after: { prediction: number; domain: number; h: Float32Array };
  /** [D] the changed row's prediction as a row of each domain. */
  byDomain: number[];
  /** The probe rows whose H is nearest to the changed row's, by their place, with the Euclidean distance. */
  nearest: { probe: number; distance: number }[];
  /** Of each adapter, as the model is now: with an H they make its weights. */
  factors: AdapterFactors[];
}

/** A column and what its cells must meet, such as "> 3", "25..34" or "a, b". */
export interface Condition {
  column: string;
  test: string;
}

/**
 * What can be asked of the last run's model, and of how it stands while a run rests; a run that goes on meanwhile waits.
 * A question throws a UserError where there is no run, or where it asks about adapters and the model has none.
 */
export interface InsideCalls {
  /** A look at the run as it is, where there is something to see. */
  look(): Promise<Look | undefined>;
  /** Rows of the table, at most 8, that every look keeps, from now on. */
  watchRows(rows: number[]): Promise<Look | undefined>;
  /**
   * Rows of the table, at most 2, whose walks every look holds from now on. None: the worker chooses one by itself, as it does
   * before anybody chooses. Rows that were left out of the data are not followed: the answer's walks tell which are, and where all of
   * them were left out, the rows of before stay.
   */
  follow(rows: number[]): Promise<Look | undefined>;
  /**
   * Measures the test rows with the adapters changed.
   * @param onProgress told how many of how many passes are done
   * @returns undefined where it was cancelled
   */
  ablate(onProgress: (done: number, total: number) => void): Promise<Ablation | undefined>;
  /** Gives up an ablation under way. */
  cancelAblation(): Promise<void>;
  /**
   * Measures the test rows with a part of what the adapters add.
   * @param onProgress told how many of how many passes are done
   * @returns undefined where it was cancelled, or the model went on training
   */
  strengths(onProgress: (done: number, total: number) => void): Promise<Strengths | undefined>;
  /** Gives up a measurement of strengths under way. */
  cancelStrengths(): Promise<void>;
  calibration(): Promise<Calibration[]>;
  /** What test rows can be cut by, for `slices`. */
  cuts(): Promise<{ cut: string; title: string }[]>;
  slices(cut: string): Promise<Slice[]>;
  /** @param domain whose model is asked, where there is one per domain @throws UserError where the model has no such field */
  embeddings(field: string, domain?: number): Promise<Embeddings>;
  /** The values of a field whose embeddings are most like that of `value`. */
  neighbours(field: string, value: string, domain?: number): Promise<Neighbour[]>;
  /** The first rows of the run's table that meet all conditions, and how many do. */
  findRows(conditions: Condition[]): Promise<{ rows: FoundRow[]; total: number }>;
  rowFields(row: number): Promise<RowField[]>;
  whatIf(change: WhatIfChange): Promise<WhatIf>;
}
