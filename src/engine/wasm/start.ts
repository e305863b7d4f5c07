import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { backend as currentBackend, env, setBackend } from '@tensorflow/tfjs-core';
import { type Engine, NEVER } from '../engine';
import { countKernels } from '../kernels/count-kernels';
import { registerKernels } from '../kernels/register-js';
import { registerBatchMatMul } from './batch-mat-mul';
import { heapOf } from './heap';
import { registerSlice } from './slice';

let registered = false;

/** tfjs on WebAssembly, one thread, with the kernels that it lacks. */
export async function startWasm(reason: string): Promise<Engine> {
  // The threaded build hangs for ever in a minified bundle on a cross-origin isolated page: it turns a function into
  // text and runs that text in a worker. It is switched off, so its file is never asked for.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!registered) {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    });
    registerKernels('wasm', (backend) => {
      const wasm = backend as BackendWasm;
      return { view: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array | Int32Array, allocate: (shape) => wasm.makeOutput(shape, 'float32') };
    });
    registerBatchMatMul();
    registerSlice();
    registered = true;
  }
  if (!(await setBackend('wasm'))) throw new Error('The WebAssembly engine did not start.');
  const backend = currentBackend() as BackendWasm;
  const { counts, stop } = countKernels(backend);
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    info: { name: 'wasm', adapter: simd ? 'WebAssembly SIMD, one thread' : 'WebAssembly without SIMD, one thread', reason },
    parallelSums: false,
    counts: () => ({ ...counts }),
    allocated: () => ({ tensors: backend.numDataIds(), bytes: heapOf(backend).byteLength }),
    lost: NEVER,
    stop,
  };
}
