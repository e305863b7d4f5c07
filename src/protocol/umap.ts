/** What the UMAP worker is asked: rows to lay out in two dimensions. */
export interface UmapQuestion {
  /** [n, size] */
  rows: Float32Array;
  size: number;
  seed: number;
}

/** What it tells: its progress, 0 to 1, then [n, 2] coordinates. */
export type UmapAnswer = { progress: number } | { coordinates: Float32Array };
