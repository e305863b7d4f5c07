import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** What tfjs's types leave out of its module. */
export interface Heap {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

/**
 * The heap; memory grows, so it is asked for after each allocation. It may be a SharedArrayBuffer, which differs only for
 * those who would pass it on or decode text from it.
 */
export function heapOf(backend: BackendWasm): ArrayBuffer {
  return (backend.wasm as unknown as Heap).HEAPU8.buffer;
}
