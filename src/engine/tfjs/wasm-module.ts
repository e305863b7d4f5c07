import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import moduleFactory, { type BackendWasmModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';

export type { BackendWasmModule };

/**
 * tfjs's WebAssembly module, which Emscripten made, and its heap.
 *
 * Relies on what the types of tfjs-backend-wasm 4.22.0 leave out of `wasm-out/tfjs-backend-wasm.js`, and on `backend_wasm.ts`, `init`,
 * which starts the module in the same way.
 */
interface Module {
  asm: { memory: WebAssembly.Memory };
  cwrap(name: string, result: 'number' | null, parameters: 'number'[]): () => never;
}

export interface Heap {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

export function allocatorOf(module: BackendWasm['wasm']): Heap {
  return module as unknown as Heap;
}

/**
 * The heap; memory grows, so it is asked for after each allocation. It may be a SharedArrayBuffer, which differs only for
 * those who would pass it on or decode text from it.
 */
export function heapOf(backend: BackendWasm): ArrayBuffer {
  return allocatorOf(backend.wasm).HEAPU8.buffer;
}

/** The memory that a module made for itself. */
export function memoryOf(module: BackendWasmModule): WebAssembly.Memory {
  return (module as unknown as Module).asm.memory;
}

/**
 * Starts the single-threaded module.
 *
 * @param memory that the binary imports; left out: the binary makes its own
 * @throws Error where it does not compile or start
 */
export async function startModule(binary: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory | undefined): Promise<BackendWasmModule> {
  const module = await new Promise<BackendWasmModule>((resolve, reject) => {
    const start = moduleFactory({
      instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => {
        const given = memory ? { ...imports, env: { ...imports.env, memory } } : imports;
        WebAssembly.instantiate(binary, given).then(({ instance, module: compiled }) => receive(instance, compiled), reject);
        return {};
      },
      onAbort: (reason) => reject(new Error(reason)),
    });
    start.then(resolve, reject);
  });
  // As the package does when it starts the module itself.
  const { cwrap } = module as unknown as Module;
  module.tfjs = {
    init: cwrap('init', null, []),
    initWithThreadsCount: cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: cwrap('get_threads_count', 'number', []),
    registerTensor: cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: cwrap('dispose_data', null, ['number']),
    dispose: cwrap('dispose', null, []),
  };
  return module;
}
