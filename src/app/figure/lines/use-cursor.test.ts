import { expect, test } from 'vitest';
import { cursorAfter } from './use-cursor';

test('the arrow keys move along and stop at the ends; other keys lead nowhere', () => {
  expect([cursorAfter('ArrowRight', undefined, 3), cursorAfter('ArrowLeft', undefined, 3)]).toEqual([0, 0]);
  expect([cursorAfter('ArrowRight', 2, 3), cursorAfter('ArrowLeft', 0, 3), cursorAfter('ArrowLeft', 2, 3)]).toEqual([2, 0, 1]);
  expect([cursorAfter('Home', 2, 3), cursorAfter('End', 0, 3)]).toEqual([0, 2]);
  expect([cursorAfter('Enter', 1, 3), cursorAfter('End', undefined, 0)]).toEqual([undefined, undefined]);
});
