import { expect, test } from 'vitest';
import { runsOfNumbers } from './runs-of-numbers';

test('numbers in any order become what follows without a gap', () => {
  expect(runsOfNumbers([3, 10, 1, 2, 7, 11])).toEqual([
    [1, 3],
    [7, 7],
    [10, 11],
  ]);
  expect(runsOfNumbers([])).toEqual([]);
});
