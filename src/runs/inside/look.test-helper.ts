import type { Look } from '../../protocol/insight';
import type { Having } from './nearest';

/** A small look to test with: three domains, the second without rows. */
export const look = (change: Partial<Look> = {}): Having<'map' | 'similarity'> => ({
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
