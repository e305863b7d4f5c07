import { expect, test } from 'vitest';
import { embeddingsOf } from './embeddings';
import type { Subject } from './subject';

test('a value is counted in each row that has it, by domain, and not in slots that are empty', async () => {
  const tags = {
    name: 'tags',
    slots: 2,
    vocabulary: ['a', 'b', 'c'],
    // Rows: b; b and c; a; c, which is a test row.
    ids: Int32Array.of(1, 0, 1, 2, 0, 0, 2, 2),
    weights: Float32Array.of(1, 0, 0.5, 0.5, 1, 0, 1, 0),
  };
  const data = {
    sparse: [tags],
    domains: [{ name: 'x' }, { name: 'y' }],
    domainIds: Int32Array.of(0, 1, 1, 0),
    split: { train: Int32Array.of(0, 1, 2), val: new Int32Array(), test: Int32Array.of(3) },
  };
  const learner = {
    model: { shape: { fields: [{ name: 'tags', rows: 3, width: 2, slots: 2 }], dense: 0, domains: 2 } },
    readParameters: async () => [Float32Array.of(0, 0, 3, 4, 6, 8)],
  };
  const found = await embeddingsOf({ data, learner } as unknown as Subject, 'tags');
  expect(found.names).toEqual(['b', 'a', 'c']);
  expect(Array.from(found.counts)).toEqual([1, 1, 0, 1, 0, 1]);
  expect(found).toMatchObject({ values: 3, width: 2 });
  // The three lie on a line, 5 apart.
  expect(found.explained[0]).toBeCloseTo(1, 6);
  expect(Math.abs((found.coordinates[0] as number) - (found.coordinates[2] as number))).toBeCloseTo(5, 5);
});
