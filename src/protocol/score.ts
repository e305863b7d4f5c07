import type { RunConfig } from '../config/run-config';
import type { Evaluation } from './result';

/** What was found of a file of new rows, and what a model predicted of them. */
export interface Scored {
  /** Rows of the file. */
  rows: number;
  /** Rows that have a prediction. */
  scored: number;
  /** Rows that are of none of the model's domains. */
  unknownDomain: number;
  /** The most frequent of these domains, as the rows say them; only where there are any. */
  unknownDomains?: DomainRows[];
  /** With one model per domain: rows of a domain that had nothing to train its model on; only where there are any. */
  untrainedDomain?: number;
  untrainedDomains?: DomainRows[];
  /** By field, values that the model was not trained on; only those that had any. */
  unseen: { field: string; values: number }[];
  /** Columns that are not read. */
  extra: string[];
  /** Rows that have a label; left out where there is no such column. */
  labelled?: number;
  /** Of the scored rows with a label, where there are any: all, and by domain. */
  metrics?: Evaluation;
}

export interface DomainRows {
  name: string;
  rows: number;
}

/** Rows with a label that are measured, at most: an AUC needs all of them at once, 13 bytes each. */
export const MOST_MEASURED = 20_000_000;

/** What a model reads of a file of new rows, by the columns' names. */
export interface ScoreColumns {
  /** Those that say the domain, are texts with an embedding each, and are numbers. */
  domain: string[];
  texts: string[];
  numbers: string[];
  /** Left out where the file has none. */
  label?: string;
  /** That tells whose a row is, which the model does not read; left out where the settings name none, or the file has none. */
  user?: string;
  /** Those that the model reads and the file has not. */
  missing: string[];
  /** Those that are not read. */
  extra: string[];
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
}

export interface ScoreCalls {
  /**
   * What a model would read of a file.
   *
   * @param config of a model that is still to be trained; left out: the trained model
   * @throws UserError where there is no such model, it is one per domain, or the file is no table
   */
  scoreColumns(file: File, config?: RunConfig): Promise<ScoreColumns>;
  /**
   * Predicts the rows of a file with the trained model, and writes CSV.
   *
   * @param take gets the CSV in parts, one after the other; the next is made when it has resolved
   * @returns undefined where it was cancelled
   * @throws UserError where there is no trained model, columns are missing, or a cell is not what it should be
   */
  score(
    file: File,
    take: (part: string) => Promise<void> | void,
    onProgress: (progress: ScoreProgress) => void,
    options?: ScoreOptions,
  ): Promise<Scored | undefined>;
  cancelScore(): Promise<void>;
}
