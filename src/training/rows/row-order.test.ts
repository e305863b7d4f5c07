import { expect, test } from 'vitest';
import { rowOrder } from './row-order';

/** 30 training rows: 20 of domain 0, 8 of domain 1, 2 of domain 2. */
const domainIds = Int32Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : i < 28 ? 1 : i < 30 ? 2 : i % 3));
const DATA = {
  domainIds,
  domains: ['a', 'b', 'c'].map((name) => ({ name, rows: 0, positives: 0 })),
  split: { train: Int32Array.from({ length: 30 }, (_, i) => i), val: Int32Array.of(), test: Int32Array.of() },
};
const sorted = (rows: Int32Array) => Array.from(rows).sort((a, b) => a - b);

test('shuffled: each training row once, in another order each epoch, the same for one seed', () => {
  const order = (seed: number, epoch: number) => rowOrder(DATA, 'shuffled', seed, epoch).positions();
  expect(sorted(order(1, 1))).toEqual(Array.from(DATA.split.train));
  expect(order(1, 1)).toEqual(order(1, 1));
  expect(order(1, 2)).not.toEqual(order(1, 1));
  expect(order(2, 1)).not.toEqual(order(1, 1));
  expect(sorted(DATA.split.train)).toEqual(Array.from(DATA.split.train));
});

test('balanced: as many rows, every batch with as many of each domain, training rows only', () => {
  const order = rowOrder(DATA, 'balanced', 1, 1).positions();
  expect(order).toHaveLength(30);
  for (let start = 0; start < 30; start += 6) {
    const counts = [0, 0, 0];
    for (const row of order.subarray(start, start + 6)) counts[domainIds[row] as number] = (counts[domainIds[row] as number] as number) + 1;
    expect(counts).toEqual([2, 2, 2]);
  }
  expect(Math.max(...order)).toBeLessThan(30);
  // The 8 rows of domain 1 are all seen before any is seen again; the 2 rows of domain 2 come five times each.
  const ofDomain = (d: number) => Array.from(order).filter((row) => domainIds[row] === d);
  expect(new Set(ofDomain(1).slice(0, 8)).size).toBe(8);
  expect(ofDomain(2).filter((row) => row === 28)).toHaveLength(5);
  expect(rowOrder(DATA, 'balanced', 1, 1).positions()).toEqual(order);
});

test('balanced: another order each epoch, and each time that the rows of a domain are used up', () => {
  const ofDomain = (epoch: number, d: number) => Array.from(rowOrder(DATA, 'balanced', 1, epoch).positions()).filter((row) => domainIds[row] === d);
  expect(ofDomain(2, 0)).not.toEqual(ofDomain(1, 0));
  // The 2 rows of domain 2 come five times each: not always in the same order.
  const pairsOf = (epoch: number) => Array.from({ length: 5 }, (_, i) => ofDomain(epoch, 2).slice(2 * i, 2 * i + 2));
  expect(pairsOf(1).map((pair) => pair.slice().sort((a, b) => a - b))).toEqual(new Array(5).fill([28, 29]));
  expect([1, 2, 3, 4].map((epoch) => new Set(pairsOf(epoch).map(String)).size)).toContain(2);
});

test('balanced: a domain without training rows is left out', () => {
  const domains = [...DATA.domains, { name: 'd', rows: 0, positives: 0 }];
  const order = rowOrder({ ...DATA, domains }, 'balanced', 1, 1).positions();
  expect(order).toEqual(rowOrder(DATA, 'balanced', 1, 1).positions());
});
