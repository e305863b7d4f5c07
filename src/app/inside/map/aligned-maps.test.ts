import { expect, test } from 'vitest';
import { look } from '../../../runs/inside/look.test-helper';
import { alignedMap } from './aligned-maps';

test('maps are turned towards the one before, once and for all', () => {
  const first = look();
  const turned = look({ map: { coordinates: Float32Array.of(0, 1, -2, 0, 2, -1), explained: [1, 0] } });
  const aligned = alignedMap([first, turned], 1);
  expect(Array.from(aligned).map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([1, 0, 0, 2, -1, -2]);
  expect(alignedMap([turned, first], 0)).toBe(aligned);
});
