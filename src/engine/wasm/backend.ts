import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import moduleFactory, { type BackendWasmModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import { env, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Heap, watchHeap } from './heap';
import type { Machine } from './machine';
import { MOST_PAGES, shareMemory } from './share-memory';

/** tfjs's backend, with the machine that our kernels run on, and tensors that lie in others. */
export class Backend extends BackendWasm {
  /** Undefined where there is no SIMD. */
  machine: Machine | undefined;
  private readonly views = new WeakSet<object>();

  /** @param heldBytes of the heap, by tensors and by whatever else JavaScript allocated there */
  constructor(
    module: BackendWasmModule,
    readonly heldBytes: () => number,
  ) {
    super(module);
  }

  /** A tensor in the memory of another, which must outlive it. @param from in floats */
  makeView(flat: TensorInfo, from: number, shape: number[]): TensorInfo {
    const size = util.sizeFromShape(shape);
    if (from < 0 || from + size > util.sizeFromShape(flat.shape)) throw new Error(`A view of ${size} from ${from} on does not fit into ${flat.shape}.`);
    const view = this.makeOutput(shape, flat.dtype, this.getMemoryOffset(flat.dataId) + 4 * from);
    this.views.add(view.dataId);
    return view;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.views.has(dataId)) return super.disposeData(dataId, force);
    const data = this.dataIdMap.get(dataId);
    // Disposed of already, as tfjs's own answers.
    if (!data) return true;
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    // The memory is the other tensor's; only the table's entry goes.
    this.wasm.tfjs.disposeData(data.id);
    this.dataIdMap.delete(dataId);
    return true;
  }
}

/** tfjs's module, its memory, and whether threads may share that. */
export interface Loaded {
  module: BackendWasmModule;
  memory: WebAssembly.Memory;
  shared: boolean;
  /** Of the heap: bytes that are allocated and not freed. */
  heldBytes(): number;
}

/**
 * Starts tfjs's single-threaded module. Where the page is cross-origin isolated its memory is a shared one of ours: the
 * binary is rewritten while it is loaded. tfjs's own threaded build hangs for ever in a minified bundle, since it turns a
 * function into text and runs that text in a worker.
 *
 * @param urls of tfjs's binaries with SIMD and without
 * @throws Error where a binary cannot be fetched or compiled
 */
export async function loadModule(urls: { simd: string; plain: string }): Promise<Loaded> {
  const binary = await fetchBinary((await env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? urls.simd : urls.plain);
  const shareable = globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function' ? shareMemory(binary) : undefined;
  const memory = shareable && allocateShared(shareable.initialPages);
  const module = await instantiate(memory ? shareable.binary : binary, memory);
  const own = () => (module as unknown as { asm: { memory: WebAssembly.Memory } }).asm.memory;
  return { module, memory: memory ?? own(), shared: memory !== undefined, heldBytes: watchHeap(module as unknown as Heap) };
}

export async function fetchBinary(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be fetched (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A shared memory takes 4 GB of addresses at once, which a small machine may refuse. */
function allocateShared(initialPages: number): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: initialPages, maximum: MOST_PAGES, shared: true });
  } catch {
    return undefined;
  }
}

async function instantiate(binary: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory | undefined): Promise<BackendWasmModule> {
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
  const { cwrap } = module as unknown as { cwrap(name: string, result: 'number' | null, parameters: 'number'[]): () => never };
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
