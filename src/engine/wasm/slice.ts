import { backend_util, Concat, getKernel, Slice, SplitV, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../kernels/register-js';
import type { Backend } from './backend';
import { copyRows } from './copy-rows';

/**
 * Replaces tfjs's slice and split on WASM where the piece lies in one run of memory, or is cut along one axis. Its own copy the whole
 * tensor out of the heap first, for each piece: with all parameters in one flat tensor that cost 107 ms a step, and 40 % of a step of
 * SAR-Net's, whose experts' inputs stand side by side. Also its concatenation, which copies row by row in JavaScript.
 */
export function registerSlice(): void {
  const stock = stockOf(Slice);
  replaceKernel({
    kernelName: Slice,
    backendName: 'wasm',
    kernelFunc: (args) => {
      const { x } = args.inputs as { x: TensorInfo };
      const { begin, size } = args.attrs as unknown as { begin: number[]; size: number[] };
      const [from, extent] = slice_util.parseSliceParams(x as never, begin, size) as [number[], number[]];
      if (!isOfWords(x)) return stock(args);
      const backend = args.backend as Backend;
      const cut = x.shape.flatMap((length, axis) => (extent[axis] === length ? [] : [axis]));
      if (cut.length <= 1) {
        const axis = cut[0] ?? 0;
        return piece(backend, x, axis, from[axis] ?? 0, extent[axis] ?? 1);
      }
      if (!slice_util.isSliceContinous(x.shape, from, extent)) return stock(args);
      const out = backend.makeOutput(extent, x.dtype);
      const start = slice_util.computeFlatOffset(from, util.computeStrides(x.shape));
      backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(x).subarray(start, start + util.sizeFromShape(extent)));
      return out;
    },
  });

  const stockSplit = stockOf(SplitV);
  replaceKernel({
    kernelName: SplitV,
    backendName: 'wasm',
    kernelFunc: (args) => {
      const { x } = args.inputs as { x: TensorInfo };
      if (!isOfWords(x)) return stockSplit(args);
      const { numOrSizeSplits, axis: given } = args.attrs as unknown as { numOrSizeSplits: number | number[]; axis: number };
      const axis = util.parseAxisParam(given, x.shape)[0] as number;
      let from = 0;
      return backend_util.prepareSplitSize(x as never, numOrSizeSplits, axis).map((length) => {
        const part = piece(args.backend as Backend, x, axis, from, length);
        from += length;
        return part;
      });
    },
  });

  const stockConcat = stockOf(Concat);
  replaceKernel({
    kernelName: Concat,
    backendName: 'wasm',
    kernelFunc: (args) => {
      const all = args.inputs as unknown as TensorInfo[];
      const parts = all.filter(({ shape }) => util.sizeFromShape(shape) > 0);
      const [first] = parts;
      if (!first || parts.length === 1 || !parts.every((part) => isOfWords(part) && part.dtype === first.dtype)) return stockConcat(args);
      const axis = util.parseAxisParam((args.attrs as unknown as { axis: number }).axis, first.shape)[0] as number;
      return joined(args.backend as Backend, parts, axis);
    },
  });
}

function stockOf(name: string) {
  const stock = getKernel(name, 'wasm')?.kernelFunc;
  if (!stock) throw new Error(`tfjs-backend-wasm has no ${name} kernel.`);
  return stock;
}

/** Whether its values are of four bytes each. */
const isOfWords = ({ dtype }: TensorInfo) => dtype === 'float32' || dtype === 'int32';

/** Of one axis `length` places from `from` on, of all others everything. Values of four bytes. */
function piece(backend: Backend, x: TensorInfo, axis: number, from: number, length: number): TensorInfo {
  const { shape } = x;
  const out = backend.makeOutput([...shape.slice(0, axis), ...(shape.length > 0 ? [length] : []), ...shape.slice(axis + 1)], x.dtype);
  const inner = util.sizeFromShape(shape.slice(axis + 1));
  const [step, width] = [(shape[axis] ?? 1) * inner, length * inner];
  copyRows(backend, { tensor: x, at: from * inner, step }, { tensor: out, at: 0, step: width }, util.sizeFromShape(shape.slice(0, axis)), width);
  return out;
}

/** Parts of the same type, one behind the other along an axis. Values of four bytes. */
function joined(backend: Backend, parts: TensorInfo[], axis: number): TensorInfo {
  const { shape, dtype } = parts[0] as TensorInfo;
  const out = backend.makeOutput(
    backend_util.computeOutShape(
      parts.map((part) => part.shape),
      axis,
    ),
    dtype,
  );
  const rows = util.sizeFromShape(shape.slice(0, axis));
  const step = util.sizeFromShape(out.shape.slice(axis));
  let at = 0;
  for (const tensor of parts) {
    const width = util.sizeFromShape(tensor.shape.slice(axis));
    copyRows(backend, { tensor, at: 0, step: width }, { tensor: out, at, step }, rows, width);
    at += width;
  }
  return out;
}
