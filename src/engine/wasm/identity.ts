import { Identity, type TensorInfo } from '@tensorflow/tfjs-core';
import { referenceTo, replaceKernel } from '../kernels/register-js';
import type { Backend } from './backend';

/**
 * Replaces tfjs's identity on WASM, which copies. A gradient keeps what it needs of the forward pass by it: the copies were
 * 9 of 197 ms of a training step, and as much memory again. Here, as on tfjs's other backends, it is another reference.
 */
export function registerIdentity(): void {
  replaceKernel({
    kernelName: Identity,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => {
      const { x } = inputs as { x: TensorInfo };
      (backend as Backend).incRef(x.dataId);
      return referenceTo(x);
    },
  });
}
