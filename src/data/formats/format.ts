import type { FileReading, ReadChoices } from '../../protocol/reading';
import type { Limits } from '../limits';
import type { DataSource } from '../source/data-source';
import type { TextForm } from '../source/encoding';
import type { SampleOptions } from '../table/row-sample';
import type { TableContent } from '../table/table';

/**
 * A kind of file that becomes a table. To read one more kind: write a file here, name it in `FORMATS`, and put a small
 * sample of it into `samples`.
 */
export interface Format {
  /** As a person calls it, such as "delimited text". */
  readonly name: string;
  /**
   * How sure it is that the file is of this kind: 0 not at all, 1 beyond doubt (a signature). Plain text that could be
   * many things is below 0.5. Looks at the sample alone and throws nothing.
   */
  matches(sample: Sample): number;
  /** Reads it all. @throws UserError that says which place and what to do, for whatever is not such a file */
  read(source: DataSource, options: FormatOptions): Promise<FormatResult>;
}

/** What a format is chosen by. */
export interface Sample {
  /** The file's name, for its ending. */
  name: string;
  /** The first bytes, unpacked, at most 64 KiB; of UTF-16 text, as UTF-8. */
  bytes: Uint8Array;
}

export interface FormatOptions {
  limits: Limits;
  /** Called after each piece. @param rows rows that are read so far. @param share of the work that is done, in 0..1; left out: that of the bytes */
  onRows(rows: number, share?: number): void;
  /** What the person says of the file; the rest is found by looking. */
  choices: ReadChoices;
  /** Of text. */
  encoding: TextForm;
  /** Keeps an even sample of the rows of a file that is larger than the limits allow; left out: it is refused. */
  sample?: SampleOptions;
}

/** A table, and how the file was read. */
export interface FormatResult extends TableContent {
  how: Pick<FileReading, 'format'> & Partial<Pick<FileReading, 'delimiter' | 'header' | 'skipped' | 'comment' | 'decimal' | 'raggedLines' | 'types'>>;
}
