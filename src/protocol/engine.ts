import type { EngineChoice } from '../config/run-config';

/** What the worker tells of engines: which there are, how fast they are, whether their kernels are right. */

/** The ops that may run fused. */
export const FUSED_OP_NAMES = [
  'embed',
  'linear',
  'norm',
  'layer norm',
  'mixture of experts',
  'factor gate',
  'domain maps',
  'adapter cell',
  'own logit',
  'logistic loss',
  'cross layer',
  'optimise',
] as const;
export type FusedOp = (typeof FUSED_OP_NAMES)[number];

export type EngineName = 'webgpu' | 'wasm' | 'cpu';

export interface EngineInfo {
  name: EngineName;
  /** What the browser says of the adapter, or of the processor's features. */
  adapter: string;
  /** Why this engine was taken. */
  reason: string;
}

/** What has crossed to the engine since it started. */
export interface EngineCounts {
  /** Kernels run: compute dispatches on WebGPU, kernel calls elsewhere. */
  dispatches: number;
  /** Command buffers handed to the queue; 0 where there is no queue. */
  submits: number;
  bytesWritten: number;
  bytesRead: number;
}

export interface EngineOption {
  name: EngineName;
  available: boolean;
  adapter: string;
  /** What it is; or why it is not available. */
  reason: string;
  /** Measured: 10^9 floating-point operations a second of a layer's matrix products; left out where nothing was measured. */
  gflops?: number;
  /** It is a GPU, and not the processor in its place. */
  hardware?: true;
  /** It has others to be compared with, and could not be measured. */
  unmeasured?: true;
}

export interface EngineReport {
  options: EngineOption[];
  /** What `auto` takes here. */
  auto: EngineInfo;
  /** What was measured, to be given back on the next visit. */
  measured: Measured;
}

/** What is worth remembering from visit to visit; `key` names the browser, the adapter and the engines' sources that it holds for. */
export interface Measured {
  key: string;
  gflops: Partial<Record<EngineName, number>>;
  /** How the fused kernels compared with their definitions, all of them. */
  checks: Partial<Record<EngineName, OpCheck[]>>;
}

/** How one op's fused kernels compared with its composed definition on this machine. */
export interface OpCheck {
  op: FusedOp;
  /** Largest difference of any value or gradient, relative to the largest magnitude of its kind; infinite where the kernels failed. */
  deviation: number;
  passed: boolean;
  ms: number;
}

/** An engine that is ready, and how its fused kernels compared with their definitions. */
export interface Prepared {
  engine: EngineInfo;
  checks: OpCheck[];
  /** Time that compiling took. */
  compileMs: number;
  /** Time that the comparison took; 0 where it was remembered. */
  checkMs: number;
  /** To be given back on the next visit. */
  measured: Measured;
}

/** The engines of this machine. */
export interface EngineCalls {
  /** @param known what an earlier visit measured, as the report of that visit gave it; anything else is ignored */
  describe(known?: Measured): Promise<EngineReport>;
  /**
   * Starts an engine while the person is still choosing, compiles its kernels, and compares them with their definitions. The
   * comparison waits for the end of a run.
   * @returns undefined where another engine was asked for meanwhile, or where another one is in use: by a run, or by its weights
   */
  prepare(choice: EngineChoice): Promise<Prepared | undefined>;
  /**
   * Measures the engines again and lets kernels be compared again. An ended run is discarded.
   * @throws UserError where a run is still going on
   */
  measureAgain(): Promise<EngineReport>;
  /**
   * So many threads at most from the next run on, where the engine has any; they change its speed, and no bit of what it computes.
   * @throws UserError where a run is still going on
   */
  limitThreads(count: number): Promise<void>;
}
