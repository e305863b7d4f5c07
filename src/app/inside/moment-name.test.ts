import { expect, test } from 'vitest';
import { look } from './look.test-helper';
import { momentAtStart, momentName } from './moment-name';

test('moments by name', () => {
  expect([look({ epoch: 0 }), look(), look({ epoch: 0.25 }), look({ epoch: 9, final: true })].map(momentName)).toEqual([
    'before training',
    'after 1 epoch',
    'after 0.25 epochs',
    'weights kept, of epoch 9',
  ]);
  expect(momentAtStart(look({ epoch: 0 }))).toBe('Before training');
});
