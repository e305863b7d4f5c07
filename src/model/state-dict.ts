import { type Layout, sizeOf } from './layout';
import type { Model } from './model';
import type { Slot } from './module';

/** PyTorch's `state_dict`: the authors' names where they have the model, PyTorch's shapes, linear weights [out, in]. */
export type StateDict = Record<string, { shape: number[]; data: Float32Array }>;

/** All the numbers of a trained model. */
export interface ModelState {
  /** [P], laid out as `model.parameters`. */
  parameters: Float32Array;
  /** [S], laid out as `model.buffers`. */
  buffers: Float32Array;
  /** Training steps done. */
  steps: number;
}

/** The state under PyTorch's names, so that the authors' code can load it. */
export function toStateDict(model: Model, state: ModelState): StateDict {
  const dict: StateDict = {};
  for (const slot of model.module.slots) {
    const data = new Float32Array(sizeOf(slot.shape));
    copy(slot, view(model, state, slot), data, 'out');
    dict[slot.name] = { shape: slot.shape, data };
  }
  for (const { name, callsPerStep } of model.module.counters) dict[name] = { shape: [], data: new Float32Array([state.steps * callsPerStep]) };
  return dict;
}

/**
 * The inverse of `toStateDict`. Tensors that we keep and the authors do not (running statistics of the domain norm)
 * may be missing and then keep their start values.
 *
 * @throws Error that names a tensor that is missing, unknown or of another shape
 */
export function fromStateDict(model: Model, dict: Record<string, { shape: number[]; data: ArrayLike<number> }>): ModelState {
  const state: ModelState = { parameters: new Float32Array(model.parameters.size), buffers: startOfBuffers(model.buffers), steps: 0 };
  const known = new Set<string>();
  for (const slot of model.module.slots) {
    known.add(slot.name);
    const tensor = dict[slot.name];
    if (!tensor) {
      if (slot.optional) continue;
      throw new Error(`The weights have no "${slot.name}".`);
    }
    if (tensor.shape.join() !== slot.shape.join()) {
      throw new Error(`"${slot.name}" is [${tensor.shape}]; this model needs [${slot.shape}].`);
    }
    copy(slot, view(model, state, slot), Float32Array.from(tensor.data), 'in');
  }
  for (const { name, callsPerStep } of model.module.counters) {
    known.add(name);
    state.steps = (dict[name]?.data[0] ?? 0) / callsPerStep;
  }
  const unknown = Object.keys(dict).find((name) => !known.has(name));
  if (unknown) throw new Error(`This model has no "${unknown}".`);
  return state;
}

function startOfBuffers(buffers: Layout): Float32Array {
  const flat = new Float32Array(buffers.size);
  for (const { name } of buffers.entries) if (name.endsWith('.variance')) buffers.view(flat, name).fill(1);
  return flat;
}

function view(model: Model, state: ModelState, { from, entry, offset, shape }: Slot): Float32Array {
  return model[from].view(state[from], entry).subarray(offset, offset + sizeOf(shape));
}

function copy({ transposed, shape }: Slot, ours: Float32Array, theirs: Float32Array, way: 'in' | 'out'): void {
  if (!transposed) {
    if (way === 'out') theirs.set(ours);
    else ours.set(theirs);
    return;
  }
  const [outputs, inputs] = shape as [number, number];
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      if (way === 'out') theirs[o * inputs + i] = ours[i * outputs + o] as number;
      else ours[i * outputs + o] = theirs[o * inputs + i] as number;
    }
  }
}
