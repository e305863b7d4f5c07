import { expect, test } from 'vitest';
import { configOf } from '../../runs/stored';
import { otherSettings } from './ghost';

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
