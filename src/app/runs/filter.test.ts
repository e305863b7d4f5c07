import { expect, test } from 'vitest';
import { dataOf, runsShown, runsWith } from './filter';
import { listedRun } from './listed-run.test-helper';
import { namesOf } from './names';

const RUNS = [
  listedRun('a', { model: { k: 30 } }, { star: true, note: 'The GOOD one' }),
  listedRun('b', { model: { k: 6 }, seed: 30 }),
  listedRun('c', { data: { source: { file: 'shop.csv' } } }, { dataName: 'shop.csv', dataHash: 'shop', star: true }),
];
const found = (text: string) => runsWith(RUNS, text, namesOf(RUNS)).map(({ id }) => id);

test('a text is looked for in name, seed, data and note, word by word, whatever its case', () => {
  expect([found(''), found('  '), found('hamur'), found('k 30'), found('good'), found('SHOP'), found('conflicting k'), found('nothing')]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b'],
    ['a'],
    ['c'],
    ['a', 'b'],
    [],
  ]);
  // A text is no pattern.
  expect(found('.*')).toEqual([]);
});

test('by data, and starred ones', () => {
  const ids = (data: string, starred: boolean) => runsShown(RUNS, { data, starred }).map(({ id }) => id);
  expect([ids('', false), ids('', true), ids('shop', false), ids('demo-conflict', true)]).toEqual([['a', 'b', 'c'], ['a', 'c'], ['c'], ['a']]);
});

test('data of one name are told apart by their hash', () => {
  const twice = [...RUNS, listedRun('d', {}, { dataHash: 'demo-conflict-2000-1' })];
  expect(dataOf(twice)).toEqual([
    { hash: 'demo-conflict-2000-1', title: 'Conflicting domains (demo-conflict-2000-1)' },
    { hash: 'demo-conflict', title: 'Conflicting domains (demo-conflict)' },
    { hash: 'shop', title: 'shop.csv' },
  ]);
});
