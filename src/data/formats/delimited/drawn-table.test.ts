import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf } from '../../bytes/oracle.test-helper';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';
import { isDrawn, withoutDrawing } from './drawn-table';

const WANTED = { user: ['u1', 'u2'], click: ['1', '0'] };
const trimmed = (texts: Record<string, string[]>) => Object.fromEntries(Object.entries(texts).map(([name, cells]) => [name, cells.map((cell) => cell.trim())]));
const read = async (text: string) => await readTable(fileOf(text));

test.each([
  ['Markdown', '| user | click |\n|------|:-----:|\n| u1 | 1 |\n| u2 | 0 |\n'],
  ['MySQL', '+------+-------+\n| user | click |\n+------+-------+\n| u1   |     1 |\r\n| u2   |     0 |\n+------+-------+\n2 rows in set (0.00 sec)\n'],
  ['psql', ' user | click \n------+-------\n u1   |     1\n u2   |     0\n(2 rows)\n\n'],
])('a table as %s draws it', async (_, text) => {
  const table = await read(text);
  expect(trimmed(textsOf(table))).toEqual(WANTED);
  expect(table.warnings.map(({ message }) => message)).toContain('The lines that are drawn around the table were passed over.');
});

test('a line keeps its number, and what is no drawing stays', async () => {
  await expect(read('| user | click |\n|---|---|\n| u1 | 1 |\n| u2 | 0 | 7 |\n')).rejects.toThrow('rows.csv, line 4: this line has 3 fields');
  for (const plain of ['a|b\n---|1\n', 'a,b\n---,---\n', 'a\n---\n', '']) expect(isDrawn(plain)).toBe(false);
  expect(textsOf(await read('a|b\n-|1\n+|2\n'))).toEqual({ a: ['-', '+'], b: ['1', '2'] });
});

test('wherever the pieces are cut', async () => {
  const line = fc.constantFrom(
    '| a | b |',
    '|---|---|',
    'a|b',
    '  |x|',
    '(3 rows)',
    '3 rows in set',
    '|',
    '||',
    '',
    ' ',
    '+--+',
    'ä | ö',
    '---',
    '| (3 rows) |',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 9 }), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }), async (lines, cuts) => {
      const bare = (each: string) => each.trim().replace(/^\|/, '').replace(/\|$/, '');
      const drawn = (each: string) => ['|---|---|', '+--+', '(3 rows)', '3 rows in set'].includes(each.trim());
      const wanted = lines.map((each) => (each === '+--+' ? each : drawn(each) ? '' : bare(each))).join('\n');
      const decoder = new TextDecoder();
      let got = '';
      for await (const piece of withoutDrawing(asyncOf(piecesOf(new TextEncoder().encode(lines.join('\n')), cuts))))
        got += decoder.decode(piece, { stream: true });
      expect(got).toBe(wanted);
    }),
  );
});

async function* asyncOf<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
