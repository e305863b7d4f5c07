import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOf, namesOf, randomOf } from './drawn';
import { isSweep, MOST_CONFIGURATIONS, parseSweep } from './sweep';
import { parseVary, type Vary, within } from './vary';

const RATE = { from: 0.0001, to: 0.01 };
const names = (sweep: unknown, base = {}) => parseSweep({ base, sweep }).contestants.map(({ name }) => name);

test('a grid: all combinations, laid on the base, named by what differs', () => {
  const { contestants, seeds, reference, sweep } = parseSweep({
    base: { model: { backbone: 'mlp', k: 3 }, train: { epochs: 7, baseline: true } },
    sweep: { vary: { 'model.k': [10, 35], 'train.learningRate': { ...RATE, steps: 3 } } },
  });
  expect(contestants.map(({ name }) => name)).toEqual([
    ...['k 10, learningRate 0.0001', 'k 10, learningRate 0.001', 'k 10, learningRate 0.01'],
    ...['k 35, learningRate 0.0001', 'k 35, learningRate 0.001', 'k 35, learningRate 0.01'],
  ]);
  expect(contestants[4]?.config).toEqual({ model: { backbone: 'mlp', k: 35 }, train: { epochs: 7, baseline: false, learningRate: 0.001 } });
  expect([seeds, reference]).toEqual([[1], 'k 10, learningRate 0.0001']);
  expect(sweep).toMatchObject({ how: 'grid', rungs: [7] });
});

test('widths, words and numbers are named in few characters; the study of k is there', () => {
  expect(names({ vary: { 'model.layers': [[64], [128, 64]], 'model.backbone': ['dcn', 'mlp'] } })).toEqual([
    ...['layers 64, backbone dcn', 'layers 64, backbone mlp', 'layers 128-64, backbone dcn', 'layers 128-64, backbone mlp'],
  ]);
  expect(names({ preset: 'k' })).toEqual([5, 15, 25, 35, 45, 55, 65].map((k) => `k ${k}`));
  // Too long for a name, and numbered.
  const long = Array(16).fill(8192);
  expect(names({ vary: { 'model.layers': [long, [64]], 'model.adapters': [[], [1]] } })).toEqual([
    ...['configuration 1', 'configuration 2', 'layers 64, adapters none', 'layers 64, adapters 1'],
  ]);
});

test('drawn at random: as many as asked, the same for one seed, and more later without changing the first', () => {
  const vary = { 'model.k': { from: 5, to: 60 }, 'train.learningRate': RATE };
  const few = names({ vary, runs: 10 });
  expect(few).toHaveLength(10);
  expect(new Set(few).size).toBe(10);
  expect(names({ vary, runs: 30 }).slice(0, 10)).toEqual(few);
  expect(names({ vary, runs: 10, seed: 2 })).not.toEqual(few);
  expect(names({ vary })).toHaveLength(24);
  // No more than there are.
  expect(names({ vary: { 'model.k': [1, 2, 3] }, how: 'random', runs: 20 }).toSorted()).toEqual(['k 1', 'k 2', 'k 3']);
});

test('a range is drawn evenly on its scale, within its ends, and whole where the setting is', () => {
  const [k, rate, dropout] = parseVary(
    { 'model.k': { from: 5, to: 60 }, 'train.learningRate': RATE, 'model.dropout': { from: 0, to: 0.5 } },
    'vary',
    [],
  ) as Vary[];
  expect([k, rate, dropout].map((each) => each && 'scale' in each && each.scale)).toEqual(['log', 'log', 'linear']);
  const drawn = randomOf([k, rate, dropout] as Vary[], 400, 3);
  const valuesOf = (at: number) => drawn.map((each) => each[at]?.[1] as number);
  expect(valuesOf(0).every((value) => Number.isInteger(value) && value >= 5 && value <= 60)).toBe(true);
  expect(valuesOf(1).every((value) => value >= 0.0001 && value <= 0.01)).toBe(true);
  // Half of them below the middle: the geometric one, or the arithmetic one. Four standard errors of 400.
  for (const [at, middle] of [
    [1, 0.001],
    [2, 0.25],
  ] as const) {
    const below = valuesOf(at).filter((value) => value < middle).length;
    expect(Math.abs(below - 200)).toBeLessThan(40);
  }
});

test('whatever the range, its numbers stay within it and have three digits', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 9, noNaN: true }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (from, more, share) => {
        for (const scale of ['log', 'linear'] as const) {
          const value = within({ path: 'train.weightDecay', from, to: from + more, scale }, share);
          expect(value).toBeGreaterThanOrEqual(from);
          expect(value).toBeLessThanOrEqual(from + more);
        }
      },
    ),
  );
});

test('halving: rungs up to the most epochs, as many as thin the configurations down to one', () => {
  const rungs = (epochs: number, runs: number, keep = {}) =>
    parseSweep({ base: { train: { epochs } }, sweep: { vary: { 'train.learningRate': RATE }, how: 'halving', runs, ...keep } }).sweep.rungs;
  expect(rungs(27, 27)).toEqual([1, 3, 9, 27]);
  expect(rungs(40, 9)).toEqual([4, 13, 40]);
  expect(rungs(40, 8)).toEqual([13, 40]);
  expect(rungs(40, 2)).toEqual([40]);
  expect(rungs(2, 81)).toEqual([2]);
  expect(rungs(8, 8, { keep: 2 })).toEqual([1, 2, 4, 8]);
});

