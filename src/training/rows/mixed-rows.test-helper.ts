import type { SparseField } from '../../data/types';
import type { Random } from '../../lib/random';

/** Encoded rows of every kind of field: of one value and of up to three, of two widths, two of them with one table, and a number. */
export function mixedRows(domainOf: Int32Array, domains: number, random: Random) {
  const { length } = domainOf;
  const texts = (n: number) => Array.from({ length: n }, (_, i) => `${i}`);
  const ids = (vocabulary: number, slots: number) => Int32Array.from({ length: length * slots }, () => random.below(vocabulary));
  const weights = Float32Array.from({ length: 3 * length }, (_, i) => (i % 3 <= i % 2 ? 0.5 : 0));
  const sparse: SparseField[] = [
    { name: 'user', ids: ids(5, 1), slots: 1, vocabulary: texts(5), hasUnknown: false },
    { name: 'genres', ids: ids(4, 3), slots: 3, weights, vocabulary: texts(4), hasUnknown: false, width: 3 },
    { name: 'friend', ids: ids(5, 1), slots: 1, vocabulary: texts(5), hasUnknown: false, share: 'user' },
    { name: 'domain_indicator', ids: domainOf, slots: 1, vocabulary: texts(domains), hasUnknown: false },
  ];
  const same = (value: number) => value;
  return {
    sparse,
    dense: [{ name: 'age', values: Float32Array.from({ length }, () => random.normal()), min: 0, max: 1, mean: 0, scale: { of: same, back: same } }],
    labels: Uint8Array.from({ length }, (_, i) => i % 2),
    domainIds: domainOf,
    split: { train: new Int32Array() },
    domains: texts(domains).map((name) => ({ name, rows: 1, positives: 1 })),
  };
}
