import { add, matMul, reshape, sigmoid, type Tensor1D, type Tensor2D, type Tensor3D, transpose } from '@tensorflow/tfjs-core';

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
 * @param h [B, k, k] one matrix a row, the same for all towers
 * @returns [D, B, m]
 */
export function adapterCell(z: Tensor3D, h: Tensor3D, { u1, v1, u2, v2, b1, b2 }: AdapterWeights): Tensor3D {
  const [towers, batch, width] = z.shape;
  const k = u1.shape[1];

  const narrow = reshape(matMul(reshape(z, [towers * batch, width]), u1), [towers, batch, k]);
  // A row's matrix H serves all its towers in one product, so the row goes first: [B, D, k] x [B, k, k].
  const turned: Tensor3D = matMul(transpose(narrow, [1, 0, 2]), h);
  const inner = sigmoid(add(matMul(reshape(turned, [batch * towers, k]), v1), b1));

  const back: Tensor3D = matMul(reshape(matMul(inner, u2), [batch, towers, k]), h);
  const wide = matMul(reshape(transpose(back, [1, 0, 2]), [towers * batch, k]), v2);
  return reshape(add(wide, b2), [towers, batch, width]);
}
