import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromSafetensors } from '../exports/from-safetensors';
import { encodeRun } from '../runs/file';
import { doneRun } from '../runs/run.test-helper';
import { readWeights } from './weights-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-weights-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (content: string | Uint8Array) => {
  const path = join(folder, 'given');
  writeFileSync(path, content);
  return readWeights(path, '--from');
};
const FIX = 'Name the weights (.safetensors) that `npm run train -- --weights` writes';

test.each<[string, string, string]>([
  ['a run', encodeRun(doneRun(), { space: 2 }), `holds no weights: it is a run. ${FIX}, or train the run again: npm run export -- RUN --as weights`],
  ['a run without line breaks', encodeRun(doneRun()), 'holds no weights: it is a run.'],
  ['a configuration', '{ "seed": 1, "model": { "k": 3 } }', `holds no weights: it holds settings. ${FIX}, or train by it: --config FILE.`],
  ['an experiment', '{ "contestants": [{ "name": "A", "config": {} }] }', `holds no weights: it says what the runs of an experiment are of. ${FIX}.`],
  ['a split', '{ "train": [1], "val": [], "test": [0] }', `holds no weights: it holds the row numbers of a split. ${FIX}.`],
  // Whatever has such a word in it is no configuration.
  ['data', '{"user":1,"data":{"model":"a"}}', `holds no weights: it is other JSON. ${FIX}.`],
  ['other JSON', '\n{"rows": [1, 2]}', `holds no weights: it is other JSON. ${FIX}.`],
  ['next to nothing', '{}', 'holds no weights: it is other JSON.'],
])('%s is no file of weights, and said to be what it is', (_, content, said) => {
  expect(() => read(content)).toThrow(`--from: ${join(folder, 'given')} ${said}`);
});

test('weights are read, also those whose length begins with the byte of "{"', () => {
  for (const length of [64, 123, 256]) {
    const header = Buffer.from('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'.padEnd(length));
    const bytes = Buffer.concat([Buffer.alloc(8), header, Buffer.from(Float32Array.of(2).buffer)]);
    bytes.writeBigUInt64LE(BigInt(length));
    expect(fromSafetensors(read(bytes)).tensors.a?.data[0]).toBe(2);
  }
  expect(() => readWeights(join(folder, 'none'), '--from')).toThrow(/^--from: there is no file/);
  // What is neither is for the reader of the format to refuse.
  expect(read('abc')).toHaveLength(3);
});
