import type { TensorInfo } from '@tensorflow/tfjs-core';
import { heapOf } from '../tfjs/wasm-module';
import type { Backend } from './backend';
import { shares } from './kernels/register';

/** Where rows lie: in a tensor from `at` on, `step` from one to the next, both in values of four bytes. */
interface Place {
  tensor: TensorInfo;
  at: number;
  step: number;
}

/** Values that a share copies. Copying waits for memory, of which a second thread gets no more. */
const VALUES_A_SHARE = 262_144;

/** Copies rows of `width` values of four bytes from one tensor to another. */
export function copyRows(backend: Backend, from: Place, to: Place, rows: number, width: number): void {
  const { machine } = backend;
  const [source, target] = [from, to].map(({ tensor, at }) => backend.getMemoryOffset(tensor.dataId) / 4 + at) as [number, number];
  if (machine && rows > 1) {
    machine.run('copyRows', Math.min(rows, shares(rows * width, VALUES_A_SHARE)), 4 * source, from.step, 4 * target, to.step, rows, width);
    return;
  }
  // A view of the heap is made after the output, which may have moved it.
  const heap = new Int32Array(heapOf(backend));
  for (let i = 0; i < rows; i++) heap.copyWithin(target + i * to.step, source + i * from.step, source + i * from.step + width);
}
