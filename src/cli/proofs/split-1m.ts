import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { randomStream, shuffle } from '../../lib/random';
import { sameSplit } from './same-split';

/**
 * The split of MovieLens-1M, 8:1:1, kept as a file. It was drawn once by `{"ratios": [0.8, 0.1, 0.1], "seed": 2022}`, and stays as it
 * is whatever becomes of the code that draws splits.
 */
export const ROWS_1M = 1_000_209;
export const SEED_1M = 2022;
const FILE = join(import.meta.dirname, '..', '..', '..', 'bench', 'ml-1m-split.gz');
/** The file of row numbers that a run gets, and what it holds. */
export const SPLIT_1M = 'ml-1m-split.json';
export const SPLIT_1M_SHA256 = '5a1c2d88519a653210508f33e884f7d9021b6abec22e888bf0a071e206be5343';

/** Rows in a byte, as the digits of a number in base three. */
const PER_BYTE = 5;

export type Parts = Record<'train' | 'val' | 'test', Int32Array>;

/** Packs a split: which part each row is in, 0, 1 or 2, five rows to a byte, the first row in the lowest digit. The order is lost. */
export function packParts({ train, val, test }: Parts): Uint8Array {
  const packed = new Uint8Array(Math.ceil((train.length + val.length + test.length) / PER_BYTE));
  for (const [digit, part] of [train, val, test].entries())
    for (const row of part) packed[Math.floor(row / PER_BYTE)] = (packed[Math.floor(row / PER_BYTE)] as number) + digit * 3 ** (row % PER_BYTE);
  return packed;
}

/** The rows of each part, in their order. */
export function unpackParts(packed: Uint8Array, rows: number): Parts {
  const parts: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < rows; row++) parts[Math.floor((packed[Math.floor(row / PER_BYTE)] as number) / 3 ** (row % PER_BYTE)) % 3]?.push(row);
  const [train, val, test] = parts.map((part) => Int32Array.from(part)) as [Int32Array, Int32Array, Int32Array];
  return { train, val, test };
}

/**
 * The file of row numbers of the kept split. Validation and test rows are shuffled: the table is sorted by user, and in `reference`
 * mode a batch at evaluation should hold rows of many.
 *
 * @returns JSON, 7 MB
 * @throws Error where the file is another than it was
 */
export function rowsFile1m(): string {
  const { train, val, test } = unpackParts(gunzipSync(readFileSync(FILE)), ROWS_1M);
  shuffle(val, randomStream(SEED_1M, 'ml-1m/val'));
  shuffle(test, randomStream(SEED_1M, 'ml-1m/test'));
  return sameSplit('MovieLens-1M', JSON.stringify({ train: [...train], val: [...val], test: [...test] }), SPLIT_1M_SHA256);
}
