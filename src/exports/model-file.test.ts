import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { UserError } from '../lib/user-error';
import type { EncodingFile } from '../protocol/take-away';
import { fromSafetensors } from './from-safetensors';
import { type AboutModel, modelMetadata, readModelMetadata } from './model-file';
import { toSafetensors } from './safetensors';

const rows = 9;
const ABOUT: AboutModel = {
  config: completeRunConfig({}, { source: { demo: 'conflict' }, label: { column: 'click' }, domain: { column: 'shop' }, sparse: ['a'], dense: [] } as never),
  encoding: { missing: [''], sparse: [{ name: 'ä', column: 'ä', vocabulary: ['"x"', '€'], hasUnknown: true }] } as unknown as EncodingFile,
  split: { train: Int32Array.of(0, 3, 8), val: Int32Array.of(1), test: Int32Array.of(2, 5) },
  data: { name: 'some.csv', hash: 'abc', rows },
};

test('what is said comes back through a file', () => {
  const bytes = toSafetensors({ a: { shape: [1], data: Float32Array.of(2) } }, modelMetadata(ABOUT));
  expect(readModelMetadata(fromSafetensors(bytes).metadata, 'f')).toEqual(ABOUT);
});

test('any split comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 40 }), (parts) => {
      const of = (part: number) => Int32Array.from(parts.flatMap((each, row) => (each === part ? [row] : [])));
      const split = { train: of(1), val: of(2), test: of(3) };
      expect(readModelMetadata(modelMetadata({ ...ABOUT, split, data: { ...ABOUT.data, rows: parts.length } }), 'f')?.split).toEqual(split);
    }),
  );
});

test('a million rows take a third of a megabyte, and above four millions they are left to a file of their own', () => {
  const of = (count: number) => modelMetadata({ ...ABOUT, data: { ...ABOUT.data, rows: count } })['hamur.split'];
  expect(of(1_000_000)?.length).toBe(333_336);
  expect(of(4_000_001)).toBeUndefined();
  // printf '{"train":[0,3,8],"val":[1],"test":[2,5]}' | sha256sum
  const large = modelMetadata({ ...ABOUT, data: { ...ABOUT.data, rows: 4_000_001 } });
  expect(readModelMetadata(large, 'f')?.splitSha256).toBe('b7831e47661093f009d22d744d678f4c1834e69ed5d167f0333ac9153f7257b0');
});

test('a plain state dict says nothing', () => expect(readModelMetadata({ format: 'pt' }, 'f')).toBeUndefined());

test.each<[string, Record<string, string>]>([
  ['a later form', { 'hamur.version': '2' }],
  ['no configuration', { 'hamur.config': '' }],
  ['a list for a configuration', { 'hamur.config': '[]' }],
  ['an encoding that is no JSON', { 'hamur.encoding': '{' }],
  ['rows below zero', { 'hamur.data': '{"name":"a","hash":"b","rows":-1}' }],
  ['parts of other rows', { 'hamur.split': 'AAAAAAAA' }],
  ['more rows than the parts have', { 'hamur.data': '{"name":"a","hash":"b","rows":1e15}' }],
  ['parts that are no base64', { 'hamur.split': '?' }],
])('%s is refused', (_, change) => {
  expect(() => readModelMetadata({ ...modelMetadata(ABOUT), ...change }, 'f')).toThrow(UserError);
});
