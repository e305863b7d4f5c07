import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { ByteSource } from '../source/byte-source';
import { readText } from '../source/read-text';

/** A split given as 0-based row numbers of the table. */
export interface RowNumbers {
  name: string;
  train: Int32Array;
  val: Int32Array;
  test: Int32Array;
}

const PARTS = ['train', 'val', 'test'] as const;

/**
 * A split given as row numbers: JSON, plain or gzip, `{"train": [...], "val": [...], "test": [...]}`, 0-based rows of
 * the table below its header; other keys are ignored. The order within val and test is kept.
 *
 * @throws UserError that names the place in the file
 */
export async function parseRowNumbers(file: ByteSource): Promise<RowNumbers> {
  let json: unknown;
  try {
    json = JSON.parse(await readText(file));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`this is not JSON (${errorText(error)})`, file.name, FORM);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new UserError('this is not an object with train, val and test', file.name, FORM);
  const lists = json as Record<string, unknown>;
  const [train, val, test] = PARTS.map((part) => rowList(lists[part], part, file.name)) as [Int32Array, Int32Array, Int32Array];
  return { name: file.name, train, val, test };
}

const FORM = 'Give {"train": [0, 1, …], "val": […], "test": […]} with row numbers counted from 0.';

function rowList(list: unknown, part: string, fileName: string): Int32Array {
  if (!Array.isArray(list)) throw new UserError(`there is no list "${part}"`, fileName, FORM);
  const bad = list.findIndex((row) => !Number.isInteger(row) || row < 0 || row > 0x7fffffff);
  if (bad >= 0) throw new UserError(`${JSON.stringify(list[bad])} is not a row number`, `${fileName}, ${part}[${bad}]`, FORM);
  return Int32Array.from(list as number[]);
}
