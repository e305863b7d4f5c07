import { DEFAULT_SPLIT } from '../../config/complete';
import type { SplitConfig } from '../../config/run-config';
import { counted } from '../../lib/counted';
import { randomStream, shuffle } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import type { FindColumn } from '../table/column-finder';
import type { IsMissing } from '../table/missing';
import type { Table } from '../table/table';
import { byColumn } from './by-column';
import { byRowNumbers } from './by-row-numbers';
import { byTime } from './by-time';
import { byUser, lastOfUser } from './by-user';
import { cut } from './cut';
import type { RowNumbers } from './row-numbers';
import { stratified } from './stratified';
import { momentsOf, type Times } from './times';
import type { Users } from './users';

/** Positions into the encoded rows; order matters in val and test (evaluation batches keep it). */
export interface Split {
  train: Int32Array;
  val: Int32Array;
  test: Int32Array;
}

/** What is to be split. */
export interface KeptRows {
  table: Pick<Table, 'name' | 'rows'>;
  columnOf: FindColumn;
  isMissing: IsMissing;
  /** Row of the table of each kept row. */
  sourceRows: Int32Array;
  /** [rows] 0 or 1. */
  labels: Uint8Array;
  /** [rows] 0..domains - 1. */
  domainIds: Int32Array;
  domains: number;
  /** Whose they are, where a column of the users is named. */
  users?: Users | undefined;
}

/**
 * Splits the kept rows.
 *
 * @param rowNumbers the file's content, where the split is by row numbers
 * @param warnings takes what the person should know of the split
 * @returns positions into the kept rows
 * @throws UserError where a part has no rows, or the file names rows that are not there or twice
 */
export function splitRows(rows: KeptRows, config: SplitConfig, runSeed: number, rowNumbers: RowNumbers | undefined, warnings: DataWarning[]): Split {
  return withRows(parted(rows, config, runSeed, rowNumbers, warnings));
}

function parted(rows: KeptRows, config: SplitConfig, runSeed: number, rowNumbers: RowNumbers | undefined, warnings: DataWarning[]): Split {
  const { table, columnOf, isMissing, sourceRows } = rows;
  const times = (name: string, path: string): Times => {
    const made = momentsOf(columnOf(name, path), sourceRows, path, isMissing);
    if (made.missing > 0)
      warnings.push({ message: `${counted(made.missing, 'row')} without a time ${made.missing === 1 ? 'counts' : 'count'} as the oldest.`, where: path });
    return made;
  };
  const users = () => {
    if (!rows.users) throw new UserError('no column tells whose row it is', 'data.group', 'Name the column of the users, or split another way.');
    return rows.users;
  };
  if ('rowsFile' in config) {
    if (!rowNumbers)
      throw new UserError(`the file of row numbers "${config.rowsFile}" is not open`, 'split.rowsFile', 'Choose the file, or another way to split.');
    return byRowNumbers(table, rowNumbers, sourceRows);
  }
  if ('timeColumn' in config) return byTime(times(config.timeColumn, 'split.timeColumn'), config.ratios ?? [...DEFAULT_SPLIT.ratios], sourceRows);
  if ('lastOfUser' in config) return lastOfUser(users(), times(config.lastOfUser, 'split.lastOfUser'), sourceRows);
  if ('column' in config) return byColumn(columnOf(config.column, 'split.column'), config, sourceRows, isMissing, warnings);
  const random = randomStream(config.seed ?? runSeed, 'split');
  if ('userRatios' in config) return byUser(users(), config.userRatios, random);
  if (config.stratify) {
    const { labels, domainIds, domains } = rows;
    return stratified(
      domainIds.map((domain, i) => 2 * domain + (labels[i] as number)),
      2 * domains,
      config.ratios,
      random,
    );
  }
  return cut(shuffle(Int32Array.from(sourceRows.keys()), random), config.ratios);
}

/** The split, where each part of it has rows. */
function withRows(split: Split): Split {
  for (const part of ['train', 'val', 'test'] as const) {
    if (split[part].length === 0) throw new UserError(`no row is left for ${part}`, 'split', 'Give each of train, val and test some rows.');
  }
  return split;
}
