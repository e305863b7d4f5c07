import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMNS, encoded } from './clicks.test-helper';
import { valuesInCell } from './list-cells';

test.each<[cell: string, separator: string, values: string[]]>([
  ['[1, 2]', ',', ['1', '2']],
  ["['a', 'b, c', \"it's\"]", ',', ['a', 'b, c', "it's"]],
  ['["Rock \\"n\\" roll", "Blues"]', ',', ['Rock "n" roll', 'Blues']],
  ['[]', ',', []],
  ['[7]', ',', ['7']],
  ['(1 2  3)', ' ', ['1', '2', '3']],
  ['{a;b}', ';', ['a', 'b']],
  // No list in brackets.
  ['(a), (b)', ',', ['(a)', '(b)']],
  ['1|2', '|', ['1', '2']],
  ["rock'n|'roll'", '|', ["rock'n", "'roll'"]],
  ['a||b', '|', ['a', '', 'b']],
  ['[open', ',', ['[open']],
  [']', ',', [']']],
  ['', ',', ['']],
])('%s', (cell, separator, values) => {
  expect(valuesInCell(cell, separator)).toEqual(values);
});

test('what Python and JSON write is read again', () => {
  const word = fc
    .string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'é', ',', '[', ']', '(', ' ', "'", '"') })
    .filter((text) => text.trim() === text);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      expect(valuesInCell(` ${JSON.stringify(words)} `, ',')).toEqual(words);
    }),
  );
});

test('a field takes the values out of their brackets', () => {
  const tags = COLUMNS.item.map((_, i) => ['[1, 2]', '[2]', "['3', None]", '[]'][i % 4] as string);
  const data = encoded({ ...COLUMNS, tags }, { data: { sparse: [{ column: 'tags', separator: ',', take: 'mean' }], fitOn: 'all' } });
  expect(data.sparse[0]).toMatchObject({ vocabulary: ['', '1', '2', '3'], slots: 2 });
});
