import { UserError } from '../../lib/user-error';
import type { Heap } from '../tfjs/wasm-module';

/** Beyond this many bytes an address has no room in 32 bits. */
const ADDRESSES = 2 ** 32;

/**
 * Stands between a heap and all that JavaScript allocates on it, tfjs's tensors too.
 *
 * Where memory cannot grow, malloc gives address 0, tfjs takes that for a tensor's place, and kernels write over tfjs's own
 * data: here it is an error. The heap itself never shrinks, so what is held must be counted to tell a leak.
 *
 * @returns bytes that are allocated and not freed
 */
export function watchHeap(heap: Heap): () => number {
  // Each puts the binary's own function in its place when it is first called.
  heap._free(heap._malloc(1));
  const { _malloc, _free } = heap;
  const sizes = new Map<number, number>();
  let held = 0;
  heap._malloc = (bytes) => {
    const at = bytes < ADDRESSES ? _malloc(bytes) >>> 0 : 0;
    if (at === 0 && bytes > 0) {
      const mebibytes = Math.ceil(bytes / 2 ** 20).toLocaleString('en');
      throw new UserError(`the WebAssembly engine cannot get ${mebibytes} MiB more memory`, 'engine', 'Use a smaller batch or model, or close other pages.');
    }
    sizes.set(at, bytes);
    held += bytes;
    return at;
  };
  heap._free = (at) => {
    // tfjs frees by a signed address.
    held -= sizes.get(at >>> 0) ?? 0;
    sizes.delete(at >>> 0);
    _free(at);
  };
  return () => held;
}
