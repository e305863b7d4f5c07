import { expect, test } from 'vitest';
import { hashToKeepBy } from '../table/row-hash';
import { fileOf, textsOf } from '../test-helpers';
import { openFiles } from './open-files';

/** Several files that are larger than memory together: those that give rows are sampled alike. */

const SEED = 3;
const users = (count: number, from: number) => Array.from({ length: count }, (_, i) => `u${(from + 7 * i) % 90}`);
const file = (name: string, names: readonly string[]) =>
  fileOf(`user,item,click\n${names.map((user, i) => `${user},${name} ${i},${i % 2}`).join('\n')}\n`, { name });
const parts = { 'train.csv': users(900, 0), 'val.csv': users(60, 5), 'test.csv': users(240, 11) };
const files = Object.entries(parts).map(([name, names]) => file(name, names));
const kept = (names: readonly string[], share: number, by: boolean) =>
  names.filter((user, i) => hashToKeepBy(i, new TextEncoder().encode(by ? user : ''), SEED) < share * 2 ** 32);

test.each([false, true])('parts of one table have the same share of rows, whole users: %s', async (by) => {
  const limits = { cells: 1200 };
  const { table, combined } = await openFiles(files, { sample: { seed: SEED }, limits, choices: by ? { sample: 'user' } : {} });
  const { sampled } = table;
  expect(sampled).toEqual({ of: 1200, kept: table.rows, share: sampled?.share, ...(by && { by: 'user' }) });
  expect(sampled?.share).toBeLessThan(1);
  expect(table.rows * 3).toBeLessThanOrEqual(limits.cells);
  const { user = [], part = [] } = textsOf(table);
  for (const [name, names] of Object.entries(parts)) {
    expect(user.filter((_, row) => part[row] === name.replace('.csv', ''))).toEqual(kept(names, sampled?.share as number, by));
  }
  expect(combined?.files.map(({ source }) => source.name)).toEqual(['train.csv', 'val.csv', 'test.csv']);
  // Whole users: of each, all rows of all files.
  if (by)
    for (const each of new Set(user))
      expect(user.filter((name) => name === each)).toHaveLength(
        Object.values(parts)
          .flat()
          .filter((name) => name === each).length,
      );
});

test('what is joined is not thinned with the rows, and a small file beside large ones is read whole', async () => {
  const items = fileOf(`user,age\n${Array.from({ length: 90 }, (_, i) => `u${i},${20 + (i % 50)}`).join('\n')}\n`, { name: 'users.csv' });
  const { table, combined } = await openFiles([file('clicks.csv', parts['train.csv']), items], { sample: { seed: SEED }, limits: { cells: 2000 } });
  expect(table.sampled?.of).toBe(900);
  expect(table.rows).toBeLessThan(900);
  expect(combined?.joins).toMatchObject([{ file: 'users.csv' }]);
  expect(textsOf(table).age).not.toContain('');
});

test('files that fit are not sampled', async () => {
  const { table } = await openFiles(files, { sample: { seed: SEED } });
  expect([table.rows, table.sampled]).toEqual([1200, undefined]);
});
