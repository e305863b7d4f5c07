import type { DataId, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** What tfjs-backend-cpu 4.22.0, `backend_cpu.ts`, offers beyond `KernelBackend`; it does not export its class's type with it. */
export interface CpuBackend extends KernelBackend {
  data: { get(dataId: DataId): { values: Float32Array | Int32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32' | 'int32', values: Float32Array | Int32Array): TensorInfo;
}
