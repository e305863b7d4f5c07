import { getKernel, type KernelConfig, registerKernel, type TensorInfo, UnsortedSegmentSum, unregisterKernel } from '@tensorflow/tfjs-core';
import { COPY } from './copy';
import { DRAWS, DROPOUT_MASK, type DropoutMaskAttributes, drawOf } from './dropout-mask';
import { PICK_ROWS, type PickRows, WEIGHT_COLUMN } from './fused';
import { SEGMENT_SUM } from './segment-sum';
import { placeInShuffle, SHUFFLE, type Shuffle } from './shuffle';

/**
 * What a kernel in plain JavaScript needs of an engine whose memory it can see: the WASM heap, or the CPU engine's
 * arrays.
 */
export interface VisibleMemory {
  /** A view of a tensor's values; valid until the next allocation. */
  view(tensor: TensorInfo): Float32Array | Int32Array;
  /** A new tensor; its values are whatever lay there. */
  allocate(shape: number[], dtype?: 'float32' | 'int32'): TensorInfo;
  /** Another reference to a tensor's values. */
  share(tensor: TensorInfo): TensorInfo;
}

/** Registers the kernels that are new, and those that stand in for tfjs's own. */
export function registerKernels(engine: 'wasm' | 'cpu', memory: (backend: unknown) => VisibleMemory): void {
  registerSums(engine, memory);
  replaceKernel({
    kernelName: COPY,
    backendName: engine,
    kernelFunc: ({ inputs, backend }) => {
      const { values, target } = inputs as { values: TensorInfo; target: TensorInfo };
      const access = memory(backend);
      access.view(target).set(access.view(values));
      return access.share(target);
    },
  });
  replaceKernel({
    kernelName: SHUFFLE,
    backendName: engine,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { rows } = inputs as { rows: TensorInfo };
      const { key } = attrs as unknown as Shuffle;
      const access = memory(backend);
      const out = access.allocate(rows.shape, 'int32');
      const [from, to] = [access.view(rows), access.view(out)];
      for (let i = 0; i < to.length; i++) to[i] = from[placeInShuffle(i, to.length, key)] as number;
      return out;
    },
  });
  replaceKernel({
    kernelName: PICK_ROWS,
    backendName: engine,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { ints, floats, order } = inputs as { ints: TensorInfo; floats: TensorInfo; order: TensorInfo };
      const { start, count, size } = attrs as unknown as PickRows;
      const access = memory(backend);
      const picked = [ints, floats].map((from) => access.allocate([size, from.shape[1] as number], from.dtype as 'float32' | 'int32'));
      for (const [i, from] of [ints, floats].entries()) {
        pickRows(access.view(from), access.view(order), access.view(picked[i] as TensorInfo), from.shape[1] as number, { start, count, size });
      }
      weighRows(access.view(picked[1] as TensorInfo), floats.shape[1] as number, count);
      return picked;
    },
  });
  replaceKernel({
    kernelName: DROPOUT_MASK,
    backendName: engine,
    kernelFunc: ({ attrs, backend }) => {
      const { shape, key, kept } = attrs as unknown as DropoutMaskAttributes;
      const access = memory(backend);
      const out = access.allocate(shape);
      const values = access.view(out);
      for (let i = 0; i < values.length; i++) values[i] = drawOf(i, key) < kept ? DRAWS / kept : 0;
      return out;
    },
  });
}

/**
 * Registers the sums that both engines lack or have only as a loop over every segment (tfjs's CPU kernel took 29 s a
 * step at vocabulary 5,000): one pass over the rows, in order, so that a seed always gives the same bits.
 */
function registerSums(engine: 'wasm' | 'cpu', memory: (backend: unknown) => VisibleMemory): void {
  replaceKernel({
    kernelName: UnsortedSegmentSum,
    backendName: engine,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
      const rows = (attrs as unknown as { numSegments: number }).numSegments;
      const width = x.shape.slice(1).reduce((a, b) => a * b, 1);
      const access = memory(backend);
      const out = access.allocate([rows, ...x.shape.slice(1)]);
      scatterAdd(access.view(x), access.view(segmentIds), access.view(out), width);
      return out;
    },
  });
  replaceKernel({
    kernelName: SEGMENT_SUM,
    backendName: engine,
    kernelFunc: ({ inputs, backend }) => {
      const { values, index, starts } = inputs as { values: TensorInfo; index?: TensorInfo; starts: TensorInfo };
      const width = values.shape[1] as number;
      const segments = (starts.shape[0] as number) - 1;
      const access = memory(backend);
      const out = access.allocate([segments, width]);
      sumSegments(access.view(values), index && access.view(index), access.view(starts), access.view(out), width);
      return out;
    },
  });
}

/**
 * What a kernel returns where its result lies in the memory of an input. It must not return the input itself, which tfjs
 * would take for the same tensor.
 */
export function referenceTo({ dataId, shape, dtype }: TensorInfo): TensorInfo {
  return { dataId, shape, dtype };
}

/** Registers a kernel in place of tfjs's own, if it has one. */
export function replaceKernel(config: KernelConfig): void {
  if (getKernel(config.kernelName, config.backendName)) unregisterKernel(config.kernelName, config.backendName);
  registerKernel(config);
}

type Values = Float32Array | Int32Array;

function pickRows(from: Values, order: Values, to: Values, width: number, { start, count, size }: PickRows): void {
  for (let b = 0; b < size; b++) {
    const row = (order[start + (b < count ? b : 0)] as number) * width;
    for (let j = 0; j < width; j++) to[b * width + j] = from[row + j] as number;
  }
}

function weighRows(floats: Values, width: number, count: number): void {
  for (let b = 0; b * width < floats.length; b++) {
    const at = b * width + WEIGHT_COLUMN;
    floats[at] = b < count ? (floats[at] as number) / count : 0;
  }
}

function scatterAdd(x: Values, ids: Values, out: Values, width: number): void {
  out.fill(0);
  for (let i = 0; i < ids.length; i++) {
    const to = (ids[i] as number) * width;
    const from = i * width;
    for (let j = 0; j < width; j++) out[to + j] = (out[to + j] as number) + (x[from + j] as number);
  }
}

function sumSegments(values: Values, index: Values | undefined, starts: Values, out: Values, width: number): void {
  out.fill(0);
  for (let s = 0; s + 1 < starts.length; s++) {
    const to = s * width;
    for (let i = starts[s] as number; i < (starts[s + 1] as number); i++) {
      const from = (index ? (index[i] as number) : i) * width;
      for (let j = 0; j < width; j++) out[to + j] = (out[to + j] as number) + (values[from + j] as number);
    }
  }
}
