import '@tensorflow/tfjs-backend-wasm';
import { backend as currentBackend, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { type Engine, NEVER, VIEW_ALIGNMENT } from '../engine';
import { referenceTo, registerKernels } from '../kernels/register-js';
import { countKernels } from '../tfjs/count-kernels';
import { ENGINE_OF_TFJS } from '../tfjs/engine';
import { hasSimd, neverLoadThreads } from '../tfjs/flags';
import { WASM_BINARIES } from '../tfjs/wasm-binaries';
import { Backend, fetchBinary, type Loaded, loadModule } from './backend';
import { registerBatchMatMul } from './batch-mat-mul';
import plainKernelsUrl from './built/kernels.wasm?url';
import relaxedKernelsUrl from './built/kernels-relaxed.wasm?url';
import { registerIdentity } from './identity';
import { registerFusedKernels } from './kernels';
import { Machine } from './machine';
import { shareMemory } from './share-memory';
import { registerSlice } from './slice';

/** As far as the heap can grow: 4 GB but one page. */
const HEAP_BYTES = 65_535 * 65_536;

let registered = false;

/** tfjs on WebAssembly, with our fused kernels, and the kernels that it lacks. */
export async function startWasm(reason: string): Promise<Engine> {
  neverLoadThreads();
  const simd = await hasSimd();
  if (!registered) {
    registerKernels('wasm', (backend) => {
      const wasm = backend as Backend;
      return {
        view: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array | Int32Array,
        allocate: (shape, dtype = 'float32') => wasm.makeOutput(shape, dtype),
        share: (tensor) => {
          wasm.incRef(tensor.dataId);
          return referenceTo(tensor);
        },
      };
    });
    registerBatchMatMul();
    registerSlice();
    registerIdentity();
    if (simd) registerFusedKernels();
    if (findBackendFactory('wasm')) removeBackend('wasm');
    registerBackend('wasm', makeBackend, 2);
    registered = true;
  }
  if (!(await setBackend('wasm'))) throw new Error('The WebAssembly engine did not start.');
  const backend = currentBackend() as Backend;
  const { machine } = backend;
  await machine?.startThreads();
  const { counts, stop } = countKernels(backend);
  return {
    info: { name: 'wasm', adapter: describe(machine), reason },
    parallelSums: false,
    capacity: { tensor: HEAP_BYTES, total: HEAP_BYTES },
    counts: () => ({ ...counts }),
    allocated: () => ({ tensors: backend.numDataIds(), bytes: backend.heldBytes() }),
    view: (flat, from, shape) => {
      if (from % VIEW_ALIGNMENT !== 0) throw new Error(`A view begins at a multiple of ${VIEW_ALIGNMENT}, not at ${from}.`);
      return ENGINE_OF_TFJS.makeTensorFromTensorInfo(backend.makeView(flat, from, shape), backend);
    },
    submit: () => {},
    warmUp: async () => {},
    finished: async () => {},
    lost: NEVER,
    stop: () => {
      machine?.stopThreads();
      stop();
    },
  };
}

function describe(machine: Machine | undefined): string {
  if (!machine) return 'WebAssembly without SIMD, one thread';
  const { threads, relaxed } = machine;
  return `WebAssembly SIMD${relaxed ? ' (relaxed)' : ''}, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}

async function makeBackend(): Promise<Backend> {
  const loaded = await loadModule(WASM_BINARIES);
  const backend = new Backend(loaded.module, loaded.heldBytes);
  if (await hasSimd()) backend.machine = await makeMachine(backend, loaded);
  return backend;
}

/** (module (func (param v128 v128 v128) (result v128) local.get 0 local.get 1 local.get 2 f32x4.relaxed_madd)) */
const RELAXED = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11,
]);

async function makeMachine(backend: Backend, { memory, shared }: Loaded): Promise<Machine> {
  const relaxed = WebAssembly.validate(RELAXED);
  const binary = await fetchBinary(relaxed ? relaxedKernelsUrl : plainKernelsUrl);
  const module = await WebAssembly.compile(shared ? shareMemory(binary).binary : binary);
  return Machine.make(backend, module, memory, shared, relaxed);
}
