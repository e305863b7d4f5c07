import { add, fill, getBackend, matMul, mean, mul, ones, relu, rsqrt, square, step, sub, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { LAYER_NORM, LAYER_NORM_GRADIENT, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { type Save, withGradient } from '../tfjs/custom-grad';
import { NORM_EPS } from './normalise';
import { takePlace } from './slots';

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
  const op = withGradient(isFused('layer norm') ? fused : composed);
  return op(x, gamma, beta) as Tensor3D;
}

type Inputs = [Tensor3D, Tensor3D, Tensor3D];

function fused([x, gamma, beta]: Inputs, save: Save) {
  const [y, moments] = runFused<[Tensor3D, Tensor3D]>(LAYER_NORM, { x, gamma, beta });
  save([x, gamma, y, moments]);
  return {
    value: y,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [savedX, savedGamma, savedY, savedMoments] = saved;
      const into = { intoGamma: takePlace(gamma), intoBeta: takePlace(beta) };
      return runFused<Tensor[]>(LAYER_NORM_GRADIENT, { dy, x: savedX, y: savedY, gamma: savedGamma, moments: savedMoments, ...into });
    },
  };
}

function composed([x, gamma, beta]: Inputs, save: Save) {
  const centred: Tensor3D = sub(x, meanOfRow(x));
  const scale = rsqrt(add(meanOfRow(square(centred) as Tensor3D), NORM_EPS));
  const normal: Tensor3D = mul(centred, scale);
  const y: Tensor3D = relu(add(mul(normal, gamma), beta));
  save([normal, scale, gamma, y]);
  return {
    value: y,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [n, s, gain, out] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
      const open: Tensor3D = mul(dy, step(out));
      const byNormal: Tensor3D = mul(open, gain);
      const pulled = add(meanOfRow(byNormal), mul(n, meanOfRow(mul<Tensor3D>(byNormal, n))));
      // One set of a gamma and a beta for all rows gathers from all of them.
      const gathered = (perRow: Tensor3D): Tensor => (gain.shape[1] === 1 ? matMul(ones([1, 1, perRow.shape[1]]), perRow) : perRow);
      return [mul(s, sub(byNormal, pulled)), gathered(mul(open, n)), gathered(open)] as Tensor[];
    },
  };
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
