import { add, div, mul, sqrt, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';

export interface AdamState {
  /** [P] all parameters, flat. */
  parameters: Tensor1D;
  /** [P] running mean of the gradient. */
  first: Tensor1D;
  /** [P] running mean of the squared gradient. */
  second: Tensor1D;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;

/**
 * One step of Adam (Kingma & Ba, 2015) over one flat buffer; weight decay is added to the gradient (L2), as PyTorch's
 * `Adam(weight_decay=…)` does. The old state is the caller's to dispose of.
 *
 * @param gradient [P]
 * @param t steps done, this one included, from 1
 */
export function adam(state: AdamState, gradient: Tensor1D, t: number, learningRate: number, weightDecay: number): AdamState {
  const g = weightDecay === 0 ? gradient : add(gradient, mul(state.parameters, weightDecay));
  const first: Tensor1D = add(mul(state.first, BETA1), mul(g, 1 - BETA1));
  const second: Tensor1D = add(mul(state.second, BETA2), mul(square(g), 1 - BETA2));
  const denominator = add(mul(sqrt(second), 1 / Math.sqrt(1 - BETA2 ** t)), EPS);
  const move = mul(div(first, denominator), learningRate / (1 - BETA1 ** t));
  return { parameters: sub(state.parameters, move), first, second };
}
