import { describe, expect, test } from 'vitest';
import { look } from './look.test-helper';
import { weightsByDomain, weightsSentence } from './weights-by-domain';

const identity = {
  width: 2,
  bottleneck: 2,
  k: 2,
  u1: Float32Array.of(1, 0, 0, 1),
  v1: Float32Array.of(1, 0, 0, 1),
  u2: Float32Array.of(1, 0, 0, 1),
  v2: Float32Array.of(1, 0, 0, 1),
};
const of = (...hs: number[][]) =>
  look({ bottleneck: 2, adapters: [{ layer: 1, width: 2 }], factors: [identity], domains: hs.map((h) => ({ rows: 3, h: Float32Array.from(h) })) });
const names = ['home', 'search', 'video'];

describe('what the hyper-network makes for each domain', () => {
  test('each domain’s weights less their mean, by hand', () => {
    const { domains, share, most, scale } = weightsByDomain(of([1, 1, 1, 1], [3, 1, 1, 1]), 0, 'W_down');
    expect(domains.map(({ matrix }) => [...matrix.values])).toEqual([
      [-1, 0, 0, 0],
      [1, 0, 0, 0],
    ]);
    // |differences|² = 2, |weights|² = 4 + 12; the usual size of a weight is √(16 / 8).
    expect(share).toBeCloseTo(Math.sqrt(2 / 16), 12);
    expect(scale).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(most).toBe(0);
  });

  test('most is the one that lies furthest from the mean; a domain without rows is left out of all of it', () => {
    const three = of([1, 1, 1, 1], [9, 9, 9, 9], [1, 1, 1, 7]);
    expect(weightsByDomain(three, 0, 'H').most).toBe(1);
    three.domains[1] = { rows: 0, h: new Float32Array(4) };
    const { domains, most } = weightsByDomain(three, 0, 'H');
    expect(domains.map(({ domain }) => domain)).toEqual([0, 2]);
    expect([...(domains[1]?.matrix.values ?? [])]).toEqual([0, 0, 0, 3]);
    expect(most).toBe(0);
  });

  test('the same for every domain, whatever its size, is no difference', () => {
    for (const size of [1e-6, 1, 1e6]) expect(weightsByDomain(of([size, 0, 0, size], [size, 0, 0, size]), 0, 'W_up').share).toBe(0);
    expect(weightsByDomain(of([0, 0, 0, 0], [0, 0, 0, 0]), 0, 'H')).toMatchObject({ share: 0, scale: 0 });
  });
});

describe('the sentence', () => {
  const said = (share: number, step = 1) =>
    weightsSentence({ ...weightsByDomain(of([1, 1, 1, 1], [3, 1, 1, 1], [0, 0, 0, 9]), 0, 'W_down'), share }, look({ step }), names);

  test('how much, and for whom most', () => {
    expect(said(0.457)).toBe('The mean W_down of a domain’s rows differs between domains by 46 % of its size: most for video.');
    expect(said(0.0312)).toContain('by 3.1 % of its size');
  });

  test('nothing yet: before training, and where domains get the same', () => {
    expect(said(0.004, 0)).toBe('Before training nothing differs yet: every domain gets the same.');
    expect(said(0.12, 0)).toBe('Before training nothing has been learned yet: what differs between domains (12 % of its size) is chance.');
    expect(said(0.002)).toBe('Nothing differs yet: every domain gets the same W_down, but for 0.2 % of its size.');
    expect(weightsSentence(weightsByDomain(of([1, 1, 1, 1]), 0, 'H'), look(), names)).toContain('one domain only');
  });
});
