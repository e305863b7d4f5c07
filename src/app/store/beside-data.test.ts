import { expect, test } from 'vitest';
import { withoutBesides } from './beside-data';

const named = (...names: string[]) => names.map((name) => ({ name }));
const parted = (...names: string[]) => {
  const { data, besides } = withoutBesides(named(...names));
  return [data.map(({ name }) => name), besides.map(({ name }) => name)];
};

test('of a folder only what may be data is read', () => {
  expect(parted('ml-1m/README', 'ml-1m/users.dat', 'ml-1m/ratings.dat', 'ml-1m/.DS_Store')).toEqual([
    ['ml-1m/users.dat', 'ml-1m/ratings.dat'],
    ['ml-1m/README', 'ml-1m/.DS_Store'],
  ]);
  expect(parted('a/train.csv', 'a/License.txt', 'a/load.py', 'a/plot.PNG', '~$train.csv')).toEqual([
    ['a/train.csv'],
    ['a/License.txt', 'a/load.py', 'a/plot.PNG', '~$train.csv'],
  ]);
  // u1.base and no ending at all are data somewhere.
  expect(parted('u1.base', 'u.data', 'part-00000')).toEqual([['u1.base', 'u.data', 'part-00000'], []]);
});

test('a file alone, or nothing but such files, is tried all the same: the error says what it is', () => {
  expect(parted('README.md')).toEqual([['README.md'], []]);
  expect(parted('README.md', 'a.png')).toEqual([['README.md', 'a.png'], []]);
});

test('what Spark writes beside its parts is no data, nor is an empty file', () => {
  const names = ['out/_SUCCESS', 'out/part-0000.csv', 'out/._SUCCESS.crc', 'out/part-0001.csv', 'out/_started_17'];
  const files = names.map((name) => ({ name, size: name.includes('0001') ? 0 : 8 }));
  expect(withoutBesides(files).data.map(({ name }) => name)).toEqual(['out/part-0000.csv']);
});
