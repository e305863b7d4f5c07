import { type Device, defaultDevice, init, tree } from '@jax-js/jax';
import { type Arrays, count, JaxHamur, type Sizes } from './hamur';

export interface JaxOptions {
  /** Rows of a step. */
  batch: number;
  /** For how long steps are timed, after the compilation and the warm-up. */
  seconds: number;
  /** Widths to multiples of four. */
  padded: boolean;
  backend: 'wasm' | 'webgpu';
  domains?: number;
  k?: number;
  /** Multiplies the numbers of users, movies and zip codes. */
  vocabulary?: number;
}

export interface JaxSpeed {
  /** Of the median step. */
  rowsPerSecond: number;
  stepMs: number[];
  /** What ran: sizes, threads, compilation. */
  note: string;
}

const BATCHES = 16;
/** The first eight steps in a page take half as long again as those that follow. */
const WARM_UP = 10;

/** MovieLens-100K: users, movies, genders, occupations, zip codes, genres. */
export function movielens({ domains = 3, k = 35, vocabulary = 1 }: Pick<JaxOptions, 'domains' | 'k' | 'vocabulary'>): Sizes {
  const grown = (rows: number) => Math.max(2, Math.round(rows * vocabulary));
  const fields = [grown(943), grown(1682), 2, 21, grown(795), 18, domains];
  return { fields, domains, k, width: 16, layers: [256, 128], hyper: 64, bottleneck: 32 };
}

/** @throws {Error} where the backend is not to be had */
export async function startJax(backend: Device): Promise<void> {
  const available = await init(backend);
  if (!available.includes(backend)) throw new Error(`jax-js has no ${backend} here, only ${available.join(', ')}.`);
  defaultDevice(backend);
}

/** The authors' start: U, V all ones, embeddings N(0, 1e-4), the rest as PyTorch's own layers. */
function referenceStart(random: () => number) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (name: string, shape: number[], fanIn: number): Float32Array => {
    const value = () => {
      if (name === 'embedding') return 1e-4 * normal();
      if (fanIn > 0) return (2 * random() - 1) / Math.sqrt(fanIn);
      return /\.(gamma|u1|v1|u2|v2)$/.test(name) ? 1 : 0;
    };
    return Float32Array.from({ length: count(shape) }, value);
  };
}

/** Seeded: a linear congruence of 32 bits, of which the upper 24 are used. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/**
 * Times whole steps. Threads: jax-js starts as many as there are cores where the page is cross-origin isolated, else one.
 * @throws {Error} where the backend is not to be had, or the loss is no number
 */
export async function measureJax({ batch, seconds, padded, backend, ...choices }: JaxOptions): Promise<JaxSpeed> {
  await startJax(backend);
  const sizes = movielens(choices);
  const random = stream(1);
  const model = new JaxHamur(sizes, padded, referenceStart(random));
  const batches = Array.from({ length: BATCHES }, () => {
    const domains = Int32Array.from({ length: batch }, () => Math.floor(random() * sizes.domains));
    const ids = Int32Array.from({ length: batch * sizes.fields.length }, (_, i) => {
      const field = i % sizes.fields.length;
      if (field === sizes.fields.length - 1) return domains[Math.floor(i / sizes.fields.length)] as number;
      // Squared: some values come far more often than others, as users and films do.
      return Math.floor(random() ** 2 * (sizes.fields[field] as number));
    });
    const dense = Float32Array.from({ length: batch }, random);
    return model.batch({ ids, dense, domains, labels: Float32Array.from({ length: batch }, () => Number(random() < 0.5)) });
  });

  const times: number[] = [];
  let loss = Number.NaN;
  for (let begun = performance.now(); times.length < WARM_UP + 3 || performance.now() - begun < seconds * 1000; ) {
    const before = performance.now();
    const made = await model.step(batches[times.length % BATCHES] as Arrays);
    times.push(performance.now() - before);
    loss = ((await made.data()) as Float32Array)[0] as number;
    if (times.length === WARM_UP) begun = performance.now();
  }
  model.dispose();
  tree.dispose(batches);
  if (!Number.isFinite(loss)) throw new Error(`The loss of jax-js is ${loss}.`);

  const stepMs = times.slice(WARM_UP);
  const threads = backend === 'wasm' && globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  const where = backend === 'wasm' ? `WebAssembly, ${threads} thread${threads > 1 ? 's' : ''}` : 'WebGPU';
  const note = `jax-js 0.1.25, ${where}, ${padded ? 'sizes padded to multiples of four' : 'unpadded'}, ${model.size} parameters; first step, with compilation, ${Math.round(times[0] as number)} ms`;
  return { rowsPerSecond: (batch / median(stepMs)) * 1000, stepMs, note };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}
