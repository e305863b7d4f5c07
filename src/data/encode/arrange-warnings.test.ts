import { expect, test } from 'vitest';
import { arrangeWarnings } from './arrange-warnings';

test('what weighs most comes first; what is said of many is said once', () => {
  const of = (where: string, message = 'x') => ({ where, message });
  const columns = Array.from({ length: 7 }, (_, i) => of(`column "a, ${i}"`, 'one value'));
  const parts = ['train', 'val', 'test', 'more'].map((part) => of(`domain "b", ${part}`, 'no row'));
  const said = arrangeWarnings([
    of('rows.csv, line 3'),
    ...columns,
    of('column "c"'),
    ...parts,
    of('split, val'),
    of('data.label.positive'),
    { message: 'about all of the file' },
    of('data.domain'),
    of('split.column'),
  ]);
  expect(said.map(({ where }) => where)).toEqual([
    undefined,
    'data.domain',
    'data.label.positive',
    'split, val',
    'split.column',
    '4 parts of domains ("b", train; "b", val; "b", test; "b", more)',
    'rows.csv, line 3',
    '7 columns ("a, 0", "a, 1", "a, 2", "a, 3", "a, 4" and 2 more)',
    'column "c"',
  ]);
  const three = columns.slice(0, 3);
  expect(arrangeWarnings(three)).toEqual(three);
});
