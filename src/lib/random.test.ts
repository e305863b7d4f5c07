import { expect, test } from 'vitest';
import { randomStream, shuffle } from './random';

const draw = (seed: number, stream: string, n = 20_000) => {
  const random = randomStream(seed, stream);
  return Array.from({ length: n }, () => random.uniform());
};
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('a seed and a name give the same numbers again; another of either gives others', () => {
  expect(draw(7, 'split', 5)).toEqual(draw(7, 'split', 5));
  for (const other of [draw(8, 'split', 5), draw(7, 'splits', 5), draw(7, 'init/u1', 5)]) expect(other).not.toEqual(draw(7, 'split', 5));
});

test('uniform: mean and variance, and neighbours and streams do not go together', () => {
  const [a, b] = [draw(1, 'a'), draw(2, 'a')] as const;
  expect(Math.abs(mean(a) - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(mean(a.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.003);
  const together = (x: number[], y: number[]) => 12 * mean(x.map((value, i) => (value - 0.5) * ((y[i] as number) - 0.5)));
  expect(Math.abs(together(a, b))).toBeLessThan(0.03);
  expect(Math.abs(together(a.slice(1), a.slice(0, -1)))).toBeLessThan(0.03);
  expect(a.every((x) => x >= 0 && x < 1)).toBe(true);
});

test('normal: mean, variance, tails', () => {
  const random = randomStream(3, 'normal');
  const values = Array.from({ length: 20_000 }, () => random.normal());
  expect(Math.abs(mean(values))).toBeLessThan(0.03);
  expect(Math.abs(mean(values.map((x) => x * x)) - 1)).toBeLessThan(0.04);
  expect(Math.abs(mean(values.map((x) => Number(Math.abs(x) > 1.96))) - 0.05)).toBeLessThan(0.006);
});

test('a shuffle moves everything everywhere and loses nothing', () => {
  const n = 6;
  const counts = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let seed = 0; seed < 3000; seed++) {
    const order = shuffle(
      Array.from({ length: n }, (_, i) => i),
      randomStream(seed, 'shuffle'),
    );
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [place, item] of order.entries()) (counts[item] as number[])[place] = ((counts[item] as number[])[place] as number) + 1;
  }
  for (const row of counts) for (const each of row) expect(Math.abs(each - 500)).toBeLessThan(100);
});
