import { expect, test } from 'vitest';
import { layoutOf, readBytes } from './oracle.test-helper';

/** Columns in which texts come again and again: the kernel keeps the codes of short ones close by. */

const ROWS = 100_000;

/** A fraction from 0, and small ones most often. */
const skewed = (row: number, salt: number) => (((row + salt) * 2_654_435_761) % 4096) ** 2 / 4096 ** 2;

const COLUMNS: Record<string, (row: number) => string> = {
  'a few digits': (row) => String(Math.floor(10 * skewed(row, 1))),
  'few words, and none': (row) => (row % 7 === 0 ? '' : `v${Math.floor(50 * skewed(row, 2))}`),
  'more texts than a byte counts': (row) => `w${Math.floor((row < 30_000 ? 200 : 600) * skewed(row, 3))}`,
  'past a byte within the first rows': (row) => `w${row < 384 ? row : 256 + (row % 128)}`,
  'six and seven letters, few': (row) => `abcde${Math.floor(40 * skewed(row, 4))}`,
  'six and seven letters, many': (row) => String(999_000 + Math.floor(2000 * skewed(row, 5))),
  'letters that take two bytes': (row) => 'é'.repeat(1 + Math.floor(4 * skewed(row, 6))),
  'more texts than two bytes count': (row) => (row < 70_000 ? `n${row}` : `n${Math.floor(69_999 * (1 - skewed(row, 7)))}`),
  'all new at first, then few': (row) => String(row < 20_000 ? row : 19_990 + Math.floor(10 * skewed(row, 8))),
  'short and long': (row) => 'x'.repeat(Math.floor(20 * skewed(row, 9))),
};

test('a text has one code, in order of first appearance, however often it comes and however many there are', async () => {
  const names = Object.keys(COLUMNS);
  const made = names.map((name) => Array.from({ length: ROWS }, (_, row) => COLUMNS[name]?.(row) as string));
  let text = '';
  for (let row = 0; row < ROWS; row++) text += `${made.map((column) => column[row]).join(',')}\n`;
  const got = await readBytes(new TextEncoder().encode(text), layoutOf(names));
  if ('says' in got) throw new Error(got.says);
  for (const [c, { name, codes, values }] of got.columns.entries()) {
    const known = new Map<string, number>();
    const expected = made[c]?.map((cell) => {
      const code = known.get(cell) ?? known.size;
      known.set(cell, code);
      return code;
    });
    expect(values, name).toEqual([...known.keys()]);
    // One comparison: to tell arrays apart element by element takes seconds.
    expect(codes.every((code, row) => code === expected?.[row]) && codes.length === ROWS, name).toBe(true);
  }
});
