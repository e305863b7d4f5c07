import { BatchMatMul, getKernel, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../../kernels/register-js';
import { dispatcherOf } from '../program';
import { type Product, productPrograms, runProduct, tileSide, tilesOfEachGroup } from './product';

const batched = (transposeA: boolean, transposeB: boolean): Product => ({
  key: `mat mul${transposeA ? ' a^T' : ''}${transposeB ? ' b^T' : ''}`,
  reads: { a: 'f32', b: 'f32' },
  writes: { c: 'f32' },
  sizes: ['rows', 'inner', 'columns', 'strideOfA', 'strideOfB'],
  task: tilesOfEachGroup('1u'),
  left: `a[t.g * sizes.strideOfA + ${transposeA ? 'l * sizes.rows + i' : 'i * sizes.inner + l'}]`,
  leftAlong: transposeA ? 'rows' : 'inner',
  right: `b[t.g * sizes.strideOfB + ${transposeB ? 'j * sizes.inner + l' : 'l * sizes.columns + j'}]`,
  rightAlong: transposeB ? 'inner' : 'columns',
  store: 'c[(t.g * sizes.rows + i) * sizes.columns + j] = sum;',
});

const PROGRAMS = [false, true].map((transposeA) => [false, true].map((transposeB) => productPrograms(batched(transposeA, transposeB))));

let stock: KernelFunc | undefined;

/** Registers our batched product, or tfjs's own, which suits hardware. */
export function chooseProduct(ours: boolean): void {
  stock ??= getKernel(BatchMatMul, 'webgpu')?.kernelFunc;
  if (!stock) throw new Error('tfjs-backend-webgpu has no BatchMatMul kernel.');
  replaceKernel({ kernelName: BatchMatMul, backendName: 'webgpu', kernelFunc: ours ? matMul : stock });
}

/** The kernel as tfjs defines it: [.., left, inner] x [.., inner, right], either transposed, either of one matrix only. */
const matMul: KernelFunc = ({ inputs, attrs, backend }) => {
  const on = dispatcherOf(backend);
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [countA, countB] = [util.sizeFromShape(outerA), util.sizeFromShape(outerB)];
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [rows, inner, columns] = [transposeA ? columnsA : rowsA, transposeA ? rowsA : columnsA, transposeB ? rowsB : columnsB];
  const count = Math.max(countA, countB);
  const c = on.allocate([...(countA >= countB ? outerA : outerB), rows, columns]);
  const side = tileSide(on, rows, columns, count);
  const sizes = { rows, inner, columns, strideOfA: countA === 1 ? 0 : rowsA * columnsA, strideOfB: countB === 1 ? 0 : rowsB * columnsB };
  const programs = PROGRAMS[Number(transposeA)]?.[Number(transposeB)];
  if (!programs) throw new Error('There is no such product.');
  runProduct(on, programs, side, { a, b, c }, sizes, Math.ceil(rows / side) * Math.ceil(columns / side) * count);
  return c;
};
