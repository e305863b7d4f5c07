import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signFlip } from './sign-flip';

/** Every pattern by itself, on whole numbers, whose sums are exact. */
function byHand(differences: number[]): number {
  const size = Math.abs(differences.reduce((a, b) => a + b, 0));
  let far = 0;
  for (let pattern = 0; pattern < 2 ** differences.length; pattern++) {
    const sum = differences.reduce((total, value, i) => total + ((pattern >> i) & 1 ? -value : value), 0);
    if (Math.abs(sum) >= size) far++;
  }
  return far / 2 ** differences.length;
}

test('is what counting every pattern gives, with ties and zeros', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 11 }), (differences) => {
      expect(signFlip(differences)).toBe(byHand(differences));
      // The same differences in a unit that binary cannot write: what was a tie still is.
      expect(signFlip(differences.map((each) => each * 0.0001))).toBe(byHand(differences));
    }),
    { numRuns: 500 },
  );
});

// Darwin's maize, eighths of an inch: Fisher counts 863 of 2^15 patterns on each side (The Design of Experiments, section 21).
test('Fisher’s own example', () => {
  const darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
  expect(signFlip(darwin)).toBe((2 * 863) / 2 ** 15);
});

test.each([
  ['all on one side: two patterns', Array.from({ length: 20 }, (_, i) => 0.001 * (i + 1)), 2 / 2 ** 20],
  ['a zero changes nothing', [1, 2, 3, 0, 0], 2 / 8],
  ['all zeros', [0, 0, 0], 1],
  ['none', [], 1],
  ['one', [-0.3], 1],
  ['a sum of zero but for rounding', [0.1, 0.2, -0.3], 1],
])('%s', (_, differences, wanted) => {
  expect(signFlip(differences)).toBe(wanted);
});

test('the order of the differences and their common sign do not matter', () => {
  const differences = [0.0031, -0.0012, 0.0102, 0.0007, -0.0044, 0.0081, 0.0019];
  expect(signFlip(differences.toReversed())).toBe(signFlip(differences));
  expect(signFlip(differences.map((each) => -each))).toBe(signFlip(differences));
});

test('refuses what it cannot count', () => {
  expect(() => signFlip(Array(41).fill(1))).toThrow(RangeError);
  expect(() => signFlip([1, Number.NaN])).toThrow(RangeError);
});
