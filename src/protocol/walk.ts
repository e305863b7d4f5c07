/**
 * One row's way through the model at one moment, walked as a row of one domain: what each part makes of it. The numbers are those that the
 * engine computes for a prediction, so that `prediction` is what the model predicts for the row as a row of that domain.
 */
export interface Walk {
  /** 0-based row number of the table. */
  row: number;
  /** The domain that it is walked as. */
  domain: number;
  /** Its own. */
  ownDomain: number;
  /** 0 or 1 */
  label: number;
  /** In the order in which the model reads them: sparse fields, the domain last of them where it is an input, then dense ones. */
  fields: WalkField[];
  /** Of the hyper-network's hidden layers, [width] each. */
  hidden: Float32Array[];
  /** [k, k] the instance representation matrix, as the adapters use it; empty in a model without adapters. */
  h: Float32Array;
  /**
   * What lies between the fields and the tower, in its order: the shared bottom's output, what a gate takes of each expert and their
   * mixture, the input normalised per domain. Empty where the tower reads the fields themselves.
   */
  below: { name: string; values: Float32Array }[];
  /** The layers of the tower that the row takes, in their order. */
  layers: WalkLayer[];
  /** What joins the tower's end on the way to the logit, such as the cross network's output or the wide part's. */
  beside: { name: string; values: Float32Array }[];
  logit: number;
  /** Click probability. */
  prediction: number;
  /** What the row would get in its own domain with nothing but H taken from this walk. */
  withThisH: { logit: number; prediction: number };
}

/** A field of the row: what stood in the table, and the numbers that the model reads. */
export interface WalkField {
  name: string;
  kind: 'sparse' | 'dense' | 'domain';
  /** As it stands in the table. */
  text: string;
  /** [e] its embedding, or [1] the scaled number. */
  numbers: Float32Array;
}

export interface WalkLayer {
  /** Counted from 1. */
  layer: number;
  /** [m] what the layer puts out. */
  z: Float32Array;
  /** What an adapter after it makes of that: z + added goes on. */
  adapter?: {
    /** Its place among the model's adapters. */
    place: number;
    /** [r] sigmoid(z W_down + b1) */
    bottleneck: Float32Array;
    /** [m] bottleneck W_up + b2 */
    up: Float32Array;
    /** [m] the domain norm of `up`. */
    added: Float32Array;
  };
}

/** The parts of what the adapters add that are measured, each in one pass over the test rows: 0, 0.1, ..., 1. */
export const STRENGTHS: readonly number[] = Array.from({ length: 11 }, (_, i) => i / 10);

/** What becomes of the predictions when only a part of what the adapters add is added. */
export interface Strengths {
  /** [S] from 0, the adapters do nothing, to 1, as trained. */
  strengths: number[];
  /** [S] test AUC of all rows, and [S][D] of each domain's; null where the rows hold one class only. */
  auc: (number | null)[];
  byDomain: (number | null)[][];
  /** [S] AUC per user of all rows, where a column of the users is named; runs of earlier versions lack it. */
  perUser?: (number | null)[];
  /** Of each followed row in its own domain, [S] click probabilities. */
  rows: { row: number; predictions: number[] }[];
}
