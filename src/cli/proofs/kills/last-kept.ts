import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromBytes } from '../../../lib/array-bytes';

/** Of a slot: its first bytes, and where the length of its content, its hash and its content lie. */
const MAGIC = 'HAMURKPT';
const LENGTH_AT = 24;
const HASH_AT = 32;
const CONTENT_AT = 64;

/** A checkpoint that lies in a browser's folder. */
export interface LastKept {
  /** When it was written, by the clock of the disk. */
  at: number;
  /** Of the configured model: epochs done, with a fraction. */
  epoch: number;
}

interface Kept {
  state?: { variants: { model?: { epochs: unknown[]; share: number } } };
}

/** The newest that is whole; undefined where there is none. One that is being written has no head yet, or a part of one. */
export function lastKept(folder: string): LastKept | undefined {
  const whole = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('File System'))
    .flatMap((name) => keptIn(join(folder, name)) ?? []);
  return whole.toSorted((a, b) => b.at - a.at)[0];
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

function keptIn(path: string): LastKept | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return undefined;
    const bytes = readFileSync(path);
    if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
    if (bytes.length < CONTENT_AT) return undefined;
    const content = bytes.subarray(CONTENT_AT, CONTENT_AT + bytes.readDoubleLE(LENGTH_AT));
    const head = Buffer.from(bytes.subarray(0, CONTENT_AT));
    head.set(sha256(content), HASH_AT);
    if (!sha256(head).equals(bytes.subarray(HASH_AT, CONTENT_AT))) return undefined;
    const { state } = fromBytes(content) as Kept;
    const model = state?.variants.model;
    return { at: stats.mtimeMs, epoch: model ? model.epochs.length + model.share : 0 };
  } catch (error) {
    // The browser takes files away meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
