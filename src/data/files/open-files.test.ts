import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../test-helpers';
import { openFiles } from './open-files';

const rows = (from: number, count: number) =>
  `click,user,item\n${Array.from({ length: count }, (_, i) => `${i % 2},u${(from + i) % 7},${(from + i) % 5}`).join('\n')}\n`;
const file = (name: string, content: string) => fileOf(content, { name });

test('a file alone is its table', async () => {
  const { table, combined, known } = await openFiles([file('a.csv', rows(0, 3))]);
  expect(table).toMatchObject({ name: 'a.csv', rows: 3 });
  expect(table).not.toHaveProperty('bytes');
  expect([combined, known]).toEqual([undefined, undefined]);
});

test('one file may say of itself which part it is', async () => {
  const { table } = await openFiles([file('a.csv', rows(0, 3))], { as: [{ name: 'a.csv', part: 'train' }] });
  expect(textsOf(table).part).toEqual(['train', 'train', 'train']);
});

test('progress counts the bytes of all files', async () => {
  const files = [file('train.csv', rows(0, 30)), file('val.csv', rows(3, 10)), file('test.csv', rows(5, 10))];
  const total = files.reduce((sum, { size }) => sum + (size as number), 0);
  const told: { done: number; total?: number }[] = [];
  await openFiles(files, { onProgress: (progress) => told.push(progress) });
  expect(told.map((each) => each.total)).toEqual(told.map(() => total));
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  expect(told.at(-1)?.done).toBe(total);
});

test('two files of one name are told apart', async () => {
  const { combined } = await openFiles([file('rows.csv', rows(0, 3)), file('rows.csv', rows(9, 4))]);
  expect(combined?.files.map(({ source, rows: count, bytes }) => [source.name, count, typeof bytes])).toEqual([
    ['rows.csv', 3, 'number'],
    ['rows.csv 2', 4, 'number'],
  ]);
});

test('what is wrong names the file; who gives up is heard', async () => {
  await expect(openFiles([file('a.csv', rows(0, 3)), file('b.csv', 'a,b\n1\n')])).rejects.toThrow(/^b\.csv, line 2: /);
  const signal = AbortSignal.abort();
  await expect(openFiles([file('a.csv', rows(0, 3)), file('b.csv', rows(0, 3))], { signal })).rejects.toThrow('reading was cancelled');
  await expect(openFiles([])).rejects.toThrow('no file is open');
});
