import { env } from '@tensorflow/tfjs-core';

/** tfjs's flags by name; they are no part of its documented interface. Versions are 4.22.0. */

/**
 * A matrix product with 2,000 or more inner terms would be split and added up with float atomics (SplitK), whose order changes
 * from run to run. tfjs-backend-webgpu, `kernels/BatchMatMul_impl.ts`, splits only below this many workgroups; 0 is read as "the
 * default".
 */
export function neverSplitSums(): void {
  env().set('WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL', Number.MIN_VALUE);
}

/** Commands are handed over after this many dispatches: tfjs-backend-webgpu, `flags_webgpu.ts`. */
export function deferSubmits(dispatches: number): void {
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', dispatches);
}

/** tfjs-backend-wasm, `flags_wasm.ts`: asks for threads by itself too; its threaded build is never loaded. */
export function neverLoadThreads(): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}

/** Whether WebAssembly has SIMD here: tfjs-backend-wasm, `flags_wasm.ts`. */
export async function hasSimd(): Promise<boolean> {
  return Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT'));
}
