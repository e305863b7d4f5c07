import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileOf } from '../test-helpers';
import { parseRowNumbers } from './row-numbers';

const parse = (content: string | Uint8Array) => parseRowNumbers(fileOf(content, { name: 'split.json' }));
const GOOD = JSON.stringify({ train: [3, 1], val: [0], test: [2], note: 'ignored' });

test.each([
  ['plain', GOOD],
  ['gzip', gzipSync(GOOD)],
])('%s', async (_, content) => {
  expect(await parse(content)).toEqual({ name: 'split.json', train: Int32Array.of(3, 1), val: Int32Array.of(0), test: Int32Array.of(2) });
});

test.each([
  ['no JSON', 'train: 1', /^split\.json: this is not JSON \(/],
  ['no object', '[1, 2]', /^split\.json: this is not an object with train, val and test\. Give/],
  ['a part is missing', '{"train": [1], "val": [2]}', /^split\.json: there is no list "test"\. Give/],
  ['a fraction', '{"train": [1, 2.5], "val": [], "test": []}', /^split\.json, train\[1\]: 2\.5 is not a row number\. /],
  ['a text', '{"train": [], "val": ["3"], "test": []}', /^split\.json, val\[0\]: "3" is not a row number\. /],
  ['beyond 32 bits', '{"train": [2147483647], "val": [2147483648], "test": []}', /^split\.json, val\[0\]: 2147483648 is not a row number\. /],
  ['below zero', '{"train": [], "val": [], "test": [0, -1]}', /^split\.json, test\[1\]: -1 is not a row number\. /],
])('%s', async (_, content, message) => {
  await expect(parse(content)).rejects.toThrow(message);
});
