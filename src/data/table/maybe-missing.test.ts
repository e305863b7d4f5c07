import { expect, test } from 'vitest';
import type { ColumnProfile } from '../../protocol/columns';
import { tableOf } from '../test-helpers';
import { missingBy } from './missing';
import { profileColumns } from './profile';

const wordsOf = (texts: readonly (string | number)[]) => {
  const [profile] = profileColumns(tableOf({ c: texts.map(String) }));
  return (profile as ColumnProfile).maybeMissing;
};
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

test('a number far from all others, and a known word, may mean that there is no value', () => {
  expect(wordsOf([...upTo(21, -10), 99, 99, 99])).toEqual([{ word: '99', rows: 3 }]);
  expect(wordsOf([...upTo(30), -1, -1])).toEqual([{ word: '-1', rows: 2 }]);
  expect(wordsOf([...upTo(30, 1), -999, 999])).toEqual([
    { word: '-999', rows: 1 },
    { word: '999', rows: 1 },
  ]);
  expect(wordsOf(['Private', '?', 'State', ' ? ', 'Unknown', 'State', '.'])).toEqual([
    { word: '?', rows: 2 },
    { word: 'Unknown', rows: 1 },
    { word: '.', rows: 1 },
  ]);
});

test('what may be a value like any other is not asked about', () => {
  // Ratings, answers, a label, ages, differences around 0.
  for (const texts of [upTo(9, 1), [-1, 0, 1], [-1, 1, -1], upTo(85, 15), upTo(200, -100), ['a', 'b', 'none of these'], ['?', '?']])
    expect(wordsOf(texts)).toBeUndefined();
  // One in a thousand is no habit.
  expect(wordsOf([...upTo(400).flatMap((i) => [i % 20, i % 20]), 999])).toBeUndefined();
});

test('a word that was said to mean it is missing, and no longer asked about', () => {
  const texts = [...upTo(21, -10), 99, 99].map(String);
  const [profile] = profileColumns(tableOf({ c: texts }), missingBy(['99']));
  expect(profile).toMatchObject({ type: 'integer', missing: 2, missingAs: [{ word: '99', rows: 2 }], max: 10 });
  expect(profile?.maybeMissing).toBeUndefined();
});
