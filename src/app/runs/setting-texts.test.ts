import { expect, test } from 'vitest';
import { SETTING_PATHS } from '../../config/settings';
import { listedRun } from './listed-run.test-helper';
import { differingPaths, settingText } from './setting-texts';

const config = (input: Parameters<typeof listedRun>[1] = {}) => listedRun('a', input).config;

test('settings that differ, and no others', () => {
  expect(differingPaths([config(), config()])).toEqual([]);
  expect(differingPaths([])).toEqual([]);
  expect(differingPaths([config(), config({ seed: 2, model: { k: 3 } }), config({ model: { layers: [8, 4] } })])).toEqual(['model.layers', 'model.k', 'seed']);
});

test('values as a person reads them', () => {
  const one = config({ model: { adapters: [], layers: [16, 8] }, train: { baseline: false }, split: { ratios: [0.6, 0.2, 0.2] } });
  const texts = Object.fromEntries(SETTING_PATHS.map((path) => [path, settingText(one, path)]));
  expect(texts).toMatchObject({
    'data.source': 'demo conflict',
    'model.backbone': 'DCN',
    'model.adapters': 'none',
    'model.layers': '16, 8',
    'train.baseline': 'no',
    split: expect.stringContaining('0.6, 0.2, 0.2'),
    'data.group': 'not stated',
    seed: '1',
  });
  // Every setting has a text, and none is that of an object.
  for (const text of Object.values(texts)) expect(text).not.toMatch(/^$|\[object/);
});
