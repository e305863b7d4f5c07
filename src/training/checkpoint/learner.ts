import { dispose, fill, type Tensor, type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { copyInto } from '../../engine/kernels/copy';
import type { LearnerState } from './state';

/** A learner's numbers where they lie on the engine. */
export interface LearnerMemory {
  parameters: Tensor1D;
  buffers: Tensor1D;
  memories: readonly Tensor1D[];
  last: readonly Tensor1D[];
}

/** A tensor of the same numbers in memory of its own: a clone would share it, and change with the next step. */
export function copyOf<T extends Tensor>(tensor: T): T {
  const copy = fill(tensor.shape, 0, tensor.dtype === 'int32' ? 'int32' : 'float32') as T;
  copyInto(tensor, copy);
  return copy;
}

/** Reads all of them back as they are now, whatever happens to them while they are on their way. */
export async function readMemory({ parameters, buffers, memories, last }: LearnerMemory): Promise<Omit<LearnerState, 'steps' | 'lastStep'>> {
  const copies = tidy(() => [parameters, buffers, ...memories, ...last].map(copyOf));
  const values = await Promise.all(copies.map((tensor) => tensor.data()));
  dispose(copies);
  const floats = values.slice(0, 2 + memories.length).map((value) => new Float32Array(value as Float32Array));
  const marks = values.slice(2 + memories.length).map((value) => new Int32Array(value as Int32Array));
  return { parameters: floats[0] as Float32Array, buffers: floats[1] as Float32Array, memories: floats.slice(2), last: marks };
}

/** Whether a state is one of such a learner: numbers of another would be taken for its own. */
export function fits({ parameters, buffers, memories, last }: LearnerMemory, state: LearnerState): boolean {
  // One that trains no longer needs no memories.
  const alike = (ours: readonly Tensor1D[], theirs: readonly ArrayLike<number>[]) =>
    theirs.length === 0 || (ours.length === theirs.length && ours.every(({ size }, i) => size === theirs[i]?.length));
  return parameters.size === state.parameters.length && buffers.size === state.buffers.length && alike(memories, state.memories) && alike(last, state.last);
}

/** Writes them where they lie. */
export function writeMemory(
  { parameters, buffers, memories, last }: LearnerMemory,
  state: Pick<LearnerState, 'parameters' | 'buffers' | 'memories' | 'last'>,
): void {
  tidy(() => {
    copyInto(tensor1d(state.parameters), parameters);
    copyInto(tensor1d(state.buffers), buffers);
    for (const [i, values] of state.memories.entries()) copyInto(tensor1d(values), memories[i] as Tensor1D);
    for (const [i, values] of state.last.entries()) copyInto(tensor1d(values, 'int32'), last[i] as Tensor1D);
  });
}
