import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { otherRows } from './other-rows';

test('every row takes that of another row of its key, each row is taken once, and only a lone row keeps its own', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }), fc.integer({ min: 0, max: 5 }), fc.integer(), (keys, padding, seed) => {
      const { from, alone } = otherRows(keys, keys.length + padding, randomStream(seed, 'test'));
      const lone = keys.map((key) => keys.filter((other) => other === key).length === 1);
      for (const [place, key] of keys.entries()) {
        expect(keys[from[place] as number]).toBe(key);
        expect(from[place] === place).toBe(lone[place]);
      }
      expect(alone).toBe(lone.filter(Boolean).length);
      // Padding stays where it is.
      expect(Array.from(from.subarray(keys.length))).toEqual(Array.from({ length: padding }, (_, i) => keys.length + i));
      expect(Array.from(from).sort((a, b) => a - b)).toEqual(Array.from({ length: keys.length + padding }, (_, i) => i));
    }),
  );
});

test('another seed, other rows', () => {
  const keys = new Array<number>(20).fill(0);
  const of = (seed: number) => otherRows(keys, 20, randomStream(seed, 'test')).from;
  expect(of(1)).toEqual(of(1));
  expect(of(2)).not.toEqual(of(1));
});
