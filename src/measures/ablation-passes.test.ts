import { expect, test } from 'vitest';
import { passesOf } from './ablation-passes';

test('as trained, off, own means, five shuffles within; as each domain and across domains only where there are several', () => {
  expect([passesOf(1), passesOf(3)]).toEqual([8, 16]);
});
