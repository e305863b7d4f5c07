import { add, customGrad, keep, matMul, mul, relu, step, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { type Moments, normalise, normaliseGradient, rowMoments } from './normalise';
import type { RowWeights } from './rows';
import type { Save } from './tape';

/** Called with the batch's statistics, kept alive: whoever takes them disposes of them. Variance unbiased. */
export type TakeMoments = (moments: Moments) => void;

/**
 * relu(gamma * normalised(x) + beta) with the batch's own statistics: BatchNorm in training, then ReLU. The batch is
 * normalised with the biased variance and reported with the unbiased one, as PyTorch does.
 *
 * @param x [G, B, m]
 * @param gamma [G, 1, m]
 * @param beta [G, 1, m]
 */
export function normReluTraining(x: Tensor3D, gamma: Tensor3D, beta: Tensor3D, rows: RowWeights, take: TakeMoments): Tensor3D {
  const op = customGrad((...args) => {
    const [input, g, b, save] = args as [Tensor3D, Tensor3D, Tensor3D, Save];
    const moments = rowMoments(input, rows, false);
    const { normal, scale } = normalise(input, moments);
    const y: Tensor3D = relu(add(mul(normal, g), b));
    take({ mean: keep(moments.mean), variance: keep(mul(moments.variance, rows.unbias)) });
    save([normal, scale, g, y]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain, out] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
        const open: Tensor3D = mul(dy, step(out));
        const dGamma = matMul(rows.sum, mul(open, n));
        const dBeta = matMul(rows.sum, open);
        return [normaliseGradient(mul(open, gain), n, s, rows, false), dGamma, dBeta];
      },
    };
  });
  return op(x, gamma, beta) as Tensor3D;
}

/** The same with running statistics: BatchNorm at evaluation, then ReLU. */
export function normReluEvaluation(x: Tensor3D, gamma: Tensor3D, beta: Tensor3D, running: Moments): Tensor3D {
  return relu(add(mul(normalise(x, running).normal, gamma), beta));
}
