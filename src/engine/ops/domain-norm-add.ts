import { add, customGrad, keep, matMul, mul, reshape, sum, type Tensor, type Tensor1D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { TakeMoments } from './batch-norm';
import { type Moments, normalise, normaliseGradient, rowMoments } from './normalise';
import type { RowWeights } from './rows';
import type { Save } from './tape';

/**
 * z + gamma * normalised(u) + beta with the batch's statistics per tower or per domain, variance unbiased: the paper's
 * domain norm and the residual.
 *
 * @param z [G, B, m]
 * @param u [G, B, m]
 * @param gamma [m] shared by all towers
 * @param beta [m]
 * @param instead statistics of the sets of rows that have fewer than two
 */
export function domainNormAddBatch(
  z: Tensor3D,
  u: Tensor3D,
  gamma: Tensor1D,
  beta: Tensor1D,
  rows: RowWeights,
  take?: TakeMoments,
  instead?: Moments,
): Tensor3D {
  const op = customGrad((...args) => {
    const [residual, input, g, b, save] = args as [Tensor3D, Tensor3D, Tensor1D, Tensor1D, Save];
    const moments = rowMoments(input, rows, true, instead);
    const { normal, scale } = normalise(input, moments, rows);
    take?.({ mean: keep(moments.mean), variance: keep(moments.variance) });
    save([normal, scale, g]);
    return {
      value: add(residual, add(mul(normal, g), b)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain] = saved as [Tensor3D, Tensor3D, Tensor1D];
        const width = gain.shape[0];
        const overAll = (perSet: Tensor) => reshape(sum(perSet, [0, 1]), [width]);
        const dGamma = overAll(matMul(rows.sum, mul(dy as Tensor3D, n)));
        const dBeta = overAll(matMul(rows.sum, dy));
        return [dy, normaliseGradient(mul(dy, gain), n, s, rows, true), dGamma, dBeta];
      },
    };
  });
  return op(z, u, gamma, beta) as Tensor3D;
}

/** The same with running statistics: a row's value does not depend on its neighbours. */
export function domainNormAddRunning(z: Tensor3D, u: Tensor3D, gamma: Tensor1D, beta: Tensor1D, rows: RowWeights, running: Moments): Tensor3D {
  return add(z, add(mul(normalise(u, running, rows).normal, gamma), beta));
}
