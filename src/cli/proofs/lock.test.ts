import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { underLock } from './lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = () => join(folder, 'bench', 'verify.json.lock');
const SOON = 60;

/** The number of a process that was there and is no more. */
const ended = () => spawnSync(process.execPath, ['--version']).pid;

test('the lock is there while something is done under it, and gone afterwards, even where that fails', () => {
  expect(underLock(path(), () => existsSync(path()))).toBe(true);
  expect(existsSync(path())).toBe(false);
  expect(() =>
    underLock(path(), () => {
      throw new Error('went wrong');
    }),
  ).toThrow('went wrong');
  expect(existsSync(path())).toBe(false);
});

test('who waits too long is told by whom, and does nothing', () => {
  let done = false;
  const second = () =>
    underLock(
      path(),
      () => {
        done = true;
      },
      SOON,
    );
  // This process is alive: it holds the lock that it asks for again.
  expect(() => underLock(path(), second)).toThrow(/another command holds this lock.*Wait until that command is done/s);
  expect(done).toBe(false);
  second();
  expect(done).toBe(true);
});

test('a lock that a stopped command left is taken away', () => {
  underLock(path(), () => {});
  writeFileSync(path(), String(ended()));
  expect(underLock(path(), () => 'done', SOON)).toBe('done');
  expect(readdirSync(join(folder, 'bench'))).toEqual([]);
});

test('a lock that says no process is somebody’s: it stays', () => {
  underLock(path(), () => {});
  writeFileSync(path(), '');
  expect(() => underLock(path(), () => {}, SOON)).toThrow('another command holds this lock');
  expect(existsSync(path())).toBe(true);
});
