import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, getKernel, Slice, SplitV, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../kernels/register-js';
import { heapOf } from '../tfjs/wasm-module';

/**
 * Replaces tfjs's slice and split on WASM where the piece lies in one run of memory, or is cut along one axis. Its own copy the whole
 * tensor out of the heap first, for each piece: with all parameters in one flat tensor that cost 107 ms a step, and 40 % of a step of
 * SAR-Net's, whose experts' inputs stand side by side.
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
      const backend = args.backend as BackendWasm;
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
        const part = piece(args.backend as BackendWasm, x, axis, from, length);
        from += length;
        return part;
      });
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
function piece(backend: BackendWasm, x: TensorInfo, axis: number, from: number, length: number): TensorInfo {
  const { shape } = x;
  const out = backend.makeOutput([...shape.slice(0, axis), ...(shape.length > 0 ? [length] : []), ...shape.slice(axis + 1)], x.dtype);
  const inner = util.sizeFromShape(shape.slice(axis + 1));
  const [step, run] = [(shape[axis] ?? 1) * inner, length * inner];
  // A view of the heap is made after the output, which may have moved it.
  const heap = new Int32Array(heapOf(backend));
  const [start, to] = [backend.getMemoryOffset(x.dataId) / 4 + from * inner, backend.getMemoryOffset(out.dataId) / 4];
  const outer = util.sizeFromShape(shape.slice(0, axis));
  for (let i = 0; i < outer; i++) heap.copyWithin(to + i * run, start + i * step, start + i * step + run);
  return out;
}
