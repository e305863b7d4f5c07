import { expect, test } from 'vitest';
import { emptyLook } from '../../../runs/look.test-helper';
import { lookAt, momentsOfBoth, nameOfBoth } from './moments-of-both';

const LONG = [0, 0.4, 1, 2, 4, 5].map((epoch) => emptyLook(epoch));
const KEPT = emptyLook(2, { final: true });
const SHORT = [...[0, 1, 2, 3].map((epoch) => emptyLook(epoch)), KEPT];

test('both go through the whole epochs of either, and end with the weights that were kept', () => {
  const moments = momentsOfBoth([LONG, SHORT]);
  expect(moments).toEqual([0, 1, 2, 3, 4, 5, 'kept']);
  expect([0, 1, 6].map((i) => nameOfBoth(moments[i] as number))).toEqual(['before training', 'after 1 epoch', 'weights kept']);
  expect(momentsOfBoth([[KEPT], [KEPT]])).toEqual(['kept']);
});

test('a side that lacks the moment is shown at its nearest, and it is known that it is another', () => {
  const at = (looks: typeof LONG, moment: number | 'kept') => {
    const { look, exact } = lookAt(looks, moment);
    return [look.epoch, look.final, exact];
  };
  expect(at(SHORT, 2)).toEqual([2, false, true]);
  expect(at(LONG, 3)).toEqual([2, false, false]);
  expect(at(SHORT, 5)).toEqual([3, false, false]);
  expect(at(SHORT, 'kept')).toEqual([2, true, true]);
  expect(at(LONG, 'kept')).toEqual([5, false, false]);
  // What is slimmed has the weights that were kept alone for their epoch.
  expect(at([emptyLook(0), emptyLook(3, { final: true })], 3)).toEqual([3, true, true]);
});
