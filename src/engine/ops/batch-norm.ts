import { add, customGrad, keep, matMul, mul, relu, step, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { type Moments, normalise, normaliseGradient, rowMoments } from './normalise';
import { type RowWeights, spreadOver } from './rows';
import type { Save } from './tape';

/** Called with the batch's statistics, kept alive: whoever takes them disposes of them. Variance unbiased. */
export type TakeMoments = (moments: Moments) => void;

/**
 * gamma * normalised(x) + beta with the batch's own statistics: BatchNorm in training. The batch is normalised with the
 * biased variance and reported with the unbiased one, as PyTorch does.
 *
 * @param x [G, B, m]
 * @param gamma [G, S, m]
 * @param beta [G, S, m]
 * @param rectified whether ReLU follows
 * @param instead statistics of the sets of rows that have fewer than two
 * @returns [G, B, m]
 */
export function normTraining(
  x: Tensor3D,
  gamma: Tensor3D,
  beta: Tensor3D,
  rows: RowWeights,
  rectified: boolean,
  take: TakeMoments,
  instead?: Moments,
): Tensor3D {
  const op = customGrad((...args) => {
    const [input, g, b, save] = args as [Tensor3D, Tensor3D, Tensor3D, Save];
    const moments = rowMoments(input, rows, false, instead);
    const { normal, scale } = normalise(input, moments, rows);
    const line: Tensor3D = add(mul(normal, spreadOver(rows, g)), spreadOver(rows, b));
    const y = rectified ? relu(line) : line;
    take({ mean: keep(moments.mean), variance: keep(mul(moments.variance, rows.unbias) as Tensor3D) });
    save([normal, scale, g, y]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain, out] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
        const open = (rectified ? mul(dy, step(out)) : dy) as Tensor3D;
        const dGamma = matMul(rows.sum, mul(open, n));
        const dBeta = matMul(rows.sum, open);
        return [normaliseGradient(mul(open, spreadOver(rows, gain)), n, s, rows, false), dGamma, dBeta];
      },
    };
  });
  return op(x, gamma, beta) as Tensor3D;
}

/** The same with running statistics: BatchNorm at evaluation. */
export function normEvaluation(x: Tensor3D, gamma: Tensor3D, beta: Tensor3D, rows: RowWeights, rectified: boolean, running: Moments): Tensor3D {
  const line: Tensor3D = add(mul(normalise(x, running, rows).normal, spreadOver(rows, gamma)), spreadOver(rows, beta));
  return rectified ? relu(line) : line;
}
