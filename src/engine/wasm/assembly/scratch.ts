/**
 * Memory of this thread's own, at least SCRATCH_BYTES (`machine.ts`). A kernel may leave anything in it.
 * A global of the module, so each thread, which has an instance of its own, has its own.
 */
export let scratch: usize = 0;

export function setScratch(at: usize): void {
  scratch = at;
}
