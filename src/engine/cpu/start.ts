import '@tensorflow/tfjs-backend-cpu';
import { backend as currentBackend, type DataId, type KernelBackend, memory, setBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Engine, NEVER } from '../engine';
import { countKernels } from '../kernels/count-kernels';
import { registerKernels } from '../kernels/register-js';

/** What the CPU backend offers beyond `KernelBackend`. */
interface CpuBackend extends KernelBackend {
  data: { get(dataId: DataId): { values: Float32Array | Int32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

/** Plain JavaScript: slow, but runs anywhere. */
export async function startCpu(reason: string): Promise<Engine> {
  registerKernels('cpu', (backend) => {
    const cpu = backend as CpuBackend;
    return {
      view: (tensor) => cpu.data.get(tensor.dataId).values,
      allocate: (shape) => cpu.makeTensorInfo(shape, 'float32', new Float32Array(shape.reduce((a, b) => a * b, 1))),
    };
  });
  if (!(await setBackend('cpu'))) throw new Error('The CPU engine did not start.');
  const backend = currentBackend();
  const { counts, stop } = countKernels(backend);
  return {
    info: { name: 'cpu', adapter: 'JavaScript, one thread', reason },
    parallelSums: false,
    counts: () => ({ ...counts }),
    allocated: () => ({ tensors: backend.numDataIds(), bytes: memory().numBytes }),
    lost: NEVER,
    stop,
  };
}
