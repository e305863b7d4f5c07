import { add, matMul, mul, rsqrt, square, sub, type Tensor3D } from '@tensorflow/tfjs-core';
import type { RowWeights } from './rows';

/** PyTorch's BatchNorm default, and the authors' domain norm's. */
export const NORM_EPS = 1e-5;

export interface Moments {
  /** [G, 1, m] */
  mean: Tensor3D;
  /** [G, 1, m], biased or unbiased as the caller asked. */
  variance: Tensor3D;
}

/** Statistics over the rows that count of `x` [G, B, m]. */
export function rowMoments(x: Tensor3D, rows: RowWeights, unbiased: boolean): Moments {
  const mean: Tensor3D = matMul(rows.mean, x);
  const biased: Tensor3D = matMul(rows.mean, square(sub(x, mean)));
  return { mean, variance: unbiased ? mul(biased, rows.unbias) : biased };
}

/** (x - mean) / sqrt(variance + eps), and the factor 1 / sqrt(variance + eps) [G, 1, m]. */
export function normalise(x: Tensor3D, { mean, variance }: Moments): { normal: Tensor3D; scale: Tensor3D } {
  const scale: Tensor3D = rsqrt(add(variance, NORM_EPS));
  return { normal: mul(sub(x, mean), scale), scale };
}

/**
 * Gradient of `normalise` by `x` where the statistics came from `x` itself.
 *
 *     dx_i = scale * (g_i - w_i * sum(g) - c * w_i * n_i * sum(g * n))      c = 1, or n/(n-1) for an unbiased variance
 *
 * @param g gradient by the normalised values [G, B, m]
 * @param sums sum(g) and sum(g * n) over the rows [G, 1, m], where the caller has them
 */
export function normaliseGradient(g: Tensor3D, normal: Tensor3D, scale: Tensor3D, rows: RowWeights, unbiased: boolean): Tensor3D {
  const sumG: Tensor3D = matMul(rows.sum, g);
  const sumGN: Tensor3D = matMul(rows.sum, mul(g, normal));
  const slope = unbiased ? mul(sumGN, rows.unbias) : sumGN;
  const pulled: Tensor3D = mul(rows.column, add(sumG, mul(normal, slope)));
  return mul(scale, sub(g, pulled));
}
