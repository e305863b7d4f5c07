import { expect, test } from 'vitest';
import type { ColumnProfile } from '../../../protocol/columns';
import { suspects } from './suspects';

const column = (name: string, ...maybeMissing: [word: string, rows: number][]) =>
  ({ name, maybeMissing: maybeMissing.map(([word, rows]) => ({ word, rows })) }) as ColumnProfile;

test('words are gathered over columns, those of the most rows first, and say where they stand', () => {
  expect(suspects([column('a', ['?', 1]), column('b', ['99', 1200], ['-1', 2]), column('c', ['?', 3]), { name: 'd' } as ColumnProfile])).toEqual([
    { word: '99', said: 'It stands in 1,200 cells of “b”.' },
    { word: '?', said: 'It stands in 4 cells of “a” and “c”.' },
    { word: '-1', said: 'It stands in 2 cells of “b”.' },
  ]);
  const many = Array.from({ length: 100 }, (_, i) => column(`joke ${i + 1}`, ['99', 5]));
  expect(suspects(many)).toEqual([{ word: '99', said: 'It stands in 500 cells of “joke 1”, “joke 2”, “joke 3” and 97 more columns.' }]);
  expect(suspects([column('a', ['9', 1], ['99', 2], ['?', 3], ['-', 4])]).map(({ word }) => word)).toEqual(['-', '?', '99']);
});
