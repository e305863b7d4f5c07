import { expect, test } from 'vitest';
import { passesOf } from './ablation-passes';

test('as trained, off, the domains’ means, five shuffles within; across domains only where there are several', () => {
  expect([passesOf(1), passesOf(3)]).toEqual([8, 15]);
});
