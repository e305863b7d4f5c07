import { expect, test } from 'vitest';
import type { Combined } from '../../protocol/files';
import { columnsOfRows, draftOf, sameDraft, sizeText, sourcesOf, withChange } from './file-draft';

const file = (source: Combined['files'][number]['source'], ...columns: string[]) => ({ source, rows: 3, columns });
const COMBINED: Combined = {
  said: '',
  files: [file({ name: 'log.csv', hash: 'h' }, 'user', 'click'), file({ name: 'users.csv', hash: 'i', key: 'id', of: 'user' }, 'id', 'age')],
  leftOut: [file({ name: 'more.csv' }, 'colour', 'user')],
  joins: [],
  reasons: [],
};

const ROWS: Combined = {
  ...COMBINED,
  files: [file({ name: 'a.csv', domain: 'a' }, 'x'), file({ name: 'b.csv', domain: 'b' }, 'x')],
  leftOut: [file({ name: 'c.csv' }, 'x')],
};

test('what holds now is the draft to begin with, and says the same again', () => {
  const draft = draftOf(COMBINED);
  expect(draft.map(({ name, gives }) => [name, gives])).toEqual([
    ['log.csv', 'rows'],
    ['users.csv', 'columns'],
    ['more.csv', 'nothing'],
  ]);
  expect(sourcesOf(draft)).toEqual([{ name: 'log.csv' }, { name: 'users.csv', key: 'id', of: 'user' }]);
  expect(sameDraft(draft, draftOf(COMBINED))).toBe(true);
});

test('a file that is to be joined begins with a key that the rows have', () => {
  const draft = withChange(draftOf(COMBINED), COMBINED, 'more.csv', { gives: 'columns' });
  expect(sourcesOf(draft)?.at(-1)).toEqual({ name: 'more.csv', key: 'user' });
  const other = withChange(draft, COMBINED, 'more.csv', { of: 'click' });
  expect(sourcesOf(other)?.at(-1)).toEqual({ name: 'more.csv', key: 'user', of: 'click' });
  expect(sameDraft(draft, other)).toBe(false);
  expect(columnsOfRows(COMBINED, draft, 'users.csv')).toEqual(['user', 'click', 'colour']);
});

test('one more file of rows is a domain of its name, unless the files are parts', () => {
  const draft = withChange(draftOf(ROWS), ROWS, 'c.csv', { gives: 'rows' });
  expect(sourcesOf(draft)?.[2]).toEqual({ name: 'c.csv', domain: 'c.csv' });
  const parts = withChange(draftOf(ROWS), ROWS, 'a.csv', { part: 'train', domain: '' });
  expect(sourcesOf(withChange(parts, ROWS, 'c.csv', { gives: 'rows' }))).toEqual([
    { name: 'a.csv', part: 'train' },
    { name: 'b.csv', domain: 'b' },
    { name: 'c.csv' },
  ]);
});

test('rows of which nothing is said keep their names; without rows there is no table', () => {
  let draft = draftOf(ROWS);
  for (const name of ['a.csv', 'b.csv']) draft = withChange(draft, ROWS, name, { domain: '' });
  expect(sourcesOf(draft)).toEqual([
    { name: 'a.csv', domain: 'a.csv' },
    { name: 'b.csv', domain: 'b.csv' },
  ]);
  for (const name of ['a.csv', 'b.csv']) draft = withChange(draft, ROWS, name, { gives: 'nothing' });
  expect(sourcesOf(draft)).toBeUndefined();
});

test.each([
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [24_594_131, '25 MB'],
  [5_200_000_000, '5.2 GB'],
])('%i is %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
