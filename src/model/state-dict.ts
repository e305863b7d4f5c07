import { type Layout, sizeOf } from './layout';
import type { Model } from './model';
import { fieldOffsets } from './shape';

/** The authors' `state_dict`: their names and PyTorch's shapes, linear weights [out, in]. */
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

/** Where a tensor of the `state_dict` lives in our flat buffers. */
interface Slot {
  name: string;
  shape: number[];
  from: 'parameters' | 'buffers';
  entry: string;
  /** Where in the entry it begins. */
  offset: number;
  /** Ours is [in, out], PyTorch's [out, in]. */
  transposed: boolean;
}

/** The state under the authors' names, so that their PyTorch code can load it. */
export function toStateDict(model: Model, state: ModelState): StateDict {
  const dict: StateDict = {};
  for (const slot of slots(model)) {
    const data = new Float32Array(sizeOf(slot.shape));
    copy(slot, view(model, state, slot), data, 'out');
    dict[slot.name] = { shape: slot.shape, data };
  }
  for (const norm of batchNorms(model)) {
    dict[`${norm.name}.num_batches_tracked`] = { shape: [], data: new Float32Array([state.steps * norm.callsPerStep]) };
  }
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
  for (const slot of slots(model)) {
    known.add(slot.name);
    const tensor = dict[slot.name];
    if (!tensor) {
      if (slot.name.startsWith('domain_norm.')) continue;
      throw new Error(`The weights have no "${slot.name}".`);
    }
    if (tensor.shape.join() !== slot.shape.join()) {
      throw new Error(`"${slot.name}" is [${tensor.shape}]; this model needs [${slot.shape}].`);
    }
    copy(slot, view(model, state, slot), Float32Array.from(tensor.data), 'in');
  }
  for (const norm of batchNorms(model)) {
    const name = `${norm.name}.num_batches_tracked`;
    known.add(name);
    state.steps = (dict[name]?.data[0] ?? 0) / norm.callsPerStep;
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

/** Layers in the authors' `nn.Sequential`s: a tower's are Linear, BatchNorm, ReLU; the hyper-network's have a Dropout too. */
const TOWER_STRIDE = 3;
const HYPER_STRIDE = 4;

function* slots(model: Model): Generator<Slot> {
  const { shape, config } = model;
  const offsets = fieldOffsets(shape);
  for (const [f, { name, rows }] of shape.fields.entries()) {
    yield plain(`embedding.embed_dict.${name}.weight`, [rows, config.embedding], 'embedding', (offsets[f] as number) * config.embedding);
  }
  for (const { theirs, ours, group, width, inputs } of linearLayers(model)) {
    yield { name: `${theirs}.weight`, shape: [width, inputs], from: 'parameters', entry: `${ours}.weight`, offset: group * inputs * width, transposed: true };
    yield plain(`${theirs}.bias`, [width], `${ours}.bias`, group * width);
  }
  for (const { name, ours, group, width } of batchNorms(model)) {
    yield plain(`${name}.weight`, [width], `${ours}.gamma`, group * width);
    yield plain(`${name}.bias`, [width], `${ours}.beta`, group * width);
    yield* running(name, ours, group, width);
  }
  for (const [i, { name, width }] of model.adapters.entries()) {
    const { k, bottleneck: r } = config;
    yield plain(`u.${2 * i}`, [width, k], `${name}.u1`);
    yield plain(`u.${2 * i + 1}`, [r, k], `${name}.u2`);
    yield plain(`v.${2 * i}`, [k, r], `${name}.v1`);
    yield plain(`v.${2 * i + 1}`, [k, width], `${name}.v2`);
    yield plain(`b_list.${2 * i}`, [r], `${name}.b1`);
    yield plain(`b_list.${2 * i + 1}`, [width], `${name}.b2`);
    yield plain(`gamma${i + 1}`, [width], `${name}.gamma`);
    yield plain(`bias${i + 1}`, [width], `${name}.beta`);
    if (model.buffers.has(`${name}.mean`)) {
      for (let d = 0; d < shape.domains; d++) yield* running(`domain_norm.${i}.${d}`, name, d, width);
    }
  }
}

function plain(name: string, shape: number[], entry: string, offset = 0): Slot {
  return { name, shape, from: 'parameters', entry, offset, transposed: false };
}

function* running(name: string, ours: string, group: number, width: number): Generator<Slot> {
  yield { ...plain(`${name}.running_mean`, [width], `${ours}.mean`, group * width), from: 'buffers' };
  yield { ...plain(`${name}.running_var`, [width], `${ours}.variance`, group * width), from: 'buffers' };
}

function* linearLayers(model: Model): Generator<{ theirs: string; ours: string; group: number; width: number; inputs: number }> {
  const { shape, config } = model;
  for (let group = 0; group < shape.domains; group++) {
    for (let l = 0; l < config.layers.length; l++) yield* linear(model, `layer_list.${group}.${TOWER_STRIDE * l}`, `tower.${l}`, group);
    yield* linear(model, `layer_list.${group}.${TOWER_STRIDE * config.layers.length}`, 'head', group);
  }
  if (model.adapters.length === 0) return;
  for (let l = 0; l <= config.hyper.length; l++) yield* linear(model, `hyper_net.${HYPER_STRIDE * l}`, `hyper.${l}`, 0);
}

function* linear(model: Model, theirs: string, ours: string, group: number) {
  const [, inputs, width] = model.parameters.shapeOf(`${ours}.weight`) as [number, number, number];
  yield { theirs, ours, group, width, inputs };
}

interface BatchNorm {
  name: string;
  ours: string;
  group: number;
  width: number;
  /** How often the authors' loop calls it in a step, which its counter shows. */
  callsPerStep: number;
}

function* batchNorms(model: Model): Generator<BatchNorm> {
  const { shape, config, choices } = model;
  for (let group = 0; group < shape.domains; group++) {
    for (const [l, width] of config.layers.entries()) {
      yield { name: `layer_list.${group}.${TOWER_STRIDE * l + 1}`, ours: `tower.${l}`, group, width, callsPerStep: 1 };
    }
  }
  if (model.adapters.length === 0) return;
  const callsPerStep = choices.hyperBufferUpdates === 'once-per-domain' ? shape.domains : 1;
  for (const [l, width] of [...config.hyper, config.k ** 2].entries()) {
    yield { name: `hyper_net.${HYPER_STRIDE * l + 1}`, ours: `hyper.${l}`, group: 0, width, callsPerStep };
  }
}
