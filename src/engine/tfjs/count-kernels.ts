import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { EngineCounts } from '../../protocol/engine';
import { ENGINE_OF_TFJS } from './engine';

/**
 * Counts what an engine without a command queue does: kernel calls, and the bytes that cross into and out of its
 * tensors. It wraps the three functions that all of this goes through, so it counts what really happens.
 *
 * @returns the counts, which go on growing, and a function that ends the counting
 */
export function countKernels(backend: KernelBackend): { counts: EngineCounts; stop: () => void } {
  const counts: EngineCounts = { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 };
  const { write, read } = backend;
  const { runKernel } = ENGINE_OF_TFJS;

  backend.write = function (values, shape, dtype) {
    if (values && 'byteLength' in values) counts.bytesWritten += values.byteLength;
    return write.call(this, values, shape, dtype);
  };
  backend.read = async function (dataId) {
    const values = await read.call(this, dataId);
    if ('byteLength' in values) counts.bytesRead += values.byteLength;
    return values;
  };
  ENGINE_OF_TFJS.runKernel = function (...args) {
    counts.dispatches++;
    return runKernel.apply(this, args) as never;
  };
  return {
    counts,
    stop: () => {
      Object.assign(backend, { write, read });
      ENGINE_OF_TFJS.runKernel = runKernel;
    },
  };
}
