import type { SourceFile } from '../../config/settings/source';
import type { KnownData, KnownSetInfo } from '../../protocol/files';
import type { Table } from '../table/table';

/**
 * A data set that is known by its files. To know one more: write a file here, and name it in `KNOWN_SETS`. Say in it where each fact
 * is from.
 */
export interface KnownSet {
  /** For the list of known data sets. */
  readonly info: KnownSetInfo;
  /**
   * How its files are read, and how they belong together, by their names alone.
   * @param names of all files that were given, without folders
   * @returns undefined where they are not of this set
   */
  recipe?(names: readonly string[]): Recipe | undefined;
  /** What its authors make of the table; undefined where the table is not of this set. Looks at columns and their values. */
  made(table: Table): KnownData | undefined;
}

/** How the files of a set are read. */
export interface Recipe {
  title: string;
  /** In the order in which they count. Others that were given are left out. */
  files: RecipeFile[];
}

export interface RecipeFile {
  /** The name as it was given. */
  name: string;
  /** The columns of a file without a line of names. */
  columns?: readonly string[];
  /** How it is read, where looking may not find it. */
  reading?: { delimiter?: string; encoding?: string; header?: boolean };
  /** What it gives; left out of all files: found by looking. */
  gives?: Omit<SourceFile, 'name' | 'hash'>;
  /** What is made of its table before it is combined. */
  prepare?(table: Table): Table;
}
