import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { errorText } from '../lib/error-text';
import { decodeRun } from '../runs/decode';
import { isTrained } from '../runs/record';
import { configOf, MOST_GZIPPED, pathOf, type StoredRun, trainAlike } from '../runs/stored';

/** The files of the stored runs in a folder that the page is served from. */
export class StoredFiles {
  constructor(private readonly folder: string) {}

  /** @throws Error where there is none */
  read(run: StoredRun): string {
    return readFileSync(this.path(run), 'utf8');
  }

  /** Tells one recording from another; undefined where there is none. */
  digestOf(run: StoredRun): string | undefined {
    return existsSync(this.path(run)) ? createHash('sha256').update(this.read(run)).digest('hex').slice(0, 8) : undefined;
  }

  /** Whole or not at all: a command may be ended as it writes. */
  write(run: StoredRun, text: string): void {
    const path = this.path(run);
    mkdirSync(dirname(path), { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  }

  /**
   * What is wrong with a run's file, if anything, without training it again: a clause.
   *
   * @param since milliseconds since 1970; an older file may be of another model
   */
  faultOf(run: StoredRun, since = 0): string | undefined {
    if (!existsSync(this.path(run))) return 'it is missing';
    if (statSync(this.path(run)).mtimeMs < since) return 'it is older than the sources';
    const text = this.read(run);
    const bytes = gzipSync(text).length;
    if (bytes > MOST_GZIPPED) return `it takes ${bytes} bytes, gzipped, and may take ${MOST_GZIPPED}`;
    try {
      const record = decodeRun(text);
      if (record.id !== run.name) return `it holds the run ${record.id}`;
      if (!trainAlike(record.config, configOf(run))) return 'it is of other settings';
      return isTrained(record) ? undefined : 'it is not whole';
    } catch (error) {
      return errorText(error);
    }
  }

  private path(run: StoredRun): string {
    return join(this.folder, pathOf(run));
  }
}

/** When the newest file of a folder was changed, tests and what is built left aside: milliseconds since 1970. */
export function newestSource(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
      entry.isFile() && !/\.test(-helper)?\.tsx?$/.test(entry.name) && !/[\\/]built$/.test(entry.parentPath)
        ? [statSync(join(entry.parentPath, entry.name)).mtimeMs]
        : [],
    ),
  );
}
