import { DEFAULT_SPLIT } from '../../config/complete';
import type { SplitConfig } from '../../config/run-config';
import { randomStream, shuffle } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import type { FindColumn } from '../table/column-finder';
import type { Table } from '../table/table';
import { byColumn } from './by-column';
import { byRowNumbers } from './by-row-numbers';
import { byTime } from './by-time';
import { cut } from './cut';
import type { RowNumbers } from './row-numbers';

/** Positions into the encoded rows; order matters in val and test (evaluation batches keep it). */
export interface Split {
  train: Int32Array;
  val: Int32Array;
  test: Int32Array;
}

/**
 * Splits the kept rows.
 *
 * @param sourceRows row of the table of each kept row
 * @param rowNumbers the file's content, where the split is by row numbers
 * @returns positions into the kept rows
 * @throws UserError where a part has no rows, or the file names rows that are not there or twice
 */
export function splitRows(
  table: Pick<Table, 'name' | 'rows'>,
  columnOf: FindColumn,
  config: SplitConfig,
  sourceRows: Int32Array,
  runSeed: number,
  rowNumbers?: RowNumbers,
): Split {
  if ('rowsFile' in config) {
    if (!rowNumbers)
      throw new UserError(`the file of row numbers "${config.rowsFile}" is not open`, 'split.rowsFile', 'Choose the file, or another way to split.');
    return withRows(byRowNumbers(table, rowNumbers, sourceRows));
  }
  if ('timeColumn' in config) return withRows(byTime(columnOf(config.timeColumn, 'split.timeColumn'), config.ratios ?? [...DEFAULT_SPLIT.ratios], sourceRows));
  if ('column' in config) return withRows(byColumn(columnOf(config.column, 'split.column'), config, sourceRows));
  const order = shuffle(Int32Array.from(sourceRows.keys()), randomStream(config.seed ?? runSeed, 'split'));
  return withRows(cut(order, config.ratios));
}

/** The split, where each part of it has rows. */
function withRows(split: Split): Split {
  for (const part of ['train', 'val', 'test'] as const) {
    if (split[part].length === 0) throw new UserError(`no row is left for ${part}`, 'split', 'Give each of train, val and test some rows.');
  }
  return split;
}
