import { describe, expect, test } from 'vitest';
import type { ProbeRows } from '../../../protocol/insight';
import { lookOf } from './point-colours';

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
