import { expect, test } from 'vitest';
import { look } from './look.test-helper';
import { isUntrained, momentAtStart, momentName } from './moment-name';

test('before the first step nothing is learned, unless the weights came from a file', () => {
  expect([look({ step: 0 }), look({ step: 3 }), look({ step: 0, final: true })].map(isUntrained)).toEqual([true, false, false]);
});

test('moments by name', () => {
  expect([look({ epoch: 0 }), look(), look({ epoch: 0.25 }), look({ epoch: 9, final: true })].map(momentName)).toEqual([
    'before training',
    'after 1 epoch',
    'after 0.25 epochs',
    'weights kept, of epoch 9',
  ]);
  // Of a model that was opened.
  expect(momentName(look({ epoch: 0, final: true }))).toBe('weights of the file');
  expect(momentAtStart(look({ epoch: 0 }))).toBe('Before training');
});
