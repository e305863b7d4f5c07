import { expect, test } from 'vitest';
import type { Look } from '../protocol/insight';
import type { Walk } from '../protocol/walk';
import { emptyLook } from './look.test-helper';
import { bytesOf, MOST_BYTES, withLook } from './look-history';

/** A look of `kib` KiB, with every probe row's H in as much again. */
const look = (epoch: number, kib = 1, final = false) =>
  emptyLook(epoch, {
    step: Math.round(epoch * 10),
    final,
    domains: [{ rows: 1, h: new Float32Array(256 * kib) }],
    instances: { h: new Float32Array(256 * kib), predictions: new Float32Array() },
  });

test('every row’s H is kept of the latest look and of the best epoch alone', () => {
  let looks: Look[] = [];
  for (const epoch of [0, 0.5, 1, 2, 3]) looks = withLook(looks, look(epoch), epoch > 2 ? 2 : 1);
  expect(looks.map(({ epoch, instances }) => [epoch, instances !== undefined])).toEqual([
    [0, false],
    [0.5, false],
    [1, false],
    [2, true],
    [3, true],
  ]);
});

test('a quick look takes nothing from the latest that has every row’s H', () => {
  const { instances: _, ...quick } = look(4);
  let looks: Look[] = [];
  for (const each of [look(0), look(1), look(2), look(3), quick, { ...quick, epoch: 5, step: 50 }]) looks = withLook(looks, each, 1);
  expect(looks.map(({ epoch, instances }) => [epoch, instances !== undefined])).toEqual([
    [0, false],
    [1, true],
    [2, false],
    [3, true],
    [4, false],
    [5, false],
  ]);
  // Nor does it go when there are too many.
  for (let epoch = 6; epoch < 40; epoch++) looks = withLook(looks, { ...quick, epoch, step: 10 * epoch }, 1, 2 ** 14);
  expect(looks.length).toBeLessThan(20);
  expect(looks.filter(({ instances }) => instances).map(({ epoch }) => epoch)).toEqual([1, 3]);
});

test('a second look at one moment takes the place of the first, but not of the weights that were kept', () => {
  const looks = [look(1), look(1, 2), look(1, 1, true)].reduce((all, each) => withLook(all, each, undefined), [] as Look[]);
  expect(looks.map(({ final, domains }) => [final, domains[0]?.h.length])).toEqual([
    [false, 512],
    [true, 256],
  ]);
});

test('a hundred epochs of thirty domains at k = 65 stay within 32 MB; those within an epoch go first', () => {
  const kib = (30 * 65 * 65 * 4) / 1024;
  let looks: Look[] = [];
  for (const epoch of [0, 0.25, 0.5, 0.75, ...Array.from({ length: 100 }, (_, i) => i + 1)]) looks = withLook(looks, look(epoch, kib), 7);
  const bytes = looks.reduce((sum, each) => sum + bytesOf(each), 0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(bytes).toBeGreaterThan(MOST_BYTES / 4);
  expect(looks.map(({ epoch }) => epoch)).toEqual(expect.arrayContaining([0, 7, 100]));
  expect(looks.filter(({ epoch }) => !Number.isInteger(epoch))).toEqual([]);
  expect(looks.map(({ epoch }) => epoch)).toEqual(looks.map(({ epoch }) => epoch).sort((a, b) => a - b));
});

test('walks of old looks go before any look does', () => {
  const walked = (epoch: number): Look => ({ ...look(epoch), walks: [{ h: new Float32Array(1024) } as Walk] });
  const most = 40 * 1024;
  let looks: Look[] = [];
  // About 1 KiB and 4 KiB of walks each, and 2 KiB more in the latest and the best.
  for (let epoch = 0; epoch <= 12; epoch++) looks = withLook(looks, walked(epoch), 3, most);
  expect(looks).toHaveLength(13);
  expect(looks.reduce((sum, each) => sum + bytesOf(each), 0)).toBeLessThanOrEqual(most);
  const held = looks.filter(({ walks }) => walks).map(({ epoch }) => epoch);
  // The first, the best and the latest, and of the others the youngest.
  expect(held.slice(0, 2)).toEqual([0, 3]);
  expect(held.slice(2)).toEqual([8, 9, 10, 11, 12].slice(-held.slice(2).length));
  expect(held.length).toBeGreaterThan(4);
  // No look is walked anew.
  const again = withLook(looks, walked(13), 3, most);
  expect(again[1]).toBe(looks[1]);
});

test('small looks are all kept', () => {
  let looks: Look[] = [];
  for (let epoch = 0; epoch <= 100; epoch++) looks = withLook(looks, look(epoch), undefined);
  expect(looks).toHaveLength(101);
});

test('a look that comes late stands where its step does, before the one at the weights that were kept', () => {
  const looks = [look(1), look(3), look(2), look(1, 1, true), look(4)].reduce((all, each) => withLook(all, each, undefined), [] as Look[]);
  expect(looks.map(({ epoch, final }) => [epoch, final])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [1, true],
  ]);
  expect(looks.map(({ instances }) => instances !== undefined)).toEqual([false, false, false, false, true]);
});

test('a look that stays as it was is the same object', () => {
  const before = withLook(withLook([], look(1), undefined), look(2), undefined);
  const after = withLook(before, look(3), undefined);
  expect(after[0]).toBe(before[0]);
});
