import { add, matMul, mul, rsqrt, square, sub, type Tensor3D } from '@tensorflow/tfjs-core';
import { orInstead, type RowWeights, spreadOver } from './batch/rows';

/** PyTorch's BatchNorm default, and the authors' domain norm's. */
export const NORM_EPS = 1e-5;

export interface Moments {
  /** [G, S, m] */
  mean: Tensor3D;
  /** [G, S, m], biased or unbiased as the caller asked. */
  variance: Tensor3D;
}

/**
 * Statistics of `x` [G, B, m] over each set of rows.
 *
 * @param instead statistics of the sets that have fewer than two rows
 */
export function rowMoments(x: Tensor3D, rows: RowWeights, unbiased: boolean, instead?: Moments): Moments {
  const mean = orInstead(rows, matMul(rows.mean, x), instead?.mean);
  const biased: Tensor3D = matMul(rows.mean, square(sub(x, spreadOver(rows, mean))));
  return { mean, variance: orInstead(rows, unbiased ? mul(biased, rows.unbias) : biased, instead?.variance) };
}

/** (x - mean) / sqrt(variance + eps), and the factor 1 / sqrt(variance + eps), [G, 1, m] or [G, B, m]. */
export function normalise(x: Tensor3D, { mean, variance }: Moments, rows: RowWeights): { normal: Tensor3D; scale: Tensor3D } {
  const scale = spreadOver(rows, rsqrt(add(variance, NORM_EPS)) as Tensor3D);
  return { normal: mul(sub(x, spreadOver(rows, mean)), scale), scale };
}

/**
 * Gradient of `normalise` by `x` where the statistics came from `x` itself.
 *
 *     dx_i = scale * (g_i - w_i * sum(g) - c * w_i * n_i * sum(g * n))      c = 1, or n/(n-1) for an unbiased variance
 *
 * The sums run over the rows that the statistics are applied to, w_i is the row's weight in them.
 *
 * @param g gradient by the normalised values [G, B, m]
 */
export function normaliseGradient(g: Tensor3D, normal: Tensor3D, scale: Tensor3D, rows: RowWeights, unbiased: boolean): Tensor3D {
  const sumG: Tensor3D = matMul(rows.sum, g);
  const sumGN: Tensor3D = matMul(rows.sum, mul(g, normal));
  const slope = unbiased ? mul(sumGN, rows.unbias) : sumGN;
  const pulled: Tensor3D = mul(rows.column, add(spreadOver(rows, sumG), mul(normal, spreadOver(rows, slope as Tensor3D))));
  return mul(scale, sub(g, pulled));
}
