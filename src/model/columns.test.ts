import { tensor3d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { columnsOf, selected } from './columns';
import type { ModelShape } from './shape';

const SHAPE: ModelShape = {
  fields: [
    { name: 'a', rows: 4, width: 2 },
    { name: 'b', rows: 4, width: 1 },
    { name: 'c', rows: 4, width: 3 },
  ],
  dense: 2,
  domains: 2,
};

test('columns that lie side by side are one run', () => {
  expect(columnsOf(SHAPE, () => true, true)).toEqual({ runs: [[0, 8]], width: 8 });
  expect(columnsOf(SHAPE, ({ name }) => name !== 'c', true)).toEqual({
    runs: [
      [0, 3],
      [6, 8],
    ],
    width: 5,
  });
  expect(columnsOf(SHAPE, ({ name }) => name === 'b')).toEqual({ runs: [[2, 3]], width: 1 });
  expect(columnsOf({ ...SHAPE, dense: 0 }, () => false, true)).toEqual({ runs: [], width: 0 });
});

test('what is selected keeps its order; nothing of nothing, and all of all as it is', async () => {
  const x0 = tensor3d([[Array.from({ length: 8 }, (_, i) => i), Array.from({ length: 8 }, (_, i) => 10 + i)]]);
  const [some] = selected(
    x0,
    columnsOf(SHAPE, ({ name }) => name !== 'b', true),
  );
  expect([...((await some?.data()) ?? [])]).toEqual([0, 1, 3, 4, 5, 6, 7, 10, 11, 13, 14, 15, 16, 17]);
  expect(
    selected(
      x0,
      columnsOf(SHAPE, () => false),
    ),
  ).toEqual([]);
  expect(
    selected(
      x0,
      columnsOf(SHAPE, () => true, true),
    )[0],
  ).toBe(x0);
});
