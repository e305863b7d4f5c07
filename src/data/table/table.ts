import type { DataWarning } from '../../protocol/data';

/** A column of a table: each row's text as a code into the distinct texts, in order of first appearance. */
export interface Column {
  name: string;
  /** [rows] code of each row's text. */
  codes: Int32Array;
  /** The distinct texts; the empty text is a missing value. */
  values: string[];
}

/** What a format makes of a file. */
export interface TableContent {
  rows: number;
  columns: Column[];
  warnings: DataWarning[];
}

export interface Table extends TableContent {
  /** The file's or the demo set's name. */
  name: string;
  /** SHA-256 of the bytes as they were read (of the generator's parameters, for a demo set), hex. */
  hash: string;
  /** Where the data is synthetic: each row's true logit, from which the best possible AUC follows. */
  trueLogits?: Float64Array;
}
