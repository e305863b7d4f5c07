import { add, fill, getBackend, matMul, mean, mul, ones, relu, rsqrt, square, step, sub, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { withGradient } from '../tfjs/custom-grad';
import { NORM_EPS } from './normalise';

/**
 * Layer normalisation, then ReLU (Ba et al., Layer Normalization, 2016): each row by the mean and the biased variance of its own
 * numbers, so that no row depends on another.
 *
 *     y = relu(gamma * n + beta)      n = (x - mean of the row) / sqrt(variance of the row + 1e-5)
 *
 * @param x [G, B, m]
 * @param gamma [G, 1, m], or [G, B, m] where each row has its own
 * @param beta as gamma
 * @returns [G, B, m]
 */
export function layerNormRelu(x: Tensor3D, gamma: Tensor3D, beta: Tensor3D): Tensor3D {
  const op = withGradient<[Tensor3D, Tensor3D, Tensor3D]>(([input, g, b], save) => {
    const centred: Tensor3D = sub(input, meanOfRow(input));
    const scale = rsqrt(add(meanOfRow(square(centred) as Tensor3D), NORM_EPS));
    const normal: Tensor3D = mul(centred, scale);
    const y: Tensor3D = relu(add(mul(normal, g), b));
    save([normal, scale, g, y]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain, out] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
        const open: Tensor3D = mul(dy, step(out));
        const byNormal: Tensor3D = mul(open, gain);
        const pulled = add(meanOfRow(byNormal), mul(n, meanOfRow(mul<Tensor3D>(byNormal, n))));
        // One set of a gamma and a beta for all rows gathers from all of them.
        const gathered = (perRow: Tensor3D): Tensor => (gain.shape[1] === 1 ? matMul(ones([1, 1, perRow.shape[1]]), perRow) : perRow);
        return [mul(s, sub(byNormal, pulled)), gathered(mul(open, n)), gathered(open)];
      },
    };
  });
  return op(x, gamma, beta) as Tensor3D;
}

/**
 * [G, B, m] -> [G, B, 1]. tfjs's WebGPU takes a workgroup for each mean: on a software GPU a product took a fifteenth of its time. The other
 * engines would add up in another order when there are many rows, and a row's prediction depend on them.
 */
function meanOfRow(x: Tensor3D): Tensor3D {
  if (getBackend() !== 'webgpu') return mean(x, 2, true);
  const width = x.shape[2];
  return matMul(x, fill([1, width, 1], 1 / width) as Tensor3D);
}
