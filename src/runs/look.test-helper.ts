import type { Look } from '../protocol/insight';

/** A look that holds next to nothing. */
export const emptyLook = (epoch: number, change: Partial<Look> = {}): Look => ({
  step: epoch,
  epoch,
  final: false,
  k: 1,
  bottleneck: 1,
  adapters: [],
  factors: [],
  domains: [],
  rows: [],
  map: { coordinates: new Float32Array(), explained: [] },
  similarity: { cka: [], moved: [], cosine: [], energy: [], silhouette: { mean: null, byDomain: [] } },
  spectra: { h: [], adapters: [] },
  use: [],
  ...change,
});
