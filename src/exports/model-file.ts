import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { RunConfig } from '../config/run-config';
import { UserError } from '../lib/user-error';
import type { EncodingFile, SplitFile } from '../protocol/take-away';
import { inOrder, packedOrder, packedParts, unpackedParts } from './packed-split';
import { splitJson } from './predictions';

/** The form of what is said beside the weights. */
const VERSION = '1';
/** Rows of a table, at most, whose parts are said in the file: 4 rows a byte, in base64, so 1.3 MB; and an order of them up to 15 MB. */
const MOST_ROWS = 4_000_000;
/** Characters of an encoding, at most: a reader of the format refuses a header above 100 MB. */
const MOST_ENCODING = 32_000_000;

/** What another needs to use a model, and to repeat how it was made. */
export interface AboutModel {
  /** Of this model alone: without the backbone that was trained beside it. */
  config: RunConfig;
  encoding: EncodingFile;
  split: SplitFile;
  data: { name: string; hash: string; rows: number };
}

/** As read: what was too large for the file stands in files of its own. */
export type ReadModel = Pick<AboutModel, 'data'> & {
  /** Not checked yet. */
  config: unknown;
  encoding?: EncodingFile;
  split?: SplitFile;
  /** Whether the rows of each part stand in the order that they had; otherwise they ascend. */
  ordered?: true;
  /** Of a split that is left out: as of `splitSha256`. */
  splitSha256?: string;
};

/** A model's settings and data, as texts for the metadata of any file. */
export const whatItIs = ({ config, data }: Pick<AboutModel, 'config' | 'data'>): Record<string, string> => ({
  'hamur.version': VERSION,
  'hamur.config': JSON.stringify(config),
  'hamur.data': JSON.stringify(data),
});

/**
 * As texts for the metadata of a safetensors file. The order of the rows within a part stands there where it came from a file of row numbers:
 * any other split is made again by its settings.
 */
export function modelMetadata({ encoding, split, ...about }: AboutModel): Record<string, string> {
  const { data } = about;
  const encoded = JSON.stringify(encoding);
  return {
    ...whatItIs(about),
    ...(encoded.length <= MOST_ENCODING && { 'hamur.encoding': encoded }),
    ...(data.rows <= MOST_ROWS
      ? { 'hamur.split': packedParts(split, data.rows), ...('rowsFile' in about.config.split && { 'hamur.split.order': packedOrder(split) }) }
      : { 'hamur.split.sha256': splitSha256(split) }),
  };
}

/** SHA-256, hex, of the file that holds a split, as `splitJson` writes it. */
export const splitSha256 = (split: SplitFile): string => bytesToHex(sha256(new TextEncoder().encode(splitJson(split))));

/**
 * What a file says beside its weights. What it says is untrusted: the configuration is to be parsed, the rest to be compared with open data.
 *
 * @param where name of the file, for errors
 * @returns undefined where the file says nothing, as a plain state dict
 * @throws UserError where it is of a later version, or no such text
 */
export function readModelMetadata(metadata: Record<string, string>, where: string): ReadModel | undefined {
  const version = metadata['hamur.version'];
  if (version === undefined) return undefined;
  if (version !== VERSION)
    throw new UserError(`the model is of the form "${version}", and this page reads "${VERSION}"`, where, 'Open it with a newer version.');
  const broken = () => new UserError('what the file says beside its weights cannot be read', where, 'Save the weights anew.');
  const object = (key: string): Record<string, unknown> => {
    try {
      const value: unknown = JSON.parse(metadata[key] ?? '');
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // Said below.
    }
    throw broken();
  };
  const { name, hash, rows } = object('hamur.data');
  if (typeof name !== 'string' || typeof hash !== 'string' || !Number.isSafeInteger(rows) || (rows as number) < 0) throw broken();
  const data = { name, hash, rows: rows as number };
  const split = metadata['hamur.split'];
  const splitSha256 = metadata['hamur.split.sha256'];
  const splitSaid = (text: string): Pick<ReadModel, 'split' | 'ordered'> => {
    const parts = unpackedParts(text, data.rows) ?? fail(broken());
    if (metadata['hamur.split.order'] === undefined) return { split: parts };
    return { split: inOrder(parts, object('hamur.split.order')) ?? fail(broken()), ordered: true };
  };
  return {
    config: object('hamur.config'),
    data,
    ...(metadata['hamur.encoding'] !== undefined && { encoding: object('hamur.encoding') as unknown as EncodingFile }),
    ...(splitSha256 !== undefined && { splitSha256 }),
    ...(split !== undefined && splitSaid(split)),
  };
}

function fail(error: Error): never {
  throw error;
}
