import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { BatchMatMul, getKernel, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../kernels/register-js';

/** Side of the square of results that one thread computes. */
const TILE = 4;

/**
 * A batched matrix product without workgroup memory: every thread sums a 4 x 4 square in registers. tfjs's products
 * share tiles between threads and wait at barriers, which pays on a GPU; a software adapter runs a workgroup's threads
 * one after the other, and each barrier costs it a switch of all of them.
 */
class RegisterTiledProduct {
  readonly shaderKey: string;
  readonly variableNames = ['a', 'b'];
  readonly uniforms = 'left : i32, inner : i32, right : i32, strideA : i32, strideB : i32, tiles : i32,';
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly dispatchLayout = { x: [0] };
  readonly dispatch: [number, number, number];

  constructor(
    readonly outputShape: number[],
    tiles: number,
    private readonly transposeA: boolean,
    private readonly transposeB: boolean,
  ) {
    this.shaderKey = `hamurProduct_${transposeA}_${transposeB}`;
    this.dispatch = [Math.ceil(tiles / 64), 1, 1];
  }

  getUserCode(): string {
    // Rows and columns beyond the edge read the last ones again and are not written.
    const rows = range((q) => `let i${q} = min(row + ${q}, uniforms.left - 1);`);
    const columns = range((q) => `let j${q} = min(column + ${q}, uniforms.right - 1);`);
    const elementA = (q: number) => `a[fromA + ${this.transposeA ? `l * uniforms.left + i${q}` : `i${q} * uniforms.inner + l`}]`;
    const elementB = (q: number) => `b[fromB + ${this.transposeB ? `j${q} * uniforms.inner + l` : `l * uniforms.right + j${q}`}]`;
    return `
      fn main(at : i32) {
        if (at >= uniforms.tiles) { return; }
        let across = (uniforms.right + ${TILE - 1}) / ${TILE};
        let down = (uniforms.left + ${TILE - 1}) / ${TILE};
        let n = at / (across * down);
        let row = (at / across) % down * ${TILE};
        let column = at % across * ${TILE};
        let fromA = n * uniforms.strideA;
        let fromB = n * uniforms.strideB;
        ${rows}
        ${columns}
        ${range((q) => `var sum${q} = vec4<f32>(0.0);`)}
        for (var l = 0; l < uniforms.inner; l = l + 1) {
          let y = vec4<f32>(${[0, 1, 2, 3].map(elementB).join(', ')});
          ${range((q) => `sum${q} = sum${q} + ${elementA(q)} * y;`)}
        }
        let to = n * uniforms.left * uniforms.right;
        ${range(
          (q) => `
        if (row + ${q} < uniforms.left) {
          for (var c = 0; c < min(${TILE}, uniforms.right - column); c = c + 1) {
            result[to + (row + ${q}) * uniforms.right + column + c] = sum${q}[c];
          }
        }`,
        )}
      }`;
  }
}

const range = (line: (q: number) => string) => Array.from({ length: TILE }, (_, q) => line(q)).join('\n        ');

let stock: KernelFunc | undefined;

/** Registers the product above for a software adapter, tfjs's own for any other. */
export function chooseProduct(software: boolean): void {
  stock ??= getKernel(BatchMatMul, 'webgpu')?.kernelFunc;
  if (!stock) throw new Error('tfjs-backend-webgpu has no BatchMatMul kernel.');
  replaceKernel({ kernelName: BatchMatMul, backendName: 'webgpu', kernelFunc: software ? registerTiled : stock });
}

const registerTiled: KernelFunc = ({ inputs, attrs, backend }) => {
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [countA, countB] = [util.sizeFromShape(outerA), util.sizeFromShape(outerB)];
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [left, inner, right] = [transposeA ? columnsA : rowsA, transposeA ? rowsA : columnsA, transposeB ? rowsB : columnsB];
  const tiles = Math.max(countA, countB) * Math.ceil(left / TILE) * Math.ceil(right / TILE);
  const program = new RegisterTiledProduct([...(countA >= countB ? outerA : outerB), left, right], tiles, transposeA, transposeB);
  const uniforms = [left, inner, right, countA === 1 ? 0 : rowsA * columnsA, countB === 1 ? 0 : rowsB * columnsB, tiles];
  return (backend as WebGPUBackend).runWebGPUProgram(
    program,
    [a, b],
    'float32',
    uniforms.map((value) => ({ type: 'int32', data: [value] })),
  );
};
