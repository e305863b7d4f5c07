import { expect, test } from 'vitest';
import { intervalWidth, normalQuantile } from './normal';

test('quantiles as published', () => {
  // Wichura's own check values, then NIST's and common ones.
  for (const [p, z] of [
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.9, 1.2815515655446004],
    [1e-300, -37.0471],
  ] as const) {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(p === 1e-300 ? 1e-4 : 1e-14 * Math.max(1, Math.abs(z)));
  }
  expect(intervalWidth(0.95)).toBeCloseTo(1.959963984540054, 14);
});

test('it is the inverse of the integral of the density, in all three of its ranges', () => {
  for (const p of [1e-13, 1e-6, 0.02, 0.0749, 0.0751, 0.3, 0.6, 0.93]) {
    // Simpson's rule from far below up to the quantile.
    const [to, steps] = [normalQuantile(p), 4000];
    const width = (to + 12) / steps;
    let sum = 0;
    for (let i = 0; i <= steps; i++) sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-((-12 + i * width) ** 2) / 2);
    expect((sum * width) / 3 / Math.sqrt(2 * Math.PI) / p).toBeCloseTo(1, 9);
    if (p > 1e-5) expect(normalQuantile(1 - p)).toBeCloseTo(-to, 9);
  }
});

test('the ends are infinite, and beyond them is an error', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
});
