import { describe, expect, test } from 'vitest';
import { collapse } from './collapse';
import { look } from './look.test-helper';

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
      'the adapter has not collapsed: the effective rank of the domains’ mean weights is 4.0 of 4 for W_down, 4.0 for W_up, and 4.0 of 4 for H; 10 % of its bottleneck is saturated, and 25 % hardly differs from row to row.',
    );
  });
  test('a bottleneck that passes on nothing of its layer is told, saturated or still', () => {
    const sentence = (saturated: number, still: number) => collapse(look({ use: [{ size: [], saturated: [saturated, null], dead: 0, still }] }), 0).sentence;
    expect(sentence(0.8, 0)).toContain('the adapter hardly reads its layer, so what it adds depends on H alone: 80 % of its bottleneck is saturated, and 0 %');
    expect(sentence(0, 0.9)).toContain('depends on H alone: 0 % of its bottleneck is saturated, and 90 % hardly differs from row to row. It has');
    expect(sentence(0.1, 0.2)).not.toContain('depends on H alone');
  });
});
