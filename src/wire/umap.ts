import type { UmapAnswer, UmapQuestion } from '../protocol/umap';

/**
 * Projects rows to two dimensions in a worker that lives for this alone.
 *
 * @param rows [n, size]
 * @returns what gives it up
 */
export function umap(
  rows: Float32Array,
  size: number,
  seed: number,
  { onProgress, onDone, onError }: { onProgress(share: number): void; onDone(coordinates: Float32Array): void; onError(message: string): void },
): () => void {
  const worker = new Worker(new URL('../worker/umap-worker.ts', import.meta.url), { type: 'module', name: 'umap' });
  worker.onmessage = ({ data }: MessageEvent<UmapAnswer>) => {
    if ('progress' in data) onProgress(data.progress);
    else {
      worker.terminate();
      onDone(data.coordinates);
    }
  };
  worker.onerror = (event) => {
    worker.terminate();
    onError(`UMAP failed: ${event.message || 'its worker did not start'}.`);
  };
  worker.postMessage({ rows, size, seed } satisfies UmapQuestion);
  return () => worker.terminate();
}
