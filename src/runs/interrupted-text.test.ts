import { expect, test } from 'vitest';
import { interruptedText } from './interrupted-text';

test('a run that was cut off says why and where last, and how often before', () => {
  const at = (epoch: number, why: 'device' | 'worker' | 'page') => ({ epoch, why });
  expect(interruptedText({})).toBeUndefined();
  expect(interruptedText({ interruptions: [] })).toBeUndefined();
  expect(interruptedText({ interruptions: [at(3, 'worker')] })).toBe('went on after the worker broke, at epoch 3');
  expect(interruptedText({ interruptions: [at(1, 'page'), at(2.4567, 'device')] })).toBe('went on after the GPU was lost, at epoch 2.5, and once before');
  expect(interruptedText({ interruptions: [at(1, 'page'), at(1, 'page'), at(4, 'page')] })).toBe(
    'went on after the page was closed, at epoch 4, and 2 times before',
  );
});
