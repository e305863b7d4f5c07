import { add, matMul, mul, reshape, sigmoid, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import { ADAPTER_CELL, ADAPTER_CELL_GRADIENT, type AdapterCell, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import { takePlace } from './slots';

export interface AdapterWeights {
  /** U1 [m, k] */
  u1: Tensor2D;
  /** V1 [k, r] */
  v1: Tensor2D;
  /** U2 [r, k] */
  u2: Tensor2D;
  /** V2 [k, m] */
  v2: Tensor2D;
  /** [r] */
  b1: Tensor1D;
  /** [m] */
  b2: Tensor1D;
}

/**
 * u = sigmoid(z U1 H V1 + b1) U2 H V2 + b2, the adapter before its norm (HAMUR, CIKM 2023, section 3).
 *
 * W = U H V is never formed: ((z U) H) V costs m k + k k + k r multiply-adds a row instead of m k k + m k r + m r.
 *
 * @param z [D, B, m] the towers' outputs
 * @param output [1, B, k * k] the hyper-network's, one matrix a row, the same for all towers
 * @param scale H is `output` times this
 * @returns [D, B, m]
 */
export function adapterCell(z: Tensor3D, output: Tensor3D, scale: number, weights: AdapterWeights): Tensor3D {
  return isFused('adapter cell') ? fused(z, output, scale, weights) : composedParts(z, output, scale, weights).up;
}

function fused(z: Tensor3D, output: Tensor3D, scale: number, weights: AdapterWeights): Tensor3D {
  const op = withGradient((inputs: Tensor[], save) => {
    const { u, toSave } = runCell(inputs, scale);
    save(toSave);
    return { value: u, gradFunc: (du: Tensor, saved: Tensor[]) => runCellGradient(du, saved, inputs, scale) };
  });
  return op(...cellInputs(z, output, weights)) as Tensor3D;
}

/**
 * The cell's bottleneck, [D, B, r], and what it gives, [D, B, m]: the same numbers as `adapterCell` makes, by the same kernel where it
 * is fused. At evaluation only: it has no gradient.
 */
export function insideCell(z: Tensor3D, output: Tensor3D, scale: number, weights: AdapterWeights): { bottleneck: Tensor3D; up: Tensor3D } {
  if (!isFused('adapter cell')) {
    const { inner, up } = composedParts(z, output, scale, weights);
    const [towers, batch] = z.shape;
    return { bottleneck: transpose(reshape(inner, [batch, towers, inner.shape[1]]), [1, 0, 2]), up };
  }
  const { u, between } = runCell(cellInputs(z, output, weights), scale);
  return { bottleneck: between[BOTTLENECK] as Tensor3D, up: u as Tensor3D };
}

/** Where the bottleneck stands among what the kernel gives beside u. */
const BOTTLENECK = 2;

/** What the kernels of a cell take, in their order: z, h, U1, V1, U2, V2, b1, b2. */
export function cellInputs(z: Tensor3D, output: Tensor3D, { u1, v1, u2, v2, b1, b2 }: AdapterWeights): Tensor[] {
  return [z, output, u1, v1, u2, v2, b1, b2];
}

/** The fused cell, t1, t2, a, t4 and t5 between, and what its gradient must have of the forward pass. @param inputs of `cellInputs` */
export function runCell(inputs: Tensor[], scale: number): { u: Tensor; between: Tensor[]; toSave: Tensor[] } {
  const [z, h, u1, v1, u2, v2, b1, b2] = inputs;
  const attributes: AdapterCell = { scale };
  const [u, ...between] = runFused<Tensor[]>(ADAPTER_CELL, { z, h, u1, v1, u2, v2, b1, b2 }, attributes);
  return { u: u as Tensor, between, toSave: [...inputs.slice(0, 6), ...between] };
}

/**
 * The gradients by all of `inputs`.
 *
 * @param saved of `toSave`
 * @param plus what else goes into the gradient by z
 */
export function runCellGradient(du: Tensor, saved: Tensor[], inputs: Tensor[], scale: number, plus?: Tensor): Tensor[] {
  const names = ['z', 'h', 'u1', 'v1', 'u2', 'v2', 't1', 't2', 'a', 't4', 't5'];
  const [intoU1, intoV1, intoU2, intoV2, intoB1, intoB2] = inputs.slice(2).map(takePlace);
  const given = { du, plus, ...Object.fromEntries(names.map((name, i) => [name, saved[i]])), intoU1, intoV1, intoU2, intoV2, intoB1, intoB2 };
  return runFused<Tensor[]>(ADAPTER_CELL_GRADIENT, given, { scale } satisfies AdapterCell);
}

/** @returns inner [B * D, r], a row's towers next to each other, and up [D, B, m] */
function composedParts(z: Tensor3D, output: Tensor3D, scale: number, { u1, v1, u2, v2, b1, b2 }: AdapterWeights): { inner: Tensor2D; up: Tensor3D } {
  const [towers, batch, width] = z.shape;
  const k = u1.shape[1];
  const h: Tensor3D = reshape(scale === 1 ? output : mul(output, scale), [batch, k, k]);

  const narrow = reshape(matMul(reshape(z, [towers * batch, width]), u1), [towers, batch, k]);
  // A row's matrix H serves all its towers in one product, so the row goes first: [B, D, k] x [B, k, k].
  const turned: Tensor3D = matMul(transpose(narrow, [1, 0, 2]), h);
  const inner: Tensor2D = sigmoid(add(matMul(reshape(turned, [batch * towers, k]), v1), b1));

  const back: Tensor3D = matMul(reshape(matMul(inner, u2), [batch, towers, k]), h);
  const wide = matMul(reshape(transpose(back, [1, 0, 2]), [towers * batch, k]), v2);
  return { inner, up: reshape(add(wide, b2), [towers, batch, width]) };
}
