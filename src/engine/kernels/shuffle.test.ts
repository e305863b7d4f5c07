import { expect, test } from 'vitest';
import { halfBits, placeInShuffle } from './shuffle';

const order = (n: number, key: number) => Array.from({ length: n }, (_, i) => placeInShuffle(i, n, key));

test('each thing once, whatever their number', () => {
  for (const n of [1, 2, 3, 4, 5, 15, 16, 17, 64, 65, 1000, 4097]) {
    for (const key of [0, 1, 0xffffffff]) {
      expect(order(n, key).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    }
  }
});

test('half a number has as many bits as it takes', () => {
  expect([1, 4, 5, 16, 17, 80_000].map(halfBits)).toEqual([1, 1, 2, 2, 3, 9]);
});

/** Chi-square of counts that should be alike, in standard deviations from its mean. */
function surprise(counts: number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chi - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

test('over many keys every thing comes first, and follows every other, as often as chance has it', () => {
  const n = 24;
  const first = new Array<number>(n).fill(0);
  const distance = new Array<number>(n - 1).fill(0);
  for (let key = 0; key < 6000; key++) {
    const [a, b] = [placeInShuffle(0, n, key * 2654435761), placeInShuffle(1, n, key * 2654435761)];
    first[a] = (first[a] as number) + 1;
    const apart = ((b - a + n) % n) - 1;
    distance[apart] = (distance[apart] as number) + 1;
  }
  expect(surprise(first)).toBeLessThan(4);
  expect(surprise(distance)).toBeLessThan(4);
});

test('neighbours in one order are as far apart as chance has it', () => {
  const n = 80_000;
  const places = order(n, 12345);
  const steps = places.slice(1).map((place, i) => Math.abs(place - (places[i] as number)) / n);
  // The mean distance of two independent places is n / 3; its standard error here 0.0008 n.
  expect(Math.abs(steps.reduce((a, b) => a + b, 0) / steps.length - 1 / 3)).toBeLessThan(0.004);
  const quarters = [0, 0, 0, 0];
  // Each quarter of the order holds as many of the first half of the things.
  for (const [i, place] of places.entries()) if (place < n / 2) quarters[Math.floor((4 * i) / n)] = (quarters[Math.floor((4 * i) / n)] as number) + 1;
  expect(surprise(quarters)).toBeLessThan(4);
});
