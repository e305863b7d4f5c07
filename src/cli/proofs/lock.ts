import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../lib/user-error';

/** Whoever holds a lock changes one file, which takes milliseconds; who waits longer than this waits for something that went wrong. */
const PATIENCE_MS = 10_000;
const BETWEEN_MS = 15;

/**
 * Does `change` while no other process does one under the same lock: a file that is there as long, with the number of the process that
 * made it. Others wait. A lock whose process has ended, such as one that was stopped in the middle, is taken away.
 *
 * @param path of the lock
 * @param patience milliseconds to wait for another process
 * @throws UserError where another process holds it for longer than that
 */
export function underLock<T>(path: string, change: () => T, patience = PATIENCE_MS): T {
  mkdirSync(dirname(path), { recursive: true });
  const until = Date.now() + patience;
  while (!made(path)) {
    if (hasEnded(path)) takeAway(path);
    else if (Date.now() > until) {
      throw new UserError('another command holds this lock', path, 'Wait until that command is done. If none is running, delete the file, and try again.');
    } else pause(BETWEEN_MS);
  }
  try {
    return change();
  } finally {
    // It may have been deleted by hand.
    rmSync(path, { force: true });
  }
}

/** Whether the file was made just now; no two processes make it. */
function made(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the process that made it is no more. What cannot be read is not known to be so: it has just gone, or was not written yet. */
function hasEnded(path: string): boolean {
  const pid = Number(textOf(path));
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Of another person's process one is told that it may not be asked.
    return codeOf(error) === 'ESRCH';
  }
}

/** Only one of those who wait takes it away, and looks again before: else it could be the new lock of another one. */
function takeAway(path: string): void {
  const breaking = `${path}.breaking`;
  if (!made(breaking)) {
    pause(BETWEEN_MS);
    return;
  }
  try {
    if (hasEnded(path)) rmSync(path);
  } finally {
    rmSync(breaking);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
