import { expect, test } from 'vitest';
import { readForm, type SweepTyped } from './read-form';

const typed = (change: Partial<SweepTyped> = {}): SweepTyped => ({
  vary: [{ path: 'model.k', text: '10, 35' }],
  how: 'grid',
  runs: '24',
  seeds: '2',
  ...change,
});
const names = (change: Partial<SweepTyped>, base = {}) => readForm(typed(change), base).sweep?.contestants.map(({ name }) => name);

test('values, lists of values, words and ranges', () => {
  expect(names({})).toEqual(['k 10', 'k 35']);
  expect(names({ vary: [{ path: 'model.layers', text: '64, 32; 128' }] })).toEqual(['layers 64-32', 'layers 128']);
  expect(names({ vary: [{ path: 'model.adapters', text: 'none; 1, 2' }] })).toEqual(['adapters none', 'adapters 1-2']);
  expect(names({ vary: [{ path: 'model.backbone', text: 'dcn, mlp' }] })).toEqual(['backbone dcn', 'backbone mlp']);
  expect(names({ vary: [{ path: 'train.learningRate', text: '0.0001 .. 0.01' }] })).toHaveLength(5);
  const { sweep } = readForm(typed({ vary: [{ path: 'train.learningRate', text: '0.0001..0.01' }], how: 'random', runs: '7' }), { seed: 4 });
  expect(sweep?.contestants).toHaveLength(7);
  expect(sweep?.seeds).toEqual([4, 5]);
});

test.each<[string, Partial<SweepTyped>, object]>([
  ['a wrong value', { vary: [{ path: 'model.k', text: '10, x' }] }, { vary: ['must be a whole number from 1 to 256'] }],
  ['nothing typed', { vary: [{ path: 'model.k', text: ' ' }] }, { vary: ['must name 1 to 50 values'] }],
  ['no end', { vary: [{ path: 'model.k', text: '3 ..' }], how: 'random' }, { vary: [expect.stringContaining('must be a number')] }],
  ['no seeds', { seeds: 'a' }, { seeds: 'must be one or more' }],
  ['too many seeds', { seeds: '41' }, { seeds: 'must be at most 40' }],
  ['too many', { vary: [{ path: 'model.k', text: '1 .. 99' }], how: 'random', runs: '900' }, { runs: 'must be at most 200' }],
  ['nothing varied', { vary: [] }, { whole: ['must name at least one setting'] }],
  ['a contradiction', { vary: [{ path: 'model.adapters', text: '1; 9' }] }, { whole: [expect.stringContaining('there is no layer 9')] }],
])('%s is said where it stands', (_, change, wanted) => {
  const { sweep, problems } = readForm(typed(change), {});
  expect(sweep).toBeUndefined();
  expect(problems).toMatchObject(wanted);
});
