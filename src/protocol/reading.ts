import type { DataWarning } from './data';

/** How a file is read: what a person may say about it, and what was found and done. */

/** What a person says about reading a file. Each one that is left out is found by looking at the file. */
export interface ReadChoices {
  /** Of text: one of `ENCODINGS`. UTF-8 that is stated, not found, replaces what is damaged. */
  encoding?: string | undefined;
  /** What stands between the fields of delimited text: one character or more. */
  delimiter?: string | undefined;
  /** Whether the first line of delimited text names the columns. */
  header?: boolean | undefined;
  /** What becomes of a line with another number of fields; left out: the file is refused. */
  ragged?: 'refuse' | 'skip' | undefined;
  /** What stands before the decimals of numbers. */
  decimal?: ',' | '.' | undefined;
  /** Of delimited text: quotes are letters like any other; left out: they frame a field, as RFC 4180 has it. */
  quotes?: 'text' | undefined;
  /** Of a zip archive: the file in it, by its whole name. */
  member?: string | undefined;
  /** Of a file larger than memory: the column whose rows are kept or dropped together; left out: each row stands for itself. */
  sample?: string | undefined;
}

/** What a file says itself of a column's values. */
export type StatedType = 'token' | 'float' | 'token_seq' | 'float_seq' | 'integer' | 'boolean' | 'text' | 'date' | 'list';

/** A line of a file, from 1, and its text, shortened. */
export interface ShownLine {
  line: number;
  text: string;
}

/** One file that was read, and how. */
export interface FileReading {
  /** Of the file; of a member of an archive, of the archive. */
  name: string;
  /** Bytes of the file as it lies there. */
  bytes: number;
  /** As a person calls it, such as "CSV" or "JSON Lines". */
  format: string;
  /** What it was unpacked from. */
  packed?: 'gzip' | 'zip';
  /** The file that was read out of an archive. */
  member?: string;
  /** The tables of an archive, with their unpacked sizes. */
  members?: { name: string; bytes: number }[];
  /** Of text. */
  encoding?: string;
  /** Of delimited text. */
  delimiter?: string;
  /** Of delimited text: whether the first line names the columns. */
  header?: boolean;
  /** Lines that stand before the header, or before the first row. */
  skipped?: number;
  /** Lines that begin with this were passed over. */
  comment?: string;
  /** What stands before the decimals of numbers, where a column shows it. */
  decimal?: ',' | '.';
  rows: number;
  /** What the person should know of the reading. */
  notes: DataWarning[];
  /** Lines with another number of fields, which were left out: how many, and the first 20. */
  raggedLines?: { count: number; first: ShownLine[] };
  /** Where the text is no UTF-8: some lines beyond ASCII, as each of several encodings reads them. */
  readAs?: { encoding: string; lines: ShownLine[] }[];
  /** Columns whose type the file states, by name. */
  types?: { column: string; type: StatedType }[];
}

/** A choice that would mend what went wrong in reading: a button. */
export interface Mend {
  /** A verb and what it does, such as "Skip these lines". */
  text: string;
  choices: ReadChoices;
}

/** The encodings that text may be read in: the label that `TextDecoder` knows, and what a person calls it. */
export const ENCODINGS: readonly { label: string; title: string }[] = [
  { label: 'utf-8', title: 'UTF-8' },
  { label: 'windows-1252', title: 'Windows-1252 / Latin-1 (Western)' },
  { label: 'utf-16le', title: 'UTF-16 LE' },
  { label: 'utf-16be', title: 'UTF-16 BE' },
  { label: 'windows-1250', title: 'Windows-1250 (Central European)' },
  { label: 'windows-1251', title: 'Windows-1251 (Cyrillic)' },
  { label: 'gb18030', title: 'GB18030 / GBK (Chinese)' },
  { label: 'big5', title: 'Big5 (Chinese)' },
  { label: 'shift_jis', title: 'Shift_JIS (Japanese)' },
  { label: 'euc-kr', title: 'EUC-KR (Korean)' },
];
