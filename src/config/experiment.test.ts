import { expect, test } from 'vitest';
import { parseExperiment } from './experiment';

const names = (json: unknown) => parseExperiment(json).contestants.map(({ name }) => name);

test('where nothing is said: HAMUR, its backbone alone, pooled and separate, six seeds, compared with the backbone', () => {
  const { contestants, seeds, reference } = parseExperiment({});
  expect(contestants).toEqual([
    { name: 'DCN + HAMUR', config: { train: { baseline: false } } },
    { name: 'DCN', config: { model: { adapters: [] }, train: { baseline: false } } },
    { name: 'DCN, pooled', config: { model: { adapters: [], sharing: 'pooled' }, train: { baseline: false } } },
    { name: 'DCN, separate', config: { model: { adapters: [], sharing: 'separate' }, train: { baseline: false } } },
  ]);
  expect(seeds).toEqual([1, 2, 3, 4, 5, 6]);
  expect(reference).toBe('DCN');
  expect(names({ base: { model: { backbone: 'mmoe' } } })).toEqual(['MMoE + HAMUR', 'MMoE', 'MMoE, pooled', 'MMoE, separate']);
  expect(parseExperiment({ base: { seed: 40 } }).seeds).toEqual([40, 41, 42, 43, 44, 45]);
});

test('no contestant stands there twice: of a base without adapters, of a baseline, of one domain', () => {
  expect(names({ base: { model: { adapters: [] } } })).toEqual(['DCN', 'DCN, pooled', 'DCN, separate']);
  expect(names({ base: { model: { sharing: 'separate' } } })).toEqual(['DCN, separate', 'DCN', 'DCN, pooled']);
  expect(parseExperiment({ base: { model: { sharing: 'separate' } } }).reference).toBe('DCN');
  expect(names({ base: { model: { sharing: 'pooled' } } })).toEqual(['DCN + HAMUR, pooled', 'DCN', 'DCN, pooled', 'DCN, separate']);
  expect(names({ base: { data: { domain: { rows: 'all' } } } })).toEqual(['DCN + HAMUR', 'DCN']);
});

test('a contestant is laid on the base; seeds stand once, in order', () => {
  const { contestants, seeds } = parseExperiment({
    base: { model: { backbone: 'mlp', k: 10 }, train: { epochs: 3, baseline: true } },
    contestants: [{ name: 'a' }, { name: ' b ', config: { model: { k: 35 } } }],
    seeds: [5, 2, 5],
    reference: 'a',
  });
  expect(contestants.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(contestants[1]?.config).toEqual({ model: { backbone: 'mlp', k: 35 }, train: { epochs: 3, baseline: false } });
  expect(seeds).toEqual([2, 5]);
});

const TWO = [{ name: 'a' }, { name: 'b' }];
test.each([
  ['no object', 7, /configuration/],
  ['another word', { seed: [1] }, /seed/],
  ['a setting that there is not', { base: { model: { l: 2 } } }, /l/],
  ['one contestant', { contestants: [{ name: 'a' }] }, /contestants must be two or more/],
  ['one name twice', { contestants: [{ name: 'a' }, { name: 'a ' }] }, /contestants\[1\]\.name "a" stands there twice/],
  ['a reference that is none', { contestants: TWO, reference: 'c' }, /reference there is no contestant "c"/],
  ['other rows', { contestants: [{ name: 'a' }, { name: 'b', config: { split: { ratios: [0.7, 0.2, 0.1] } } }] }, /split "b" changes which rows there are/],
  ['another label', { contestants: [{ name: 'a' }, { name: 'b', config: { data: { label: { column: 'x' } } } }] }, /data\.label "b" changes which rows/],
  ['a seed of its own', { contestants: [{ name: 'a' }, { name: 'b', config: { seed: 3 } }] }, /seed "b" names a seed of its own/],
  ['no seeds', { seeds: [] }, /seeds must be one or more/],
  ['more seeds than can be flipped', { seeds: Array.from({ length: 41 }, (_, i) => i) }, /seeds must be at most 40/],
  ['a seed that is none', { seeds: [1.5] }, /seeds\[0\] must be whole/],
  ['nothing that could be left out', { base: { model: { adapters: [] }, data: { domain: { rows: 'all' } } } }, /contestants must be named/],
])('%s is refused', (_, json, message) => {
  expect(() => parseExperiment(json)).toThrow(message);
});
