import type { DeclaredType } from '../../protocol/columns';
import type { DataWarning } from '../../protocol/data';
import type { FileReading } from '../../protocol/reading';
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
  /** What the file itself says that the column holds. */
  declared?: DeclaredType;
  /** What stands before a number's fraction, where the file or a person says so; left out: what the column's cells suggest. */
  decimal?: ',' | '.';
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
  /** How its files were read; none for a demo set. */
  readings?: FileReading[];
  /** Where the data is synthetic: each row's true logit, from which the best possible AUC follows. */
  trueLogits?: Float64Array;
  /** The column whose logits they are. */
  trueLabel?: string;
}
