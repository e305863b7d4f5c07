import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The heap, which tfjs's types leave out; memory grows, so it is asked for after each allocation. */
export function heapOf(backend: BackendWasm): ArrayBuffer {
  return (backend.wasm as unknown as { HEAPU8: Uint8Array<ArrayBuffer> }).HEAPU8.buffer;
}
