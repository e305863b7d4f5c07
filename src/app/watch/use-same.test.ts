import { expect, test } from 'vitest';
import { same } from './use-same';

test('what is the same is kept, entry by entry', () => {
  const before = [{ a: 1 }, { a: 2 }];
  expect(same(before, [{ a: 1 }, { a: 2 }])).toBe(before);
  const next = same(before, [{ a: 1 }, { a: 3 }, { a: 2 }]);
  expect(next[0]).toBe(before[0]);
  expect(next).toEqual([{ a: 1 }, { a: 3 }, { a: 2 }]);
  expect(same({ a: 1 }, { a: 2 })).toEqual({ a: 2 });
});
