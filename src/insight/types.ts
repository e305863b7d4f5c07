/** What the hyper-network generates, for one row or for the mean of a domain's probe rows. */
export interface GeneratedWeights {
  /** `domain`: mean over that domain's probe rows; `row`: one row. */
  subject: { kind: 'domain'; domain: number; name: string; rows: number } | { kind: 'row'; row: number; domain: number };
  /** [k, k] instance representation matrix, as the adapters use it. */
  h: Float32Array;
  adapters: {
    /** [width, bottleneck] */
    down: Float32Array;
    /** [bottleneck, width] */
    up: Float32Array;
  }[];
}

/** A look at the hyper-network at one moment of training. */
export interface Probe {
  /** Steps done so far. */
  step: number;
  /** Epochs done so far, with a fraction. */
  epoch: number;
  k: number;
  bottleneck: number;
  /** The layer, counted from 1, and the width of it, that each adapter follows. */
  adapters: { layer: number; width: number }[];
  subjects: GeneratedWeights[];
}
