import { expect, test } from 'vitest';
import { editedRows } from './edited-rows';

test('one value takes the place of several, and counts once', () => {
  const ids = Int32Array.from([1, 2, 0, 3, 0, 0]);
  const weights = Float32Array.from([0.5, 0.5, 0, 1, 0, 0]);
  const field = { name: 'tags', ids, weights, slots: 3, vocabulary: ['a', 'b', 'c', 'd'], hasUnknown: false };
  const data = {
    sparse: [field],
    dense: [],
    labels: Uint8Array.of(0, 1),
    domainIds: Int32Array.of(0, 0),
    domains: [{ name: 'all', rows: 2, positives: 1 }],
    split: { train: new Int32Array() },
  };
  const [made] = editedRows(data, [{ position: 0 }, { position: 0, sparse: { tags: 3 } }]).sparse;
  expect(Array.from(made?.ids as Int32Array)).toEqual([1, 2, 0, 3, 0, 0]);
  expect(Array.from(made?.weights as Float32Array)).toEqual([0.5, 0.5, 0, 1, 0, 0]);
});
