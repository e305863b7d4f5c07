import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeRunConfig } from './complete';
import { fromLink, toLink } from './link';
import { overlay } from './overlay';
import { PRESETS } from './presets';
import { parseRunConfig, type Roles } from './run-config';
import { leadersOf, nameOf, SETTING_PATHS, settingAt, valueAt } from './settings';
import { anyInput, completed } from './settings.test-helper';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'channel' }, sparse: ['user_id', 'item_id'], dense: ['price'] };
const BASE = completeRunConfig({}, ROLES);

test('every setting of the table goes through a link and back, whatever value it may have', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyInput, (input) => {
      expect(parseRunConfig(input)).toEqual(input);
      const full = completed(input, ROLES);
      fc.pre(full !== undefined);
      const link = toLink(full, BASE);
      const { input: read, notes } = fromLink(link);
      expect(notes).toEqual([]);
      expect(completeRunConfig(read, ROLES)).toEqual(full);
      // Said again, it is the same text.
      expect(toLink(overlay(BASE, read), BASE)).toBe(link);
      for (const path of SETTING_PATHS) if (JSON.stringify(valueAt(full, path)) !== JSON.stringify(valueAt(BASE, path))) seen.add(path);
    }),
    { numRuns: 1500, maxSkipsPerRun: 1000 },
  );
  expect(SETTING_PATHS.filter((path) => !seen.has(path))).toEqual([]);
}, 60_000);

test('the JSON of a complete configuration is a valid input and means the same', () => {
  for (const { config } of PRESETS) {
    const full = completeRunConfig(config, ROLES);
    expect(completeRunConfig(parseRunConfig(JSON.parse(JSON.stringify(full))), { ...ROLES, sparse: [] })).toEqual(full);
  }
});

test('keys of links are unique, and whoever is followed is in the table', () => {
  const keys = SETTING_PATHS.flatMap((path) => settingAt(path).kind.link(nameOf(path)).keys);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  expect(SETTING_PATHS.flatMap((path) => (leadersOf(path).length > 0 ? [[path, ...leadersOf(path)]] : []))).toEqual([
    ['model.adapters', 'model.layers', 'model.sharing'],
    ['model.prunerEpsilon', 'model.fidelity'],
    ['model.dropout', 'model.fidelity'],
    ['model.hyperDropout', 'model.fidelity'],
    ['model.adapterInit', 'model.fidelity'],
    ['model.domainNormTraining', 'model.fidelity'],
    ['model.domainNormEvaluation', 'model.fidelity'],
    ['model.towerRows', 'model.fidelity'],
    ['model.domainStart', 'model.fidelity'],
    ['model.follows', 'model.fidelity'],
    ['data.fitOn', 'model.fidelity'],
    ['train.embeddingDecay', 'train.weightDecay'],
    ['train.adapterDecay', 'model.fidelity', 'train.weightDecay'],
  ]);
});

test('who states a setting in a link states those that follow it, even where these are as usual', () => {
  const full = completeRunConfig({ model: { layers: [8, 8, 8], adapters: [2] }, train: { weightDecay: 0.5, embeddingDecay: 0.001 } }, ROLES);
  expect(toLink(full, BASE)).toBe('layers=8,8,8&adapters=2&weightDecay=0.5&embeddingDecay=0.001&adapterDecay=0');
  expect(completeRunConfig(fromLink(toLink(full, BASE)).input, ROLES)).toEqual(full);
});

test('who lays nothing on a configuration leaves it, and a version that is stated stays', () => {
  expect(overlay(BASE, { model: { k: undefined }, seed: undefined })).toEqual(BASE);
  expect(overlay({}, { version: 1 })).toEqual({ version: 1 });
});

test('what is left out is copied, so that who changes a configuration changes no default', () => {
  completeRunConfig({}, ROLES).model.layers.push(7);
  expect(completeRunConfig({}, ROLES).model.layers).toEqual([64, 32]);
});
