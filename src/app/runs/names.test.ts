import { expect, test } from 'vitest';
import { listedRun } from './listed-run.test-helper';
import { dataTitle, fullNames, namesOf } from './names';

const run = (id: string, model: object = {}, more: object = {}) => listedRun(id, { model, ...more });
const names = (...runs: ReturnType<typeof run>[]) => [...namesOf(runs).values()];

test('a name is the model, and what differs among the runs shown', () => {
  expect(names(run('a'))).toEqual(['DCN + HAMUR']);
  expect(names(run('a', { k: 30 }), run('b', { k: 6 }), run('c', { k: 6, adapters: [] }))).toEqual(['DCN + HAMUR, k 30', 'DCN + HAMUR, k 6', 'DCN, k 6']);
  expect(names(run('a', { layers: [16, 8] }), run('b', {}, { train: { learningRate: 0.01 } }))).toEqual([
    'DCN + HAMUR, layers 16, 8, learning rate 0.002',
    'DCN + HAMUR, layers 64, 32, learning rate 0.01',
  ]);
});

test('the seed, the engine and what only follows another setting are left out', () => {
  expect(names(run('a', {}, { seed: 1 }), run('b', {}, { seed: 2, engine: 'cpu' }))).toEqual(['DCN + HAMUR', 'DCN + HAMUR']);
  // Dropout, start and decay follow the mode.
  expect(names(run('a', { fidelity: 'reference' }), run('b'))).toEqual([
    expect.stringMatching(/^DCN \+ HAMUR, [^,]*$/),
    expect.stringMatching(/^DCN \+ HAMUR, [^,]*$/),
  ]);
  // But one that was stated otherwise is named.
  expect(names(run('a', { fidelity: 'reference', dropout: 0.5 }), run('b')).join()).toContain('dropout 0.5');
});

test('where adapters stand is said where that differs, and not that there are none', () => {
  expect(names(run('a', { adapters: [1] }), run('b', { adapters: [1, 2] }), run('c', { adapters: [] }))).toEqual([
    'DCN + HAMUR, adapters 1',
    'DCN + HAMUR, adapters 1, 2',
    'DCN',
  ]);
});

test('what the domains share is in the model’s title, and said once', () => {
  const shared = [run('a', {}), run('b', { adapters: [], sharing: 'pooled' }), run('c', { adapters: [], sharing: 'separate' })];
  expect(names(...shared)).toEqual(['DCN + HAMUR', 'DCN, pooled', 'DCN, separate']);
});

test('how data are read counts among runs of the same data only', () => {
  const other = listedRun('b', { data: { source: { file: 'x.csv' }, label: { column: 'bought' } } }, { dataName: 'x.csv', dataHash: 'x' });
  expect(names(run('a'), other)).toEqual(['DCN + HAMUR', 'DCN + HAMUR']);
  const same = listedRun('c', { data: { label: { column: 'bought' } } });
  expect(names(run('a'), same)).toEqual([expect.stringContaining('click'), expect.stringContaining('bought')]);
});

test('what differs from runs that do not count is not named', () => {
  const own = [run('a', { k: 3, layers: [8] }), run('b', { k: 5, layers: [8] })];
  expect([...namesOf([...own, run('c')], own).values()]).toEqual(['DCN + HAMUR, k 3', 'DCN + HAMUR, k 5', 'DCN + HAMUR, k 16']);
});

test('many differences are cut and counted', () => {
  const all = { k: 3, bottleneck: 5, embedding: 7, cross: 1, hyper: [8], layers: [9] };
  expect(names(run('a'), run('b', all))[1]).toMatch(/, 2 more$/);
});

test('runs that are compared have names of their own: with data and seeds where these differ', () => {
  const all = [run('a', {}, { seed: 1 }), run('b', {}, { seed: 2 }), run('c', {}, { seed: 2 })];
  expect([...fullNames(all).values()]).toEqual(['DCN + HAMUR, seed 1', 'DCN + HAMUR, seed 2', 'DCN + HAMUR, seed 2 (2)']);
  const other = listedRun('d', { data: { source: { file: 'x.csv' } }, seed: 1 }, { dataName: 'x.csv', dataHash: 'x' });
  expect([...fullNames([all[0] as (typeof all)[0], other]).values()]).toEqual(['Conflicting domains, DCN + HAMUR', 'x.csv, DCN + HAMUR']);
});

test('a file that is called as a demo set keeps its name', () => {
  expect(dataTitle(listedRun('a', { data: { source: { file: 'conflict' } } }))).toBe('conflict');
});
