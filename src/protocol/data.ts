import type { Roles, RunConfig } from '../config/run-config';
import type { ColumnValues, DomainComparison, SplitFacts } from './meaning';
import type { Evaluation } from './result';

/** What the worker tells of a table: what it read, and what a configuration makes of it. */

/** Something that the person should know and that does not stop the work. */
export interface DataWarning {
  message: string;
  /** Line, column or role that it is about. */
  where?: string;
}

/** What a table's columns hold, for the person to see and for proposing roles. */
export interface ColumnProfile {
  name: string;
  /** All non-missing values are whole numbers, all are numbers, or not. */
  type: 'integer' | 'number' | 'text';
  distinct: number;
  missing: number;
  /** The most frequent values, at most 5, most frequent first. */
  top: { value: string; rows: number }[];
  /** Of numeric columns. */
  min?: number;
  max?: number;
}

export interface DomainSummary {
  name: string;
  rows: number;
  positives: number;
}

/** Called now and then during long work; `total` is undefined where it is not known. */
export type Progress = (progress: { phase: 'reading' | 'encoding'; done: number; total?: number; rows?: number }) => void;

export type OpenSource = { demo: string; rows?: number; seed?: number } | { file: File };

/** A table that is open in the worker. */
export interface OpenTable {
  name: string;
  source: 'demo' | 'file';
  rows: number;
  hash: string;
  columns: ColumnProfile[];
  /** Roles proposed from the columns, or stated by the demo set. */
  proposed: Roles;
  warnings: DataWarning[];
}

/** What a configuration makes of the open table: what a run is about. */
export interface DataSummary {
  /** The file's or the demo set's. */
  name: string;
  /** Rows of the table. */
  tableRows: number;
  /** SHA-256 of the file's bytes, or of the demo set's parameters, hex. */
  hash: string;
  /** Rows that are kept. */
  rows: number;
  domains: DomainSummary[];
  /** Which rows are positive: `rating > 3`. Older runs lack it. */
  positive?: string;
  split: { train: number; val: number; test: number };
  /** Rows of each field's embedding table. */
  vocabulary: Record<string, number>;
  leftOut: { reason: string; rows: number }[];
  /** Sentences for the person to read. */
  warnings: string[];
  /** AUC of the true logits on the test rows, where the data is synthetic. */
  bestPossible?: Evaluation;
}

/** What a configuration makes of the open table, and the size of its model, before any training. */
export interface DataPreview {
  data: DataSummary;
  /** What the parts of the split hold, and lack. */
  facts?: SplitFacts;
  /** Trainable parameters of the configured model, and its cost: multiply-adds to predict a row. */
  parameters: {
    total: number;
    cost: number;
    parts: { part: string; parameters: number; cost: number }[];
    backbone: { parameters: number; cost: number };
  };
}

/** The open table. */
export interface DataCalls {
  /**
   * Reads a file or makes a demo set, and keeps it as the open table; a reading that is under way is given up.
   * @throws UserError for a file that cannot be read as a table
   */
  open(source: OpenSource, onProgress: Progress): Promise<OpenTable>;
  /** Gives up the reading in progress: `open` then throws a UserError. */
  cancel(): Promise<void>;
  /**
   * What `config` makes of the open table.
   * @param rowsFile the file of row numbers, where `config.split` names one
   * @throws UserError naming the path in the configuration or the line or column in the data
   */
  preview(config: RunConfig, rowsFile?: File): Promise<DataPreview>;
  /**
   * What a column of the open table holds.
   * @param missing words for a missing value, as `data.missing` has them
   * @throws UserError where there is no such column
   */
  columnValues(column: string, missing?: readonly string[]): Promise<ColumnValues>;
  /**
   * How far the domains that `config` makes of the open table are apart, and what they share. It takes seconds at most, however many rows.
   * @param fields sparse fields whose overlap is wanted; left out: the users, and those of the most values
   * @throws UserError as `preview`
   */
  compareDomains(config: RunConfig, rowsFile?: File, fields?: readonly string[]): Promise<DomainComparison>;
}
