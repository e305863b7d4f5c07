import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProofRecord } from './record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = () => join(folder, 'bench', 'verify.json');

test('what is kept is there for the next command, a line for each key, in order', () => {
  const record = new ProofRecord<{ auc: number }>(path());
  expect(record.read()).toEqual({});
  record.keep('b/2', { auc: 0.75 });
  record.keep('a/1', { auc: 0.5 });
  expect(new ProofRecord(path()).read()).toEqual({ 'a/1': { auc: 0.5 }, 'b/2': { auc: 0.75 } });
  expect(readFileSync(path(), 'utf8')).toBe('{\n"a/1": {"auc":0.5},\n"b/2": {"auc":0.75}\n}\n');
  record.keep('a/1', { auc: 0.6 });
  record.remove(['b/2', 'not there']);
  expect(record.read()).toEqual({ 'a/1': { auc: 0.6 } });
});

test('two commands fill it together', () => {
  const [one, other] = [new ProofRecord<object>(path()), new ProofRecord<object>(path())];
  one.keep('a', {});
  other.keep('b', {});
  one.keep('c', {});
  expect(Object.keys(one.read())).toEqual(['a', 'b', 'c']);
});

test('processes that keep at the same moment lose nothing', async () => {
  const [commands, each] = [4, 40];
  const script = (name: number) => `
    import { ProofRecord } from ${JSON.stringify(join(import.meta.dirname, 'record.ts'))};
    const record = new ProofRecord(${JSON.stringify(path())});
    for (let i = 0; i < ${each}; i++) record.keep('${name}/' + i, { auc: i });
    record.remove(['${name}/0']);
  `;
  const ended = Array.from({ length: commands }, async (_, name) => {
    const [code] = await once(spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script(name)], { stdio: 'inherit' }), 'exit');
    return code;
  });
  expect(await Promise.all(ended)).toEqual(Array(commands).fill(0));
  expect(Object.keys(new ProofRecord(path()).read())).toHaveLength(commands * (each - 1));
  expect(readdirSync(join(folder, 'bench'))).toEqual(['verify.json']);
}, 60_000);

test('the record is replaced, never written over: whoever reads it meanwhile sees a whole one', () => {
  const record = new ProofRecord<object>(path());
  record.keep('a', { value: 1 });
  const reader = openSync(path(), 'r');
  record.keep('c', {});
  expect(JSON.parse(readFileSync(reader, 'utf8'))).toEqual({ a: { value: 1 } });
  closeSync(reader);
  record.remove(['c']);
  // A command that was stopped as it wrote has left a part.
  writeFileSync(`${path()}.4711`, '{\n"a": {"val');
  const before = readFileSync(path(), 'utf8');
  expect(JSON.parse(before)).toEqual({ a: { value: 1 } });
  record.keep('b', {});
  expect(record.read()).toEqual({ a: { value: 1 }, b: {} });
  expect(readdirSync(join(folder, 'bench')).toSorted()).toEqual(['verify.json', 'verify.json.4711']);
});

test('where a proof cannot be written, the record stays as it was', () => {
  const record = new ProofRecord<object>(path());
  record.keep('a', {});
  const endless: { self?: object } = {};
  endless.self = endless;
  expect(() => record.keep('b', endless)).toThrow('circular');
  expect(record.read()).toEqual({ a: {} });
});

test('a file that is none of ours is not written over', () => {
  const record = new ProofRecord<object>(path());
  record.keep('a', {});
  writeFileSync(path(), '{"a": ');
  expect(() => record.keep('b', {})).toThrow(/verify\.json: this is not JSON/);
  expect(readFileSync(path(), 'utf8')).toBe('{"a": ');
});
