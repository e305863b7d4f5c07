import type { Roles, RunConfig } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';
import type { ColumnCalls, ColumnProfile, LeakAlarm, Proposal } from './columns';
import type { Combined, KnownData, KnownSetInfo } from './files';
import type { ColumnValues, DomainComparison, SplitFacts } from './meaning';
import type { FileReading, ReadChoices } from './reading';
import type { Evaluation } from './result';
import type { Sampled } from './sampled';

/** What the worker tells of a table: what it read, and what a configuration makes of it. */

/** Something that the person should know and that does not stop the work. */
export interface DataWarning {
  message: string;
  /** Line, column or role that it is about. */
  where?: string;
}

export interface DomainSummary {
  name: string;
  rows: number;
  positives: number;
}

/** How far the opening of files is: bytes while they are read, then the share of the work on their columns. `total` is undefined where it is not known. */
export type Progress = (progress: { phase: 'reading' | 'columns'; done: number; total?: number; rows?: number }) => void;

/** What is to be opened, and how files are read; what is left out of that is found by looking. */
export type OpenSource =
  | { demo: string; rows?: number; seed?: number }
  | {
      /** One, or several that make one table. */
      files: File[];
      /** What each of them gives to the table, in their order; left out: found by looking. */
      as?: SourceFile[];
      read?: ReadChoices;
      /** The browser's pointers to where the person has them, in their order, where there are any. */
      pointers?: (FileSystemFileHandle | undefined)[];
    }
  | {
      url: string;
      read?: ReadChoices;
      /** Its content, where it is here already: then nobody is asked for it. */
      kept?: File;
    };

/** A table that is open in the worker. */
export interface OpenTable {
  name: string;
  source: 'demo' | 'file';
  rows: number;
  hash: string;
  columns: ColumnProfile[];
  /** Roles proposed from the columns, or stated by the demo set. */
  proposed: Roles;
  /** The same with the reasons; none for a demo set, whose roles are stated. */
  proposal?: Proposal;
  warnings: DataWarning[];
  /** Of several files, or of the tables in an archive. */
  combined?: Combined;
  known?: KnownData;
  /** How its files were read; none for a demo set. */
  readings: FileReading[];
  /** Where the file has more rows than the table, and the sentence that says so. */
  sampled?: Sampled & { said: string };
}

/** What a configuration makes of the open table: what a run is about. */
export interface DataSummary {
  /** The file's or the demo set's. */
  name: string;
  /** Rows of the table. */
  tableRows: number;
  /** Of the file's bytes, hex, from SHA-256s of its pieces; or the demo set's name and parameters. */
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
  /** What makes the metrics better than they would be in use: of a run on a file, where there is any. */
  alarms?: LeakAlarm[];
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
export interface DataCalls extends ColumnCalls {
  /**
   * Reads a file, here or on the web, or makes a demo set, and keeps it as the open table; a reading that is under way is given up.
   * @throws UserError for a file that cannot be read as a table
   */
  open(source: OpenSource, onProgress: Progress): Promise<OpenTable>;
  /** Gives up the reading in progress: `open` then throws a UserError. */
  cancel(): Promise<void>;
  /** The data sets that are recognised by their files. */
  knownSets(): Promise<KnownSetInfo[]>;
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