test('a sweep is told from an experiment', () => {
  expect([isSweep({ sweep: {} }), isSweep({ contestants: [] }), isSweep(null), isSweep([])]).toEqual([true, false, false, false]);
});

const VARY = { 'model.k': [1, 2] };
test.each<[string, unknown, RegExp]>([
  ['nothing varied', { sweep: {} }, /sweep\.vary must be an object/],
  ['an empty object', { sweep: { vary: {} } }, /sweep\.vary must name at least one/],
  ['no setting', { sweep: { vary: { 'model.q': [1] } } }, /sweep\.vary\.model\.q is not a setting/],
  ['a name of every object', { sweep: { vary: JSON.parse('{"__proto__": [1]}') } }, /sweep\.vary\.__proto__ is not a setting/],
  ['a wrong value', { sweep: { vary: { 'model.k': [3, 0.5] } } }, /sweep\.vary\.model\.k\[1\] must be a whole number from 1 to 256/],
  ['a value twice', { sweep: { vary: { 'model.k': [3, 3] } } }, /sweep\.vary\.model\.k\[1\] stands there twice/],
  ['no values', { sweep: { vary: { 'model.k': [] } } }, /must name 1 to 50 values/],
  ['a range of words', { sweep: { vary: { 'model.backbone': { from: 1, to: 2 } } } }, /sweep\.vary\.model\.backbone\.from must be one of/],
  ['a range without an end', { sweep: { vary: { 'model.k': { from: 1 } } } }, /sweep\.vary\.model\.k\.to/],
  ['a range that falls', { sweep: { vary: { 'model.k': { from: 5, to: 5 } } } }, /sweep\.vary\.model\.k\.to must be above "from"/],
  ['a logarithm of 0', { sweep: { vary: { 'train.clip': { from: 0, to: 5, scale: 'log' } } } }, /train\.clip\.from must be above 0/],
  ['an end that is too far', { sweep: { vary: { 'model.k': { from: 1, to: 1000 } } } }, /sweep\.vary\.model\.k\.to must be a whole number/],
  ['a grid of a range', { sweep: { how: 'grid', vary: { 'model.k': { from: 1, to: 9 } } } }, /sweep\.vary\.model\.k\.steps is missing/],
  ['a grid of so many', { sweep: { how: 'grid', runs: 3, vary: VARY } }, /sweep\.runs a grid has all/],
  [
    'too large a grid',
    { sweep: { vary: { 'model.k': Array.from({ length: 50 }, (_, i) => i + 1), 'model.bottleneck': [1, 2, 3, 4, 5] } } },
    /250 combinations are more than 200/,
  ],
  ['too many runs', { sweep: { how: 'random', runs: 201, vary: VARY } }, /sweep\.runs must be at most 200/],
  [
    'too many with their seeds',
    { sweep: { runs: 200, vary: { 'train.learningRate': RATE } }, seeds: Array.from({ length: 11 }, (_, i) => i) },
    /more than 2000 runs/,
  ],
  ['one configuration', { sweep: { vary: { 'model.k': [3] } } }, /sweep\.vary gives one configuration only/],
  ['other rows', { sweep: { vary: { split: [{ ratios: [0.8, 0.1, 0.1] }] } } }, /sweep\.vary\.split changes which rows/],
  ['the seed', { sweep: { vary: { seed: [1, 2] } } }, /sweep\.vary\.seed stands in seeds/],
  ['the epochs of a halving', { sweep: { how: 'halving', vary: { 'train.epochs': [1, 2] } } }, /sweep\.vary\.train\.epochs cannot be varied/],
  [
    'settings that contradict each other',
    { sweep: { vary: { 'model.layers': [[64], [64, 32]], 'model.adapters': [[2]] } } },
    /there is no layer 2.*in "layers 64, adapters 2"/,
  ],
  [
    'a warm-up longer than a rung',
    { base: { train: { warmUp: 2 } }, sweep: { how: 'halving', runs: 27, vary: { 'model.k': { from: 1, to: 99 } } } },
    /would still be rising after 1 epochs/,
  ],
  ['contestants besides', { sweep: { vary: VARY }, contestants: [] }, /contestants is not a setting/],
  ['a wrong base', { sweep: { vary: VARY }, base: { model: { k: -1 } } }, /model\.k must be/],
  ['wrong seeds', { sweep: { vary: VARY }, seeds: [-1] }, /seeds\[0\] must be 0 or more/],
  ['an unknown way', { sweep: { vary: VARY, how: 'best' } }, /sweep\.how must be one of grid, random, halving/],
])('%s is refused', (_, json, message) => {
  expect(() => parseSweep(json)).toThrow(message);
});

test('what is drawn is what a run may have: no draw is refused later', () => {
  const vary = parseVary(
    { 'model.k': { from: 1, to: 3 }, 'model.embedding': { from: 1, to: 256 }, 'train.positiveWeight': { from: 0.001, to: 1000 } },
    'vary',
    [],
  );
  expect(() => parseSweep({ sweep: { vary: Object.fromEntries(vary.map((each) => [each.path, each])), runs: 10 } })).toThrow(/path/);
  const drawn = randomOf(vary, MOST_CONFIGURATIONS, 7);
  expect(() =>
    parseSweep({
      sweep: { vary: Object.fromEntries(vary.map(({ path }, at) => [path, [...new Set(drawn.map((each) => each[at]?.[1]))].slice(0, 50)])), how: 'random' },
    }),
  ).not.toThrow();
  expect(gridOf([])).toEqual([[]]);
  expect(namesOf([])).toEqual([]);
});
