import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { hasSimd } from '../tfjs/flags';
import { allocatorOf, type BackendWasmModule, memoryOf, startModule } from '../tfjs/wasm-module';
import { disposeEntry } from '../tfjs/wasm-tensors';
import { watchHeap } from './heap';
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
    return disposeEntry(this, dataId, force);
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
  const binary = await fetchBinary((await hasSimd()) ? urls.simd : urls.plain);
  const shareable = globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function' ? shareMemory(binary) : undefined;
  const memory = shareable && allocateShared(shareable.initialPages);
  const module = await startModule(memory ? shareable.binary : binary, memory);
  return { module, memory: memory ?? memoryOf(module), shared: memory !== undefined, heldBytes: watchHeap(allocatorOf(module)) };
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
