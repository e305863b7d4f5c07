import type { Entry } from './layout';
import type { NormBuffers } from './norm';

/** A piece of a model: what it holds, and under which names PyTorch knows it. */
export interface Module {
  entries: Entry[];
  norms: NormBuffers[];
  /** What is kept beside parameters and running statistics, and moves with each step; left out: nothing. It lies with the buffers. */
  states?: Entry[];
  slots: Slot[];
  counters: Counter[];
}

/** Where a tensor of PyTorch's `state_dict` lives in our flat buffers. */
export interface Slot {
  name: string;
  /** PyTorch's shape. */
  shape: number[];
  from: 'parameters' | 'buffers';
  entry: string;
  /** Where in the entry it begins. */
  offset: number;
  /** Ours is [in, out], PyTorch's [out, in]. */
  transposed: boolean;
  /** We keep it and the authors do not: weights of theirs may lack it. */
  optional?: boolean;
}

/** A BatchNorm's `num_batches_tracked`. */
export interface Counter {
  name: string;
  /** How often the norm counts a step. */
  callsPerStep: number;
}

/** Several modules as one. */
export function together(...modules: Module[]): Module {
  return {
    entries: modules.flatMap(({ entries }) => entries),
    norms: modules.flatMap(({ norms }) => norms),
    states: modules.flatMap(({ states = [] }) => states),
    slots: modules.flatMap(({ slots }) => slots),
    counters: modules.flatMap(({ counters }) => counters),
  };
}

/** A module of parameters alone, each of which is one tensor of PyTorch's too, of the same layout. */
export function parametersOf(entries: (Entry & { torch: string; torchShape?: number[] })[]): Module {
  return {
    entries,
    norms: [],
    slots: entries.map(({ name, shape, torch, torchShape }) => parameterSlot(torch, torchShape ?? shape, name)),
    counters: [],
  };
}

export function parameterSlot(name: string, shape: number[], entry: string, offset = 0): Slot {
  return { name, shape, from: 'parameters', entry, offset, transposed: false };
}

/** The running mean and variance of group `group` of a norm. */
export function runningSlots(torch: string, { name, width }: Pick<NormBuffers, 'name' | 'width'>, group: number): Slot[] {
  return [
    { ...parameterSlot(`${torch}.running_mean`, [width], `${name}.mean`, group * width), from: 'buffers' },
    { ...parameterSlot(`${torch}.running_var`, [width], `${name}.variance`, group * width), from: 'buffers' },
  ];
}
