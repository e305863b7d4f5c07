import { expect, test } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import { alongTraining } from './run-lines';

test('the look at the weights that were kept stands where its epoch does', () => {
  const epochs = (...all: [number, boolean][]) => alongTraining(all.map(([epoch, final]) => look({ epoch, final }))).map(({ epoch, final }) => [epoch, final]);
  expect(epochs([0, false], [1, false], [2, false], [3, false], [1, true])).toEqual([
    [0, false],
    [1, true],
    [2, false],
    [3, false],
  ]);
  expect(epochs([0, false], [3, false], [2, true])).toEqual([
    [0, false],
    [2, true],
    [3, false],
  ]);
  expect(epochs([0, false])).toEqual([[0, false]]);
});
