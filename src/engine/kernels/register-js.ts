import { getKernel, type KernelConfig, registerKernel, type TensorInfo, UnsortedSegmentSum, unregisterKernel } from '@tensorflow/tfjs-core';
import { DRAWS, DROPOUT_MASK, type DropoutMaskAttributes, drawOf } from './dropout-mask';
import { SEGMENT_SUM } from './segment-sum';

/**
 * What a kernel in plain JavaScript needs of an engine whose memory it can see: the WASM heap, or the CPU engine's
 * arrays.
 */
export interface VisibleMemory {
  /** A view of a tensor's values; valid until the next allocation. */
  view(tensor: TensorInfo): Float32Array | Int32Array;
  /** A new tensor; its values are whatever lay there. */
  allocate(shape: number[]): TensorInfo;
}

/** Registers the kernels that are new, and those that stand in for tfjs's own. */
export function registerKernels(engine: 'wasm' | 'cpu', memory: (backend: unknown) => VisibleMemory): void {
  registerSums(engine, memory);
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

/** Registers a kernel in place of tfjs's own, if it has one. */
export function replaceKernel(config: KernelConfig): void {
  if (getKernel(config.kernelName, config.backendName)) unregisterKernel(config.kernelName, config.backendName);
  registerKernel(config);
}

type Values = Float32Array | Int32Array;

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
