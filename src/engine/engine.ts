import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { EngineCounts, EngineInfo } from '../protocol/engine';

/** What an engine can hold, in bytes. */
export interface Capacity {
  /** One tensor. */
  tensor: number;
  /** All of them, as far as it is known. */
  total: number;
}

/** A view begins at a multiple of this, in floats: WebGPU binds parts of a buffer at multiples of 256 bytes. */
export const VIEW_ALIGNMENT = 64;

/** A started engine: tfjs's current backend from here on. */
export interface Engine {
  readonly info: EngineInfo;
  /** Whether sums run in parallel, so that embedding gradients need their ids grouped to be reproducible. */
  readonly parallelSums: boolean;
  readonly capacity: Capacity;
  counts(): EngineCounts;
  /** The backend's buffers (those too that only a kernel knows of), and the bytes that are held: of GPU memory, of the WASM heap, of arrays. */
  allocated(): { tensors: number; bytes: number };
  /**
   * A tensor in the memory of another: what is written to one is seen in both, and disposing of it frees nothing.
   *
   * @param flat must outlive the view
   * @param from in floats, a multiple of VIEW_ALIGNMENT
   */
  view(flat: Tensor1D, from: number, shape: number[]): Tensor;
  /** Compiles what training will run, where an engine compiles; training need not wait for it. */
  warmUp(): Promise<void>;
  /** Resolves when all that was handed over is done. */
  finished(): Promise<void>;
  /** Hands over to the device what was recorded, where there is a queue. */
  submit(): void;
  /** Resolves with what happened if the device goes away; never on engines that cannot lose theirs. */
  readonly lost: Promise<string>;
  /**
   * Gives back the device or the threads; the engine cannot be used afterwards. WebGPU's tensors go with the device; those of the
   * other engines stay until they are disposed of.
   */
  stop(): void;
}

export const NEVER = new Promise<string>(() => {});
