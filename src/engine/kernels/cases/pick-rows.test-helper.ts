import { randomStream, shuffle } from '../../../lib/random';
import * as kernel from '../fused';
import { at, pickRows, range } from '../fused.definition.test-helper';
import { integers, type KernelCase, normals } from './case.test-helper';

export const PICKS: KernelCase[] = (
  [
    [{ start: 0, count: 1, size: 1 }, 1, 1, 2],
    [{ start: 3, count: 5, size: 7 }, 50, 3, 5],
    [{ start: 17, count: 1, size: 4 }, 50, 2, 2],
    [{ start: 100, count: 513, size: 513 }, 700, 9, 7],
  ] as [kernel.PickRows, number, number, number][]
).map(([attributes, all, perInts, perFloats]) => ({
  kernel: kernel.PICK_ROWS,
  title: `${attributes.count} of ${all} rows from ${attributes.start} on, ${attributes.size} in all`,
  make: () => {
    const random = randomStream(8, `pick/${attributes.size}`);
    const ints = integers(
      range(all * perInts).map(() => random.below(1e6)),
      [all, perInts],
    );
    const values = normals(random, [all, perFloats]);
    const order = integers(shuffle(range(all), random), [all]);
    const picked = pickRows(values.values, order.values, perFloats, attributes);
    for (let b = 0; b < attributes.size; b++) {
      const weight = b * perFloats + kernel.WEIGHT_COLUMN;
      picked[weight] = b < attributes.count ? at(picked, weight) / attributes.count : 0;
    }
    const results = [
      { shape: [attributes.size, perInts], values: pickRows(ints.values, order.values, perInts, attributes), slack: 0 },
      { shape: [attributes.size, perFloats], values: picked, slack: 0.02 },
    ];
    return { inputs: { ints, floats: values, order }, attributes, results };
  },
}));
