import { expect, test } from 'vitest';
import { names } from './texts';

test('names are typed with commas between them; blanks around them are none of theirs, and in a link they are', () => {
  const kind = names('the name of a field', 'names of fields');
  expect(kind.fromText('user_id, item_id,')).toEqual(['user_id', 'item_id']);
  expect(kind.fromText(' ')).toEqual([]);
  expect(kind.fromText(kind.toText(['a,b', 'c:d']))).toEqual(['a,b', 'c:d']);
  const { write, read } = kind.link('idFields');
  const [[, text]] = write(['a, b', ' c']) as [[string, string]];
  expect(read(() => text)).toEqual({ value: ['a, b', ' c'], ignored: [] });
});
