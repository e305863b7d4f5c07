import { expect, test } from 'vitest';
import { falsePosition } from './false-position';

/** Where plain false position crawls: nearly all of the way is flat, and one end stays for hundreds of looks. */
test.each<[name: string, f: (x: number) => number, low: number, high: number, root: number]>([
  ['the upper end stays', (x) => x ** 10 - 1, 0, 1.3, 1],
  ['the lower end stays', (x) => 1 - (2 - x) ** 10, 0.7, 2, 1],
  ['Wallis’ equation', (x) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265],
  ['a line', (x) => 2 * x - 1, 0, 1, 0.5],
])('%s: the root is found, in few looks', (_, f, low, high, root) => {
  let looks = 0;
  const found = falsePosition(
    (x) => {
      looks++;
      return f(x);
    },
    low,
    high,
  );
  expect(found).toBeCloseTo(root, 11);
  expect(looks).toBeLessThan(25);
});

test('an end that is a root is one', () => {
  expect(falsePosition((x) => x - 1, 0, 1)).toBe(1);
});
