import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodePoint, sortValues } from './sort-values';

/** The definition: both texts taken apart into code points. */
function bySpreading(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => [...text].map((letter) => letter.codePointAt(0) as number)) as [number[], number[]];
  const i = x.findIndex((point, place) => point !== y[place]);
  if (i < 0) return x.length - y.length;
  return i < y.length ? (x[i] as number) - (y[i] as number) : 1;
}

/** Units around every border between the planes, halves of pairs on their own, and whole pairs. */
const unit = fc.constantFrom(
  '',
  'a',
  'b',
  'z',
  '\uD7FF',
  '\uD800',
  '\uDBFF',
  '\uDC00',
  '\uDFFF',
  '\uE000',
  '\uFFFD',
  '\uFFFF',
  '\u{10000}',
  '🙂',
  '\u{10FFFF}',
);
const text = fc.oneof(
  fc.array(unit, { maxLength: 6 }).map((units) => units.join('')),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

test('texts compare as their code points do, whatever they hold', () => {
  fc.assert(
    fc.property(text, text, text, (beginning, a, b) => {
      const [x, y] = [beginning + a, beginning + b];
      expect(Math.sign(byCodePoint(x, y))).toBe(Math.sign(bySpreading(x, y)));
    }),
    { numRuns: 5000 },
  );
});

test('a letter beyond the basic plane comes after all within it', () => {
  expect(sortValues(['🙂', '\uFF5E', 'a', ''])).toEqual(['', 'a', '\uFF5E', '🙂']);
});

test('numbers sort as numbers, equal ones by how they are written; one text makes all texts', () => {
  expect(sortValues(['10', '9', '1.0', '-2', '1', ''])).toEqual(['-2', '', '1', '1.0', '9', '10']);
  expect(sortValues(['10', '9', 'x'])).toEqual(['10', '9', 'x']);
});

test('a comparison allocates nothing', () => {
  const [a, b] = ['user_1', 'user_2'];
  const spread = String.prototype[Symbol.iterator];
  try {
    String.prototype[Symbol.iterator] = () => {
      throw new Error('a text was taken apart');
    };
    expect(byCodePoint(a, b)).toBeLessThan(0);
  } finally {
    String.prototype[Symbol.iterator] = spread;
  }
});
