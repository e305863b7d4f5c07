import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { BatchMatMul, getKernel, type KernelFunc, type TensorInfo, Transpose, util } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../kernels/register-js';
import { heapOf } from '../tfjs/wasm-module';
import type { Backend } from './backend';
import { byWeight, product } from './kernels/linear';
import type { Machine } from './machine';

/**
 * Below this many multiply-adds, or with this few rows on the left, a product is done in JavaScript: preparing XNNPACK
 * (which repacks the right operand) costs more than the product. A sum over 2,048 rows of 1,225 took 25 ms there.
 */
const SMALL_PRODUCT = 16_384;
const FEW_ROWS = 2;

/**
 * Replaces tfjs's batched product on WASM. Its own takes the fast path (XNNPACK) only for one product without
 * transposition; everything else runs a naive loop (88 ms against 7 ms for one product of a training step). Here the kernels of
 * the linear map do what they can. Without them (no SIMD), and where both operands are transposed, a transposed operand is transposed
 * first, and a batch of large products is done one by one on the fast path.
 */
export function registerBatchMatMul(): void {
  const stock = getKernel(BatchMatMul, 'wasm')?.kernelFunc;
  const transpose = getKernel(Transpose, 'wasm')?.kernelFunc;
  if (!stock || !transpose) throw new Error('tfjs-backend-wasm has no BatchMatMul or Transpose kernel.');
  replaceKernel({
    kernelName: BatchMatMul,
    backendName: 'wasm',
    setupFunc: getKernel(BatchMatMul, 'wasm')?.setupFunc,
    kernelFunc: (args) => {
      const { a, b } = args.inputs as { a: TensorInfo; b: TensorInfo };
      const { transposeA, transposeB } = args.attrs as unknown as { transposeA: boolean; transposeB: boolean };
      return new Product(args.backend as BackendWasm, stock, transpose).of(a, b, transposeA, transposeB);
    },
  });
}

/** A matrix in the heap: `at` is the offset of its first value in floats. */
interface Matrix {
  at: number;
  rows: number;
  columns: number;
  transposed: boolean;
}

class Product {
  constructor(
    private readonly backend: BackendWasm,
    private readonly stock: KernelFunc,
    private readonly transpose: KernelFunc,
  ) {}

  of(a: TensorInfo, b: TensorInfo, transposeA: boolean, transposeB: boolean): TensorInfo {
    const [countA, countB] = [a, b].map((t) => util.sizeFromShape(t.shape.slice(0, -2))) as [number, number];
    const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
    const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
    const [left, inner, right] = [transposeA ? columnsA : rowsA, transposeA ? rowsA : columnsA, transposeB ? rowsB : columnsB];
    const count = Math.max(countA, countB);
    const outer = countA >= countB ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
    const out = this.backend.makeOutput([...outer, left, right], 'float32');

    const { machine } = this.backend as Backend;
    if (machine && left * inner * right >= SMALL_PRODUCT) {
      // One row lies in memory as one column does.
      if ((transposeA || left === 1) && !transposeB && countB === count) {
        byWeight(machine, machine.at(a), countA, machine.at(b), 0, machine.at(out), 0, count, inner, left, right);
        return out;
      }
      if (!transposeA && left > FEW_ROWS) {
        plainProduct(machine, a, b, transposeB, out, { countA, countB, left, inner, right });
        return out;
      }
    }
    if (left <= FEW_ROWS || left * inner * right < SMALL_PRODUCT) {
      const heap = new Float32Array(heapOf(this.backend));
      for (let i = 0; i < count; i++) {
        multiplySmall(
          heap,
          { at: this.offset(a) + (countA === 1 ? 0 : i * rowsA * columnsA), rows: rowsA, columns: columnsA, transposed: transposeA },
          { at: this.offset(b) + (countB === 1 ? 0 : i * rowsB * columnsB), rows: rowsB, columns: columnsB, transposed: transposeB },
          this.offset(out) + i * left * right,
        );
      }
      return out;
    }
    for (let i = 0; i < count; i++) {
      const x = this.plain(a, countA === 1 ? 0 : i, transposeA);
      const y = this.plain(b, countB === 1 ? 0 : i, transposeB);
      const product = this.run(this.stock, { a: x, b: y }, { transposeA: false, transposeB: false });
      this.copy(product, 0, out, i * left * right, left * right);
      for (const tensor of [x, y, product]) this.backend.disposeData(tensor.dataId);
    }
    return out;
  }

  /** The i-th matrix of a batch as a tensor [1, rows, columns] of its own, transposed if asked. */
  private plain(batch: TensorInfo, i: number, transposed: boolean): TensorInfo {
    const [rows, columns] = batch.shape.slice(-2) as [number, number];
    const matrix = this.backend.makeOutput([1, rows, columns], 'float32');
    this.copy(batch, i * rows * columns, matrix, 0, rows * columns);
    if (!transposed) return matrix;
    const turned = this.run(this.transpose, { x: matrix }, { perm: [0, 2, 1] });
    this.backend.disposeData(matrix.dataId);
    return turned;
  }

  private run(kernel: KernelFunc, inputs: Record<string, TensorInfo>, attrs: Record<string, unknown>): TensorInfo {
    return kernel({ inputs, attrs: attrs as never, backend: this.backend }) as TensorInfo;
  }

  private offset(tensor: TensorInfo): number {
    return this.backend.getMemoryOffset(tensor.dataId) / 4;
  }

  private copy(from: TensorInfo, start: number, to: TensorInfo, at: number, length: number): void {
    const heap = new Float32Array(heapOf(this.backend));
    heap.copyWithin(this.offset(to) + at, this.offset(from) + start, this.offset(from) + start + length);
  }
}

/** Of two batches of matrices: how many there are of each, and the sides of a product. */
interface Sides {
  countA: number;
  countB: number;
  left: number;
  inner: number;
  right: number;
}

/** out = a b. Rows that all meet the same matrix are one product. */
function plainProduct(
  machine: Machine,
  a: TensorInfo,
  b: TensorInfo,
  transposeB: boolean,
  out: TensorInfo,
  { countA, countB, left, inner, right }: Sides,
): void {
  const rows = countB === 1 ? countA * left : left;
  product(machine, machine.at(a), countB === 1 ? 1 : countA, b, transposeB, 0, machine.at(out), countB, rows, inner, right);
}

/** out = a b, in the heap. The inner loop runs along memory, whatever the transposition of a. */
function multiplySmall(heap: Float32Array, a: Matrix, b: Matrix, out: number): void {
  const [left, inner] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const right = b.transposed ? b.rows : b.columns;
  for (let i = 0; i < left; i++) {
    const row = out + i * right;
    if (b.transposed) {
      for (let j = 0; j < right; j++) {
        let sum = 0;
        for (let l = 0; l < inner; l++) {
          sum += (heap[a.transposed ? a.at + l * left + i : a.at + i * inner + l] as number) * (heap[b.at + j * inner + l] as number);
        }
        heap[row + j] = sum;
      }
    } else {
      heap.fill(0, row, row + right);
      for (let l = 0; l < inner; l++) {
        const factor = heap[a.transposed ? a.at + l * left + i : a.at + i * inner + l] as number;
        const from = b.at + l * right;
        for (let j = 0; j < right; j++) heap[row + j] = (heap[row + j] as number) + factor * (heap[from + j] as number);
      }
    }
  }
}
