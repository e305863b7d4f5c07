import { add, div, minimum, mul, sqrt, square, sum, type Tensor1D } from '@tensorflow/tfjs-core';

/** As in PyTorch's `clip_grad_norm_`. */
const EPS = 1e-6;

/** Shortens a gradient [P] whose norm is over `most` to about `most`, its direction kept. */
export function clipByNorm(gradient: Tensor1D, most: number): Tensor1D {
  const norm = sqrt(sum(square(gradient)));
  return mul(gradient, minimum(div(most, add(norm, EPS)), 1));
}
