import { expect, test } from 'vitest';
import { configOf } from '../../runs/stored';
import { ofOtherData, otherSettings } from './ghost';

const usual = configOf({ demo: 'conflict', backbone: 'dcn' });
const model = (change: Partial<typeof usual.model>) => ({ ...usual, model: { ...usual.model, ...change } });

test('names what differs, the run first', () => {
  expect(otherSettings(usual, usual)).toBe('');
  expect(otherSettings(usual, model({ k: 20 }))).toBe('Side k of H 16, not 20');
  expect(otherSettings(model({ adapters: [1, 2] }), usual)).toBe('Adapters after layers 1,2, not 2');
  expect(otherSettings({ ...usual, engine: 'wasm' }, usual)).toBe('');
});

test('no more than two, and how many more', () => {
  const other = { ...model({ k: 20, adapters: [] }), seed: 5 };
  expect(otherSettings(usual, other)).toMatch(/^Adapters after layers.*; Side k of H 16, not 20; and 1 more$/);
});

test('other data: another demo, size or file, not other roles', () => {
  const of = (source: typeof usual.data.source) => ({ ...usual, data: { ...usual.data, source } });
  expect(ofOtherData(usual, usual)).toBe(false);
  expect(ofOtherData(usual, { ...usual, data: { ...usual.data, dense: [] } })).toBe(false);
  for (const source of [{ demo: 'tiny' }, { demo: 'conflict', rows: 500 }, { file: 'my.csv' }]) expect(ofOtherData(usual, of(source))).toBe(true);
});
