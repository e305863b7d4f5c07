import { expect, test } from 'vitest';
import { inOrder, ownNames, partOf } from './file-names';

test.each([
  ['ali_ccp_train_sample.csv', 'train'],
  ['val.csv.gz', 'val'],
  ['Validation-2.parquet', 'val'],
  ['data/dev.tsv', 'val'],
  ['MINDsmall_dev/behaviors.tsv', 'val'],
  ['TEST.csv', 'test'],
  ['train_000.csv', 'train'],
  ['train2.csv', 'train'],
  ['u1.test', 'test'],
  ['trains.csv', undefined],
  ['latest.csv', undefined],
  ['train_test.csv', undefined],
  ['ratings.dat', undefined],
  ['constructor.csv', undefined],
])('%s is %s', (name, part) => {
  expect(partOf(name)).toBe(part);
});

test.each([
  [
    ['AliExpress_NL/train.csv', 'AliExpress_NL/test.csv', 'AliExpress_US/train.csv'],
    ['NL', 'NL', 'US'],
  ],
  [
    ['reviews_Beauty_5.json', 'reviews_Clothing_Shoes_and_Jewelry_5.json'],
    ['Beauty', 'Clothing_Shoes_and_Jewelry'],
  ],
  [
    ['book.csv', 'movie.csv', 'music.csv'],
    ['book', 'movie', 'music'],
  ],
  [
    ['train.csv', 'val.csv', 'test.csv'],
    ['', '', ''],
  ],
  [
    ['sales.csv', 'sales_2.csv'],
    ['', '2'],
  ],
])('what is a file’s own in %j', (names, own) => {
  expect(ownNames(names)).toEqual(own);
});

test('files in the order in which they count, however they were given', () => {
  const names = ['test.csv', 'train_10.csv', 'val.csv', 'train_2.csv'].map((name) => ({ name }));
  expect(inOrder(names).map(({ name }) => name)).toEqual(['train_2.csv', 'train_10.csv', 'val.csv', 'test.csv']);
});
