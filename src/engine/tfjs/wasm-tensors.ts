import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Gives up a reference to a tensor, as `disposeData` of tfjs-backend-wasm 4.22.0, `backend_wasm.ts`, does, but leaves its memory,
 * which is another tensor's: only the entry in the tables of tfjs goes.
 *
 * @returns whether the entry is gone, as `disposeData` answers
 */
export function disposeEntry(backend: BackendWasm, dataId: object, force: boolean): boolean {
  const data = backend.dataIdMap.get(dataId);
  // Disposed of already, as tfjs's own answers.
  if (!data) return true;
  data.refCount--;
  if (!force && data.refCount > 0) return false;
  backend.wasm.tfjs.disposeData(data.id);
  backend.dataIdMap.delete(dataId);
  return true;
}
