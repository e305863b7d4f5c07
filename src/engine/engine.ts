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

/** A started engine: tfjs's current backend from here on. */
export interface Engine {
  readonly info: EngineInfo;
  /** Whether sums run in parallel, so that embedding gradients need their ids grouped to be reproducible. */
  readonly parallelSums: boolean;
  counts(): EngineCounts;
  /** The backend's buffers (those too that only a kernel knows of), and bytes: of GPU memory, of the WASM heap, of arrays. */
  allocated(): { tensors: number; bytes: number };
  /** Resolves with what happened if the device goes away; never on engines that cannot lose theirs. */
  readonly lost: Promise<string>;
  /** Gives the device back. The engine cannot be used afterwards. */
  stop(): void;
}

export const NEVER = new Promise<string>(() => {});
