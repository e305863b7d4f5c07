import { expect, test } from 'vitest';
import { saidOfPair } from './overlap-text';

test('the numbers of a table are said of the first two domains that have some', () => {
  const overlap = {
    field: 'user',
    distinct: [4, 2],
    shared: [
      [1, 0.5],
      [1, 1],
    ],
    jaccard: [
      [1, 0.25],
      [0.25, 1],
    ],
  };
  expect(saidOfPair(overlap, ['web', 'app'])).toBe(
    '50.0 % of the rows of web have a value that is found in app too. In brackets: of all different values that web or app has, 25.0 % are in both.',
  );
  const gaps = {
    field: 'user',
    distinct: [0, 3, 3],
    shared: [
      [null, null, null],
      [0, 1, 0.2],
      [0, 0.4, 1],
    ],
    jaccard: [
      [null, 0, 0],
      [0, 1, 0.1],
      [0, 0.1, 1],
    ],
  };
  expect(saidOfPair(gaps, ['a', 'b', 'c'])).toMatch(/^0\.0 % of the rows of b have a value that is found in a too/);
  expect(
    saidOfPair(
      {
        field: 'user',
        distinct: [0, 0],
        shared: [
          [null, null],
          [null, null],
        ],
        jaccard: [
          [null, null],
          [null, null],
        ],
      },
      ['a', 'b'],
    ),
  ).toBe('no two domains have values of it.');
});
