import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { centredGram } from '../../measures/likeness/gram';
import type { DomainMean } from '../../protocol/insight';
import { type PairedProducts, similarityOf } from './similarity';

const [ROWS, SIZE] = [40, 12];
const random = randomStream(3, 'similarity');
const rows = Float64Array.from({ length: ROWS * SIZE }, () => random.normal());

/** The paired products of `H as each domain`, by loops. */
function pairedOf(matrices: Float64Array[]): PairedProducts {
  const mean = Array.from({ length: SIZE }, (_, j) => {
    const column = matrices.flatMap((each) => Array.from({ length: ROWS }, (_, i) => each[i * SIZE + j] as number));
    return column.reduce((sum, value) => sum + value, 0) / column.length;
  });
  const less = (value: number, at: number) => value - (mean[at % SIZE] as number);
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + less(value, at) * less(b[at] as number, at), 0);
  return {
    rows: ROWS,
    grams: matrices.map((each) => centredGram(Float32Array.from(each), ROWS, SIZE)),
    between: Float64Array.from(matrices.flatMap((a) => matrices.map((b) => product(a, b)))),
  };
}

const means = (count: number): DomainMean[] => Array.from({ length: count }, (_, d) => ({ rows: 2, h: Float32Array.of(1, d) }));
const measure = (matrices: Float64Array[]) => similarityOf(means(matrices.length), pairedOf(matrices), new Float64Array(16), [0, 0, 1, 1]);

describe('the same rows as rows of two domains', () => {
  test('the same H: CKA 1, no shift', () => {
    const { cka, moved } = measure([rows, rows]);
    expect(cka[1]).toBeCloseTo(1, 9);
    expect(moved[1]).toBeCloseTo(0, 9);
  });

  test('a matrix that a domain adds to every row: CKA does not see it, the shift does', () => {
    const { cka, moved } = measure([rows, rows.map((value) => value + 2)]);
    expect(cka[1]).toBeCloseTo(1, 6);
    // Each of 12 numbers moves by 2; how far two rows are apart, by loops.
    let apart = 0;
    for (let a = 0; a < ROWS; a++) {
      for (let b = 0; b < ROWS; b++) for (let j = 0; j < SIZE; j++) apart += ((rows[a * SIZE + j] as number) - (rows[b * SIZE + j] as number)) ** 2;
    }
    expect(moved[1]).toBeCloseTo((12 * 4) / (apart / (ROWS * (ROWS - 1))), 5);
  });

  test('another H altogether: as far as another row', () => {
    const other = Float64Array.from({ length: ROWS * SIZE }, () => random.normal());
    const { cka, moved } = measure([rows, other]);
    expect(cka[1]).toBeLessThan(0.6);
    expect(moved[1]).toBeGreaterThan(0.8);
    expect(moved[1]).toBeLessThan(1.25);
    expect(moved[0]).toBeCloseTo(0, 9);
    expect(moved[2]).toBe(moved[1]);
  });

  test('of too few rows nothing is said', () => {
    const { cka, moved } = similarityOf(means(2), { ...pairedOf([rows, rows]), rows: 7 }, new Float64Array(16), [0, 0, 1, 1]);
    expect([...cka, ...moved]).toEqual(new Array(8).fill(null));
  });
});

test('a domain without rows has no mean and no distance, not even to itself', () => {
  const withHole: DomainMean[] = [
    { rows: 2, h: Float32Array.of(1, 0) },
    { rows: 0, h: Float32Array.of(0, 0) },
  ];
  const none = new Float64Array(4);
  const { cosine, energy, silhouette } = similarityOf(withHole, { rows: 0, grams: [none, none], between: none }, new Float64Array(4), [0, 0]);
  expect([cosine[0], cosine[1], cosine[3]]).toEqual([1, null, null]);
  expect([energy[0], energy[1], energy[3]]).toEqual([0, null, null]);
  expect(silhouette.mean).toBeNull();
});
