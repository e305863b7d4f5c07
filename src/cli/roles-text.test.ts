import { expect, test } from 'vitest';
import type { SplitConfig } from '../config/run-config';
import { rolesText } from './roles-text';

const column = (name: string) => ({ name });
const COLUMNS = [column('clk'), column('who'), column('age'), column('user'), column('part'), column('title'), column('genres'), column('w')];

test('every column is named once, with its reason where one is known', () => {
  const lines = rolesText(
    COLUMNS,
    {
      label: { column: 'clk' },
      domain: { column: 'age', groups: ['< 25', { name: 'older', values: '>= 25' }] },
      sparse: ['user', { name: 'cate', column: 'genres' }],
      dense: ['age'],
      group: 'who',
    },
    { split: { column: 'part' }, weight: 'w' },
    [
      { column: 'clk', why: '2 values, one says no' },
      { column: 'w', why: 'its name says so' },
      { column: 'title', why: 'a text that hardly repeats' },
    ],
  );
  expect(lines).toEqual([
    'Label: clk (2 values, one says no)',
    'Domain: age, in groups < 25 | older (>= 25)',
    'Sparse: user, cate of genres',
    'Dense: age',
    'Users: who',
    'Split: by the column part',
    'Row weights: w (its name says so)',
    'Left out: title (a text that hardly repeats)',
  ]);
});

test('a name that could be taken for several stands in quotation marks', () => {
  const lines = rolesText(
    [column('a, b'), column('say "no"'), column(' '), column('left, out'), column('y')],
    { label: { column: 'y' }, domain: { rows: 'all' }, sparse: ['a, b', 'plain name', { name: 'x,y', column: 'say "no"' }], dense: [' ', 'm.n'] },
    { split: { ratios: [0.8, 0.1, 0.1] } },
    [{ column: 'left, out', why: 'a text, that hardly repeats' }],
  );
  expect(lines).toContain('Sparse: "a, b", plain name, "x,y" of "say \\"no\\""');
  expect(lines).toContain('Dense: " ", m.n');
  expect(lines).toContain('Left out: "left, out" (a text, that hardly repeats)');
});

test('what there is none of is said', () => {
  const lines = rolesText(
    [column('a'), column('t')],
    { label: { column: '' }, domain: { rows: 'all' }, sparse: [], dense: [] },
    { split: { timeColumn: 't', ratios: [0.7, 0.2, 0.1] } },
  );
  expect(lines).toEqual([
    'Label: none was found; name it with --set data.label.column=NAME',
    'Domain: all rows',
    'Sparse: none',
    'Dense: none',
    'Split: by time, t 70 % / 20 % / 10 %',
    'Left out: a',
  ]);
});

test('of very many columns some are named', () => {
  const sparse = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const [, , line] = rolesText(
    sparse.map((name) => column(name)),
    { label: { column: 'y', positive: '> 3' }, domain: { columns: ['a', 'b'] }, sparse, dense: [] },
    { split: { ratios: [0.8, 0.1, 0.1] } },
  );
  expect(line).toMatch(/^Sparse: c0, .*, c39 and 160 more$/);
});

test.each<[SplitConfig, string]>([
  [{ ratios: [0.8, 0.1, 0.1] }, 'at random 80 % / 10 % / 10 %'],
  [{ ratios: [0.8, 0.1, 0.1], stratify: true }, 'at random, alike in each domain and class, 80 % / 10 % / 10 %'],
  [{ userRatios: [0.5, 0.25, 0.25] }, 'by user 50 % / 25 % / 25 %'],
  [{ lastOfUser: 't' }, 'the last rows of each user by t'],
  [{ rowsFile: 'split.json' }, 'by the row numbers in split.json'],
])('the split %j', (split, said) => {
  const roles = { label: { column: 'y', positive: '> 3' }, domain: { rows: 'all' as const }, sparse: [], dense: [] };
  const lines = rolesText([column('t')], roles, { split });
  expect(lines).toContain(`Split: ${said}`);
  expect(lines).toContain('Label: y, positive: > 3');
  // A column that splits is not left out.
  expect(lines).toContain(`Left out: ${'lastOfUser' in split ? 'none' : 't'}`);
});
