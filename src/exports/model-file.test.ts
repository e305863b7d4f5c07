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

const ORDERED: AboutModel = {
  ...ABOUT,
  config: { ...ABOUT.config, split: { rowsFile: 'split.json' } },
  split: { train: Int32Array.of(8, 0, 3), val: Int32Array.of(1), test: Int32Array.of(5, 2) },
};

test('any order of row numbers comes back, and is said where the settings do not make it again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.infiniteStream(fc.nat(999)), fc.infiniteStream(fc.nat(3)), (count, drawn, parts) => {
      const draw = () => drawn.next().value as number;
      const rows = Array.from({ length: count }, (_, row) => ({ row, by: draw(), part: parts.next().value as number })).sort((a, b) => a.by - b.by);
      const of = (part: number) => Int32Array.from(rows.flatMap((each) => (each.part === part ? [each.row] : [])));
      const split = { train: of(1), val: of(2), test: of(3) };
      expect(readModelMetadata(modelMetadata({ ...ORDERED, split, data: { ...ABOUT.data, rows: count } }), 'f')).toMatchObject({ split, ordered: true });
    }),
  );
  expect(modelMetadata(ABOUT)).not.toHaveProperty('hamur.split.order');
  // Of rows 0, 3 and 8 the last, the first and the second: 2, 0, 1, in two bits each. Of rows 2 and 5 the second and the first: 1, 0, in one.
  expect(modelMetadata(ORDERED)['hamur.split.order']).toBe(JSON.stringify({ train: btoa('\x12'), test: btoa('\x01') }));
});

test('a file of before the order was said opens, and says that it does not know', () => {
  const { 'hamur.split.order': _, ...before } = modelMetadata(ORDERED);
  const read = readModelMetadata(before, 'f');
  expect(read?.split).toEqual(ABOUT.split);
  expect(read).not.toHaveProperty('ordered');
});

test('the order of a hundred thousand rows takes 17 bits of each', () => {
  const count = 100_000;
  const none = new Int32Array();
  const split = { train: Int32Array.from({ length: count }, (_, i) => (i * 7) % count), val: none, test: none };
  const said = modelMetadata({ ...ORDERED, split, data: { ...ABOUT.data, rows: count } });
  expect(said['hamur.split.order']?.length).toBe(4 * Math.ceil((17 * count) / 8 / 3) + '{"train":""}'.length);
  expect(readModelMetadata(said, 'f')?.split?.train).toEqual(split.train);
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
  ['an order that is no JSON', { 'hamur.split.order': '[' }],
  ['an order of a part that is none', { 'hamur.split.order': '{"toString":""}' }],
  ['an order that is no text', { 'hamur.split.order': '{"test":1}' }],
  ['an order of more rows', { 'hamur.split.order': JSON.stringify({ test: btoa('\x01\x00') }) }],
  ['an order that names a row twice', { 'hamur.split.order': JSON.stringify({ test: btoa('\x03') }) }],
  ['an order that names a row that is not there', { 'hamur.split.order': JSON.stringify({ train: btoa('\x13') }) }],
])('%s is refused', (_, change) => {
  expect(() => readModelMetadata({ ...modelMetadata(ABOUT), ...change }, 'f')).toThrow(UserError);
});
