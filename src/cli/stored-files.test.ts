import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeRun } from '../runs/file';
import type { RunRecord } from '../runs/record';
import { epochRecord, modelResult, SUMMARY, startedRun } from '../runs/run.test-helper';
import { configOf, DEFAULT_RUN } from '../runs/stored';
import { newestSource, StoredFiles } from './stored-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-stored-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const good = (): RunRecord => ({
  ...startedRun(),
  ...modelResult(0.6),
  epochs: [epochRecord(1, 0.6)],
  id: DEFAULT_RUN.name,
  data: SUMMARY,
  phase: 'done',
  config: configOf(DEFAULT_RUN),
  engine: { name: 'wasm', adapter: '', reason: '' },
});

test('a run is written whole, and read again without a fault', () => {
  const files = new StoredFiles(folder);
  expect(files.faultOf(DEFAULT_RUN)).toBe('it is missing');
  expect(files.digestOf(DEFAULT_RUN)).toBeUndefined();
  files.write(DEFAULT_RUN, encodeRun(good()));
  expect(files.faultOf(DEFAULT_RUN)).toBeUndefined();
  expect(files.read(DEFAULT_RUN)).toContain('"id":"conflict-dcn"');
  const before = files.digestOf(DEFAULT_RUN);
  files.write(DEFAULT_RUN, encodeRun({ ...good(), recorded: '2026-01-02' }));
  expect(before).toMatch(/^[0-9a-f]{8}$/);
  expect(files.digestOf(DEFAULT_RUN)).not.toBe(before);
  expect(readdirSync(join(folder, 'runs'))).toEqual(['conflict-dcn.json']);
});

const { test: _, ...untested } = good();
test.each<[string, string, RegExp]>([
  ['no JSON', '{', /it is not JSON/],
  ['another run', encodeRun({ ...good(), id: 'many-dcn' }), /^it holds the run many-dcn$/],
  ['other settings', encodeRun({ ...good(), config: { ...good().config, seed: 2 } }), /^it is of other settings$/],
  ['half a run', encodeRun(untested as RunRecord), /^it is not whole$/],
  // Base64 of noise does not get much smaller.
  [
    'too much',
    encodeRun({ ...good(), looks: [{ step: 0, epoch: 0, h: Int32Array.from({ length: 60_000 }, () => Math.random() * 2 ** 31) } as never] }),
    /^it takes \d+ bytes, gzipped, and may take 153600$/,
  ],
])('a file that holds %s is told', (_, text, fault) => {
  const files = new StoredFiles(folder);
  files.write(DEFAULT_RUN, text);
  expect(files.faultOf(DEFAULT_RUN)).toMatch(fault);
});

test('a file that is older than the sources is told, so that a recording that was stopped goes on where it was', () => {
  const files = new StoredFiles(folder);
  files.write(DEFAULT_RUN, encodeRun(good()));
  utimesSync(join(folder, 'runs', 'conflict-dcn.json'), 1000, 1000);
  expect(files.faultOf(DEFAULT_RUN, 1_000_001)).toBe('it is older than the sources');
  expect(files.faultOf(DEFAULT_RUN, 999_999)).toBeUndefined();
});

test('of the sources, tests and what is built count nothing', () => {
  for (const path of ['deep/built', 'deep/model']) mkdirSync(join(folder, path), { recursive: true });
  for (const [name, seconds] of [
    ['a.ts', 10],
    ['deep/model/b.ts', 30],
    ['deep/b.test.ts', 40],
    ['deep/c.browser.test.tsx', 50],
    ['deep/d.test-helper.ts', 60],
    ['deep/built/e.wasm', 70],
  ] as const) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), seconds, seconds);
  }
  expect(newestSource(folder)).toBe(30_000);
});
