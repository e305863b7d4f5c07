import { DEFAULT_SPLIT } from '../../config/complete';
import type { SplitConfig } from '../../config/run-config';
import { isNumeric, parseValueTest, type ValueTest } from '../../config/value-test';
import { randomStream, shuffle } from '../../lib/random';
import { UserError } from '../../lib/user-error';
import { columnNamed } from '../table/column-named';
import type { RowNumbers, Split, Table } from '../types';

/**
 * Splits the kept rows.
 *
 * @param sourceRows row of the table of each kept row
 * @param rowNumbers the file's content, where the split is by row numbers
 * @returns positions into the kept rows
 * @throws UserError where a part has no rows, or the file names rows that are not there or twice
 */
export function splitRows(table: Table, config: SplitConfig, sourceRows: Int32Array, runSeed: number, rowNumbers?: RowNumbers): Split {
  const split = partsOf(table, config, sourceRows, runSeed, rowNumbers);
  for (const part of ['train', 'val', 'test'] as const) {
    if (split[part].length === 0) throw new UserError(`no row is left for ${part}`, 'split', 'Give each of train, val and test some rows.');
  }
  return split;
}

function partsOf(table: Table, config: SplitConfig, sourceRows: Int32Array, runSeed: number, rowNumbers?: RowNumbers): Split {
  if ('rowsFile' in config) {
    if (!rowNumbers)
      throw new UserError(`the file of row numbers "${config.rowsFile}" is not open`, 'split.rowsFile', 'Pick the file, or choose another split.');
    return byRowNumbers(table, rowNumbers, sourceRows);
  }
  if ('timeColumn' in config) return byTime(table, config.timeColumn, config.ratios ?? [...DEFAULT_SPLIT.ratios], sourceRows);
  if ('column' in config) return byColumn(table, config, sourceRows);
  const order = shuffle(Int32Array.from(sourceRows.keys()), randomStream(config.seed ?? runSeed, 'split'));
  return cut(order, config.ratios);
}

/** The first rows train, the last rows test. */
function cut(order: Int32Array, [train, val]: readonly number[]): Split {
  const trainEnd = Math.round((train as number) * order.length);
  const valEnd = Math.round(((train as number) + (val as number)) * order.length);
  return { train: order.slice(0, trainEnd), val: order.slice(trainEnd, valEnd), test: order.slice(valEnd) };
}

/** Oldest rows train; rows of one time keep their order. */
function byTime(table: Table, name: string, ratios: readonly number[], sourceRows: Int32Array): Split {
  const column = columnNamed(table, name, 'split.timeColumn');
  const times = column.values.map((text) => (isNumeric(text) ? Number(text) : Date.parse(text)));
  const unreadable = sourceRows.find((row) => Number.isNaN(times[column.codes[row] as number] as number));
  if (unreadable !== undefined) {
    const text = column.values[column.codes[unreadable] as number];
    throw new UserError(
      `"${text}" in column "${name}", row ${unreadable + 1}, is neither a number nor a date`,
      'split.timeColumn',
      'Choose a column of times (numbers, or dates such as 2023-10-21).',
    );
  }
  const timeOf = (position: number) => times[column.codes[sourceRows[position] as number] as number] as number;
  const order = Array.from(sourceRows.keys()).sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  return cut(Int32Array.from(order), ratios);
}

const PART_NAMES = { train: 'train, training', val: 'val, valid, validation, dev', test: 'test, testing' };

function byColumn(
  table: Table,
  config: { column: string; train?: string | undefined; val?: string | undefined; test?: string | undefined },
  sourceRows: Int32Array,
): Split {
  const column = columnNamed(table, config.column, 'split.column');
  const tests = (['train', 'val', 'test'] as const).map((part) => [part, parseValueTest(config[part] ?? PART_NAMES[part]) as ValueTest] as const);
  const partOfCode = column.values.map((text) => tests.find(([, test]) => test.accepts(text.toLowerCase()) || test.accepts(text))?.[0]);
  const parts: Record<'train' | 'val' | 'test', number[]> = { train: [], val: [], test: [] };
  for (const [position, row] of sourceRows.entries()) {
    const part = partOfCode[column.codes[row] as number];
    if (part) parts[part].push(position);
  }
  return { train: Int32Array.from(parts.train), val: Int32Array.from(parts.val), test: Int32Array.from(parts.test) };
}

function byRowNumbers(table: Table, file: RowNumbers, sourceRows: Int32Array): Split {
  const positionOf = new Int32Array(table.rows).fill(-1);
  for (const [position, row] of sourceRows.entries()) positionOf[row] = position;
  const seen = new Map<number, string>();
  const pick = (part: 'train' | 'val' | 'test') => {
    const kept: number[] = [];
    for (const [i, row] of file[part].entries()) {
      const where = `${file.name}, ${part}[${i}]`;
      if (row >= table.rows)
        throw new UserError(
          `row ${row} is not in ${table.name}, which has ${table.rows} rows`,
          where,
          'Pick the file of row numbers that belongs to this table.',
        );
      const before = seen.get(row);
      if (before) throw new UserError(`row ${row} is also in ${before}`, where, 'Name every row once.');
      seen.set(row, `${part}[${i}]`);
      if ((positionOf[row] as number) >= 0) kept.push(positionOf[row] as number);
    }
    return Int32Array.from(kept);
  };
  return { train: pick('train'), val: pick('val'), test: pick('test') };
}
