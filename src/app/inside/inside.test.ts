import { describe, expect, test } from 'vitest';
import type { Look, ProbeRows } from '../../protocol/insight';
import { alignedMap } from './aligned-maps';
import { pairsOf } from './alike';
import { collapse } from './collapse';
import { inOrder, largestOf } from './matrix';
import { perDomain } from './per-domain';
import { lookOf } from './point-colours';
import { alongTraining } from './run-lines';
import { subjectsOf } from './subjects';
import { momentAtStart, momentName } from './use-look';

const look = (change: Partial<Look> = {}): Look => ({
  step: 1,
  epoch: 1,
  final: false,
  k: 2,
  bottleneck: 4,
  adapters: [{ layer: 1, width: 4 }],
  factors: [],
  domains: [
    { rows: 2, h: Float32Array.of(1, 2, 3, 4) },
    { rows: 0, h: new Float32Array(4) },
    { rows: 1, h: Float32Array.of(0, 0, 2, 0) },
  ],
  rows: [
    { row: 7, domain: 2, h: Float32Array.of(5, 5, 5, 5) },
    { row: 9, domain: 0, h: Float32Array.of(6, 6, 6, 6) },
  ],
  map: { coordinates: Float32Array.of(1, 0, 0, 2, -1, -2), explained: [0.6, 0.2] },
  similarity: { cka: [], moved: [], cosine: [], energy: [], silhouette: { mean: null, byDomain: [] } },
  spectra: { h: [Float32Array.of(2, 2)], adapters: [{ down: [Float32Array.of(3, 3, 3, 3)], up: [Float32Array.of(3, 3, 3, 3)] }] },
  use: [{ size: [0.1, null, 0.2], saturated: [0, null, 0.2], dead: 0, still: 0.25 }],
  ...change,
});

describe('subjects', () => {
  const probes: ProbeRows = { rows: Int32Array.of(4, 5, 6), domains: Int32Array.of(0, 0, 2), labels: new Uint8Array(3), columns: [], paired: 0 };
  const instances = { h: Float32Array.of(1, 1, 1, 1, 3, 3, 3, 3, 9, 9, 9, 9), predictions: new Float32Array(3) };
  const names = (each: Look, selected: number[], watched: number[]) =>
    subjectsOf(each, ['a', 'b', 'c'], probes, new Set(selected), watched).map(({ name, about }) => `${name}: ${about}`);

  test('domains that have rows, then what is selected, then the rows that were asked for', () => {
    expect(names(look({ instances }), [0, 1], [7])).toEqual([
      'a: mean of 2 rows',
      'c: mean of 1 rows',
      'selected: mean of 2 selected rows',
      'row 8: one row, of c',
    ]);
    const selected = subjectsOf(look({ instances }), ['a', 'b', 'c'], probes, new Set([0, 1]), []).find(({ key }) => key === 'selected');
    expect(Array.from(selected?.h as Float32Array)).toEqual([2, 2, 2, 2]);
  });

  test('one selected row is that row; of a moment whose rows are gone there is no selection', () => {
    expect(names(look({ instances }), [2], [])).toContain('row 7: selected row');
    expect(names(look(), [0, 1], [])).toEqual(['a: mean of 2 rows', 'c: mean of 1 rows']);
  });
});

test('pairs by likeness, whichever way a measure runs', () => {
  const values = [1, 0.5, null, 0.5, 1, 0.9, null, 0.9, 1];
  expect(pairsOf(values, 3, 'cka')).toEqual([
    { a: 1, b: 2, value: 0.9 },
    { a: 0, b: 1, value: 0.5 },
  ]);
  expect(pairsOf(values, 3, 'energy')[0]).toEqual({ a: 0, b: 1, value: 0.5 });
});

describe('whether an adapter has collapsed', () => {
  // Four equal singular values: rank 4. k = 4, so that the full rank is 4.
  const rank = (singular: number[]) => {
    const spectrum = [Float32Array.from(singular)];
    return collapse(look({ k: 4, spectra: { h: spectrum, adapters: [{ down: spectrum, up: spectrum }] } }), 0);
  };
  test('one direction, few, or many', () => {
    expect(rank([1, 0, 0, 0])).toMatchObject({ collapsed: true });
    expect(rank([1, 1e-3, 0, 0]).sentence).toContain('has collapsed to one direction');
    expect(rank([1, 1, 1, 1])).toMatchObject({ collapsed: false });
    expect(rank([1, 1, 1, 1]).sentence).toBe(
      'the adapter has not collapsed: of the domains’ mean weights the effective rank is 4.0 of 4 in W_down, 4.0 in W_up; 4.0 of 4 in H; 10 % of its bottleneck is saturated, 25 % hardly differs from row to row.',
    );
  });
  test('a bottleneck that passes on nothing of its layer is told, saturated or still', () => {
    const sentence = (saturated: number, still: number) => collapse(look({ use: [{ size: [], saturated: [saturated, null], dead: 0, still }] }), 0).sentence;
    expect(sentence(0.8, 0)).toContain('the adapter hardly reads its layer, so that what it adds depends on H alone: 80 % of its bottleneck is saturated, 0 %');
    expect(sentence(0, 0.9)).toContain('depends on H alone: 0 % of its bottleneck is saturated, 90 % hardly differs from row to row. It has');
    expect(sentence(0.1, 0.2)).not.toContain('depends on H alone');
  });
});

