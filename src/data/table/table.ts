import type { DataWarning } from '../../protocol/data';
import type { Sampled } from '../../protocol/sampled';
import type { Texts } from './texts';

/** As wide as the number of distinct texts needs. */
export type Codes = Uint8Array | Uint16Array | Int32Array;

/** A column of a table: each row's text as a code into the distinct texts, in order of first appearance. */
export interface Column {
  name: string;
  /** [rows] code of each row's text. */
  codes: Codes;
  /** The distinct texts. Which of them mean that a value is missing, and which numbers they are, tells `readingOf`. */
  values: Texts;
}

/** What a format makes of a file. */
export interface TableContent {
  rows: number;
  columns: Column[];
  warnings: DataWarning[];
  /** Where the file has more rows than were kept. */
  sampled?: Sampled;
}

export interface Table extends TableContent {
  /** The file's or the demo set's name. */
  name: string;
  /** `ContentHash` of the bytes as they were read, hex; of a demo set, its name and parameters. */
  hash: string;
  /** Where the data is synthetic: each row's true logit, from which the best possible AUC follows. */
  trueLogits?: Float64Array;
}
