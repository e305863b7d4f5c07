import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, distances, normals } from '../test-helpers';
import { align } from './align';

const turned = (points: Float64Array, angle: number, mirror: boolean) =>
  points.map((value, at) => {
    const [x, y] = at % 2 === 0 ? [value, points[at + 1] as number] : [points[at - 1] as number, value];
    const flipped = mirror ? -y : y;
    return at % 2 === 0 ? Math.cos(angle) * x - Math.sin(angle) * flipped : Math.sin(angle) * x + Math.cos(angle) * flipped;
  });

test('a planted turn and mirroring is undone', () => {
  fc.assert(
    fc.property(fc.double({ min: -7, max: 7, noNaN: true }), fc.boolean(), fc.integer({ min: 0, max: 1000 }), (angle, mirror, seed) => {
      const points = normals(randomStream(seed, 'align'), 2 * 12);
      expect(apart(align(turned(points, angle, mirror), points, 12), points)).toBeLessThan(1e-12);
    }),
  );
});

test('no other turn or mirroring lies nearer, and distances among the points stay', () => {
  const random = randomStream(1, 'align');
  const [points, reference] = [normals(random, 2 * 15), normals(random, 2 * 15)];
  const off = (list: Float64Array) => list.reduce((sum, value, i) => sum + (value - (reference[i] as number)) ** 2, 0);
  const got = align(points, reference, 15);
  for (let step = 0; step < 360; step++)
    for (const mirror of [false, true]) expect(off(got)).toBeLessThanOrEqual(off(turned(points, (step * Math.PI) / 180, mirror)) + 1e-12);
  expect(apart(distances(got, 15, 2), distances(points, 15, 2))).toBeLessThan(1e-13);
});

test('without anything to go by, points stay where they are', () => {
  expect([...align([1, 2, 3, 4], [0, 0, 0, 0], 2)]).toEqual([1, 2, 3, 4]);
  expect(align([], [], 0)).toHaveLength(0);
});
