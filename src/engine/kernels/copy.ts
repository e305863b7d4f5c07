import type { Tensor } from '@tensorflow/tfjs-core';
import { runFused } from './fused';

/** Name under which each engine registers its kernel. inputs { values, target } of one size -> target */
export const COPY = 'HamurCopy';

/** Overwrites a tensor's values with another's of the same size; neither is disposed of. */
export function copyInto(values: Tensor, target: Tensor): void {
  if (values.size !== target.size) throw new Error(`${values.size} values do not fit ${target.size}.`);
  runFused<Tensor>(COPY, { values, target }).dispose();
}
