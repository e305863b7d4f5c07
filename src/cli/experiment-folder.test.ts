import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contestant } from '../config/experiment';
import { ExperimentFolder } from './experiment-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-experiment-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const A: Contestant = { name: 'A', config: { model: { k: 10 } } };
const B: Contestant = { name: 'B', config: { model: { k: 20 } } };
const opened = (contestants = [A, B]) => {
  const made = new ExperimentFolder(folder);
  made.open(contestants);
  return made;
};

test('what is there is known to whoever opens the folder again; contestants are added', () => {
  opened([A]).keep('A', 3, 'text');
  const again = opened([A, B]);
  expect([again.has('A', 3), again.has('A', 4), again.has('B', 3)]).toEqual([true, false, false]);
  expect(JSON.parse(readFileSync(join(folder, 'experiment.json'), 'utf8')).contestants).toEqual([A, B]);
});

test('a folder that cannot be made is refused by its argument', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => new ExperimentFolder(join(folder, 'file', 'x')).open([A])).toThrow(/^--out: the folder .*x cannot be made \(ENOTDIR/);
});

test('another configuration or other data under the same name is refused', () => {
  opened().expectData('data 1');
  expect(() => opened([{ name: 'A', config: { model: { k: 11 } } }])).toThrow(/holds runs of another configuration that is named "A" too/);
  opened([A]).expectData('data 1');
  expect(() => opened([A]).expectData('data 2')).toThrow(/holds runs of other data \(data 1, not data 2\)/);
});

test('whatever the names, runs have files of their own within the folder', () => {
  const names = ['a b', 'a_b', 'a/b', '../../a', '__proto__', 'ä', 'a20b', '%'];
  const made = opened(names.map((name) => ({ name, config: {} })));
  for (const name of names) made.keep(name, 1, name);
  expect(readdirSync(join(folder, 'runs'))).toHaveLength(names.length);
  expect(names.every((name) => made.has(name, 1))).toBe(true);
  opened(names.map((name) => ({ name, config: {} })));
  expect(() => opened([{ name: '__proto__', config: { seed: 1 } }])).toThrow(/another configuration/);
});

test('a run that was cut off is not there; what is no run, or no folder of this command, is named', () => {
  const made = opened();
  writeFileSync(join(folder, 'runs', 'A-seed-1.json.part'), '{');
  expect(made.has('A', 1)).toBe(false);
  expect(made.outcomes([{ contestant: 'A', seed: 1 }])).toEqual([]);
  made.keep('A', 2, '{');
  expect(() => made.outcomes([{ contestant: 'A', seed: 2 }])).toThrow();
  writeFileSync(join(folder, 'experiment.json'), '{}');
  expect(() => opened()).toThrow(/is not what this command writes/);
});
