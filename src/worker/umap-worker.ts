import { UMAP } from 'umap-js';
import { randomStream } from '../lib/random';
import type { UmapAnswer, UmapQuestion } from '../protocol/umap';

/** UMAP (McInnes, Healy and Melville, 2018), the umap-js package, with the run's seed, told as it goes. */

const NEIGHBOURS = 15;
const MS_PER_PROGRESS = 100;

self.onmessage = ({ data }: MessageEvent<UmapQuestion>) => {
  const { rows, size, seed } = data;
  const n = rows.length / size;
  const random = randomStream(seed, 'umap');
  const umap = new UMAP({ nComponents: 2, nNeighbors: Math.min(NEIGHBOURS, n - 1), random: () => random.uniform() });
  const steps = umap.initializeFit(Array.from({ length: n }, (_, i) => Array.from(rows.subarray(i * size, (i + 1) * size))));
  let told = performance.now();
  for (let i = 0; i < steps; i++) {
    umap.step();
    if (performance.now() - told < MS_PER_PROGRESS) continue;
    told = performance.now();
    self.postMessage({ progress: (i + 1) / steps } satisfies UmapAnswer);
  }
  const coordinates = Float32Array.from(umap.getEmbedding().flat());
  self.postMessage({ coordinates } satisfies UmapAnswer, { transfer: [coordinates.buffer] });
};
