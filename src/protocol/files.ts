import type { Roles, SplitConfig } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';

/** What is told of the files that a table is made of, and of the data set that they are. */

/** How several files became one table. */
export interface Combined {
  /** In words, such as "3 files joined: ratings.dat with users.dat by user_id (100 % found)". */
  said: string;
  /**
   * The files as a configuration names them, with their hashes, in the order in which they count: those that give the rows first.
   * Given again, they make the same table.
   */
  files: FileInTable[];
  /** Files that fit nowhere: none of their columns is a key of the rows. */
  leftOut: FileInTable[];
  /** The column that says which part of the split a row is of, where there is one. */
  partColumn?: string;
  /** The column that says which file a row is of, where there is one. */
  fileColumn?: string;
  /** What each joined file gave. */
  joins: Join[];
  /** By the files, where they are parts. */
  split?: SplitConfig;
  /** Of the columns that say where a row is from: what they are for, and why, a clause. */
  reasons: { column: string; role: 'split' | 'domain' | 'leave out'; why: string }[];
}

/** One of the files. */
export interface FileInTable {
  source: SourceFile;
  rows: number;
  bytes?: number;
  /** Its columns, in order. */
  columns: string[];
}

/** A file whose columns were added to the rows, by a key. */
export interface Join {
  file: string;
  /** The column of the rows, and of the file. */
  of: string;
  key: string;
  /** Distinct keys of the rows, and how many of them the file has. */
  keys: number;
  found: number;
  /** Rows whose key the file lacks, a missing key too. */
  unmatched: number;
  /** Rows of the file whose key an earlier row had: these were passed over. */
  repeated: number;
  /** Other pairs of columns by which it may be joined, the likeliest first. */
  choices: KeyChoice[];
}

/** A pair of columns, and which share of the rows' distinct keys the file has. */
export interface KeyChoice {
  of: string;
  key: string;
  share: number;
}

/** A data set that is known by its files, with what its authors, or a paper, make of it. */
export interface KnownData {
  /** Such as "MovieLens-1M". */
  title: string;
  /** Sentences: what the roles follow, what was left out. */
  notes: string[];
  roles: Roles;
  split?: SplitConfig;
}

/** An entry of the list of known data sets. */
export interface KnownSetInfo {
  title: string;
  /** What it is, in a sentence. */
  about: string;
  licence: string;
  /** Where to get it. */
  home: string;
  /** As its makers count. */
  rows: string;
  /** Which files are recognised. */
  files: string;
  /** What becomes label and domain. */
  roles: string;
}
