import { expect, test } from 'vitest';
import { columnsFor } from './columns';

test('as many in a row as leave little empty', () => {
  expect([1, 2, 3, 4].map((count) => columnsFor(count, 4))).toEqual([1, 2, 3, 4]);
  for (let count = 1; count <= 13; count++) {
    const columns = columnsFor(count, 4);
    const places = Math.ceil(count / columns) * columns;
    expect((places - count) / places, `${count}`).toBeLessThanOrEqual(0.2);
  }
  expect([columnsFor(5, 4), columnsFor(7, 4), columnsFor(10, 4)]).toEqual([3, 4, 4]);
});
