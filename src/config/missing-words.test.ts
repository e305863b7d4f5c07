import { expect, test } from 'vitest';
import { USUAL_MISSING_WORDS, withMissingWord } from './missing-words';

test('a word more or less than the usual ones; those again are nothing stated', () => {
  const more = withMissingWord(undefined, '?', true);
  expect(more).toEqual([...USUAL_MISSING_WORDS, '?']);
  expect(withMissingWord(more, '?', true)).toEqual(more);
  expect(withMissingWord(more, '?', false)).toBeUndefined();
  const less = withMissingWord(undefined, 'None', false);
  expect(less).toHaveLength(USUAL_MISSING_WORDS.length - 1);
  expect(withMissingWord(less, 'None', true)).toBeUndefined();
  expect(withMissingWord(['NA'], '99', true)).toEqual(['NA', '99']);
});
