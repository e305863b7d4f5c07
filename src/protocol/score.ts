import type { Evaluation } from './result';

/** What was found of a file of new rows, and what a model predicted of them. */
export interface Scored {
  /** Rows of the file. */
  rows: number;
  /** Rows that have a prediction. */
  scored: number;
  /** Rows that are of none of the model's domains. */
  unknownDomain: number;
  /** By field, values that the model was not trained on; only those that had any. */
  unseen: { field: string; values: number }[];
  /** Columns that are not read. */
  extra: string[];
  /** Rows that have a label; left out where there is no such column. */
  labelled?: number;
  /** Of the scored rows with a label, where there are any: all, and by domain. */
  metrics?: Evaluation;
}

/** How far the scoring is. */
export interface ScoreProgress {
  rows: number;
  /** Of the file, in 0..1; left out where its length is not known. */
  share?: number;
}

export interface ScoreOptions {
  /** Whether the file's own columns stand beside each prediction. */
  columns?: boolean;
  onProgress?: (progress: ScoreProgress) => void;
}

export interface ScoreCalls {
  /**
   * Predicts the rows of a file with the trained model, and writes CSV.
   *
   * @param take gets the CSV in parts, one after the other; the next is made when it has resolved
   * @returns undefined where it was cancelled
   * @throws UserError where there is no trained model, it is one per domain, columns are missing, or a cell is not what it should be
   */
  score(file: File, take: (part: string) => Promise<void> | void, options?: ScoreOptions): Promise<Scored | undefined>;
  cancelScore(): Promise<void>;
}
