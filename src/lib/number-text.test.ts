import { expect, test } from 'vitest';
import { numberText } from './number-text';

test('a number of any size is short', () => {
  expect([0, -7, 2023, 123456, 0.125, 1 / 3, 3.4028235e38, -1e-7, 99999].map(numberText)).toEqual([
    '0',
    '-7',
    '2023',
    '123,456',
    '0.125',
    '0.333333',
    '3.40e38',
    '-1.00e-7',
    '99999',
  ]);
});
