import { add, customGrad, keep, matMul, mul, reshape, sum, type Tensor, type Tensor1D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { TakeMoments } from './norm-relu';
import { type Moments, normalise, normaliseGradient, rowMoments } from './normalise';
import type { RowWeights } from './rows';
import type { Save } from './tape';

/**
 * z + gamma * normalised(u) + beta with the batch's statistics per tower, variance unbiased: the paper's domain norm
 * and the residual.
 *
 * @param z [D, B, m]
 * @param u [D, B, m]
 * @param gamma [m] shared by all towers
 * @param beta [m]
 */
export function domainNormAddBatch(z: Tensor3D, u: Tensor3D, gamma: Tensor1D, beta: Tensor1D, rows: RowWeights, take?: TakeMoments): Tensor3D {
  const op = customGrad((...args) => {
    const [residual, input, g, b, save] = args as [Tensor3D, Tensor3D, Tensor1D, Tensor1D, Save];
    const moments = rowMoments(input, rows, true);
    const { normal, scale } = normalise(input, moments);
    take?.({ mean: keep(moments.mean), variance: keep(moments.variance) });
    save([normal, scale, g]);
    return {
      value: add(residual, add(mul(normal, g), b)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain] = saved as [Tensor3D, Tensor3D, Tensor1D];
        const width = gain.shape[0];
        const overTowers = (perTower: Tensor) => reshape(sum(perTower, 0), [width]);
        const dGamma = overTowers(matMul(rows.sum, mul(dy as Tensor3D, n)));
        const dBeta = overTowers(matMul(rows.sum, dy));
        return [dy, normaliseGradient(mul(dy, gain), n, s, rows, true), dGamma, dBeta];
      },
    };
  });
  return op(z, u, gamma, beta) as Tensor3D;
}

/** The same with running statistics per tower [D, 1, m]: a row's value does not depend on its neighbours. */
export function domainNormAddRunning(z: Tensor3D, u: Tensor3D, gamma: Tensor1D, beta: Tensor1D, running: Moments): Tensor3D {
  return add(z, add(mul(normalise(u, running).normal, gamma), beta));
}
