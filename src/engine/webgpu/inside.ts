import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';

/** What tfjs's WebGPU backend knows of one tensor. */
export interface TensorData {
  values: unknown;
  dtype: string;
  shape: number[];
  refCount: number;
  resource?: GPUBuffer | null;
  /** The buffer belongs to somebody else. */
  external?: boolean;
  /** Ours: the tensor is a part of another one's buffer. */
  part?: Part;
  /** Ours: it has been written to where it lies, so that what is read of it is not kept. */
  changes?: boolean;
}

/** Where a tensor lies that is a part of another one's buffer. */
export interface Part {
  /** The tensor that owns the buffer. */
  of: DataId;
  /** In bytes. */
  offset: number;
  size: number;
  /** The owner lives as long as the part does; else the owner must outlive it. */
  holds: boolean;
}

/** What of tfjs's backend its types keep to themselves, and we record with. */
export interface Inside {
  tensorMap: { get(id: DataId): TensorData; set(id: DataId, data: TensorData): void; has(id: DataId): boolean };
  tensorToBinding(tensor: TensorInfo): { buffer: GPUBuffer; offset?: number; size?: number };
  nextDataId(): number;
  releaseResource(id: DataId): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
}

export function insideOf(backend: WebGPUBackend): Inside {
  return backend as unknown as Inside;
}