test('the look at the weights that were kept stands where its epoch does', () => {
  const epochs = (...all: [number, boolean][]) => alongTraining(all.map(([epoch, final]) => look({ epoch, final }))).map(({ epoch, final }) => [epoch, final]);
  expect(epochs([0, false], [1, false], [2, false], [3, false], [1, true])).toEqual([
    [0, false],
    [1, true],
    [2, false],
    [3, false],
  ]);
  expect(epochs([0, false], [3, false], [2, true])).toEqual([
    [0, false],
    [2, true],
    [3, false],
  ]);
  expect(epochs([0, false])).toEqual([[0, false]]);
});

test('moments by name', () => {
  expect([look({ epoch: 0 }), look(), look({ epoch: 0.25 }), look({ epoch: 9, final: true })].map(momentName)).toEqual([
    'before training',
    'after 1 epoch',
    'after 0.25 epochs',
    'weights kept, of epoch 9',
  ]);
  expect(momentAtStart(look({ epoch: 0 }))).toBe('Before training');
});

test('maps are turned towards the one before, once and for all', () => {
  const first = look();
  const turned = look({ map: { coordinates: Float32Array.of(0, 1, -2, 0, 2, -1), explained: [1, 0] } });
  const aligned = alignedMap([first, turned], 1);
  expect(Array.from(aligned).map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([1, 0, 0, 2, -1, -2]);
  expect(alignedMap([turned, first], 0)).toBe(aligned);
});

test('a matrix in another order keeps its numbers and says which is which', () => {
  const matrix = { rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 5, -6) };
  const moved = inOrder(matrix, Int32Array.of(1, 0), Int32Array.of(2, 0, 1));
  expect(Array.from(moved.values)).toEqual([-6, 4, 5, 3, 1, 2]);
  expect(largestOf([matrix, moved])).toBe(6);
});

describe('colours of points', () => {
  const probes: ProbeRows = {
    rows: Int32Array.from({ length: 12 }, (_, i) => i),
    domains: Int32Array.from({ length: 12 }, (_, i) => i % 3),
    labels: Uint8Array.from({ length: 12 }, (_, i) => i % 2),
    columns: [
      { name: 'price', codes: Int32Array.from({ length: 12 }, (_, i) => i), values: ['', ...Array.from({ length: 11 }, (_, i) => String(i * i))] },
      { name: 'kind', codes: Int32Array.from({ length: 12 }, (_, i) => Math.min(i, 9)), values: [...'abcdefghij'] },
    ],
    paired: 0,
  };
  const names = ['x', 'y', 'z'];

  test('by domain, colour and shape both; by label; anything unknown is by domain', () => {
    const byDomain = lookOf('domain', probes, names, undefined);
    expect(byDomain.key.map(({ name }) => name)).toEqual(names);
    expect([byDomain.colourOf(0), byDomain.shapeOf(1)]).toEqual([byDomain.colourOf(3), byDomain.shapeOf(4)]);
    expect(byDomain.colourOf(0)).not.toBe(byDomain.colourOf(1));
    expect(lookOf('column nothing', probes, names, undefined).key).toEqual(byDomain.key);
    const byLabel = lookOf('label', probes, names, undefined);
    expect([byLabel.textOf?.(0), byLabel.textOf?.(1)]).toEqual(['negative', 'positive']);
  });

  test('by a column of numbers, from its least to its most; missing values are grey', () => {
    const { key, colourOf, textOf } = lookOf('column price', probes, names, undefined);
    expect(key.map(({ name }) => name)).toEqual(['0', '100']);
    expect([colourOf(0), textOf?.(0)]).toEqual(['var(--baseline)', 'missing']);
    expect(colourOf(1)).toContain(' 0%');
    expect(colourOf(11)).toContain(' 100%');
  });

  test('by a column of words: the most frequent have colours, the others are grey', () => {
    const { key, colourOf } = lookOf('column kind', probes, names, undefined);
    expect(key).toHaveLength(8);
    expect(key[0]?.name).toBe('j');
    expect(key.at(-1)).toMatchObject({ name: '3 other values', colour: 'var(--baseline)' });
    expect(colourOf(9)).toBe(key[0]?.colour);
    expect(colourOf(8)).toBe('var(--baseline)');
  });
});

test('values of a few domains are all named, of many the ends; what is missing is left out', () => {
  const say = (value: number, name: string) => `${value} for ${name}`;
  expect(perDomain(['a', 'b', 'c'], [1, null, 3], say)).toBe('1 for a, 3 for c');
  const names = Array.from({ length: 9 }, (_, i) => `d${i}`);
  expect(perDomain(names, [5, 4, 3, 9, 1, 2, 6, 7, undefined], say)).toBe('1 for d4 (the least) to 9 for d3 (the most)');
});
