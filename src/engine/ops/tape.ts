import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

const seeds = new WeakSet<object>();

/** Marks a 1 that backward passes begin with, so that ops can tell it. */
export function markSeed(one: Scalar): Scalar {
  seeds.add(one.dataId);
  return one;
}

/** Whether an upstream gradient is such a 1. */
export function isSeed({ dataId }: Tensor): boolean {
  return seeds.has(dataId);
}
