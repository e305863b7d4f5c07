import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { rowsFile1m, SPLIT_1M, SPLIT_1M_SHA256 } from './split-1m';
import { rowsFile100k, SPLIT_100K, SPLIT_100K_SHA256 } from './split-100k';

export const KEPT_SPLIT_NAMES = ['ml-100k', 'ml-1m'] as const;
export type KeptSplitName = (typeof KEPT_SPLIT_NAMES)[number];

/** A split that the tables state. */
interface KeptSplit {
  title: string;
  /** The published file whose lines its numbers count. */
  lines: string;
  /** As the runs of the tables name it. */
  file: string;
  /** Of its text. */
  sha256: string;
  text(): string;
}

export const KEPT_SPLITS: Record<KeptSplitName, KeptSplit> = {
  'ml-100k': { title: 'MovieLens-100K', lines: 'u.data', file: SPLIT_100K, sha256: SPLIT_100K_SHA256, text: rowsFile100k },
  'ml-1m': { title: 'MovieLens-1M', lines: 'ratings.dat', file: SPLIT_1M, sha256: SPLIT_1M_SHA256, text: rowsFile1m },
};

/**
 * Writes a file of row numbers, as `split.rowsFile` reads it.
 *
 * @param path where its name ends in `.gz`, the file is packed
 * @returns rows of each part
 */
export function writeKeptSplit(name: KeptSplitName, path: string): Record<'train' | 'val' | 'test', number> {
  const text = KEPT_SPLITS[name].text();
  writeFileSync(path, path.toLowerCase().endsWith('.gz') ? gzipSync(text) : text);
  const { train, val, test }: Record<string, number[]> = JSON.parse(text);
  return { train: train?.length ?? 0, val: val?.length ?? 0, test: test?.length ?? 0 };
}
