import { expect, test } from 'vitest';
import { standIn, walkedDomains } from './followed';

const domainsOf = (...rows: number[]) => rows.map((count, d) => ({ name: `${d}`, rows: count, positives: 1 }));
const probesOf = (...counts: number[]) =>
  counts.flatMap((count, domain) => Array.from({ length: count }, (_, i) => ({ position: 1000 * (domain + 1) + i, domain })));
const split = (...test: number[]) => ({ train: Int32Array.of(), val: Int32Array.of(), test: Int32Array.from(test) });

test('unasked the first probe row of the smallest domain with probe rows enough is followed', () => {
  const data = { domains: domainsOf(500, 90, 20, 100), split: split(7) };
  expect(standIn(data, { own: probesOf(80, 40, 3, 60) })).toBe(2000);
  expect(standIn(data, { own: probesOf(80, 19, 3, 20) })).toBe(4000);
});

test('else any probe row, else a test row, else none', () => {
  const domains = domainsOf(5, 6);
  expect(standIn({ domains, split: split(7) }, { own: probesOf(0, 2) })).toBe(2000);
  expect(standIn({ domains, split: split(7) }, { own: [] })).toBe(7);
  expect(standIn({ domains, split: split() }, { own: [] })).toBeUndefined();
});

test('a row is walked as at most twelve domains, its own among them', () => {
  expect(walkedDomains(3, 2)).toEqual([0, 1, 2]);
  expect(walkedDomains(12, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(walkedDomains(40, 4)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(walkedDomains(40, 33)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 33]);
});
