import '@tensorflow/tfjs-backend-cpu';
import { backend as currentBackend, memory, setBackend } from '@tensorflow/tfjs-core';
import { type Engine, NEVER } from '../engine';
import { referenceTo, registerKernels } from '../kernels/register-js';
import { countKernels } from '../tfjs/count-kernels';
import type { CpuBackend } from '../tfjs/cpu-backend';
import { ENGINE_OF_TFJS } from '../tfjs/engine';

/** Plain JavaScript: slow, but runs anywhere. */
export async function startCpu(reason: string): Promise<Engine> {
  registerKernels('cpu', (backend) => {
    const cpu = backend as CpuBackend;
    return {
      view: (tensor) => cpu.data.get(tensor.dataId).values,
      allocate: (shape, dtype = 'float32') => {
        const size = shape.reduce((a, b) => a * b, 1);
        return cpu.makeTensorInfo(shape, dtype, dtype === 'int32' ? new Int32Array(size) : new Float32Array(size));
      },
      share: (tensor) => {
        cpu.incRef(tensor.dataId);
        return referenceTo(tensor);
      },
    };
  });
  if (!(await setBackend('cpu'))) throw new Error('The CPU engine did not start.');
  const backend = currentBackend();
  const { counts, stop } = countKernels(backend);
  return {
    info: { name: 'cpu', adapter: 'JavaScript, one thread', reason },
    parallelSums: false,
    // The largest typed array that V8 allows; the browser does not say how much memory a page may use.
    capacity: { tensor: 2 ** 33, total: 2 ** 33 },
    counts: () => ({ ...counts }),
    view: (flat, from, shape) => {
      const cpu = backend as CpuBackend;
      const values = cpu.data.get(flat.dataId).values as Float32Array;
      const info = cpu.makeTensorInfo(shape, 'float32', values.subarray(from, from + shape.reduce((a, b) => a * b, 1)));
      return ENGINE_OF_TFJS.makeTensorFromTensorInfo(info, backend);
    },
    submit: () => {},
    warmUp: async () => {},
    finished: async () => {},
    allocated: () => ({ tensors: backend.numDataIds(), bytes: memory().numBytes }),
    lost: NEVER,
    stop,
  };
}
