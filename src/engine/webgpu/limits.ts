/** The limits that a tensor meets: what a buffer may have, and what of one a program may be given. */
export type BufferLimits = Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>;

/** @returns bytes of the largest tensor that fits */
export function largestTensor({ maxStorageBufferBindingSize, maxBufferSize }: BufferLimits): number {
  return Math.min(maxStorageBufferBindingSize, maxBufferSize);
}

/**
 * Whether tensors fit a device's limits.
 *
 * @param sizes in bytes, of the largest tensors of a run
 * @returns the first limit that is too low, with both numbers in bytes; undefined where all fit
 */
export function exceededLimit(limits: BufferLimits, sizes: readonly number[]): { limit: keyof BufferLimits; most: number; needed: number } | undefined {
  const needed = Math.max(0, ...sizes);
  for (const limit of ['maxStorageBufferBindingSize', 'maxBufferSize'] as const) {
    if (needed > limits[limit]) return { limit, most: limits[limit], needed };
  }
  return undefined;
}
