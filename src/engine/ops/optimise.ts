import { add, div, mul, sqrt, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../../config/run-config';

/** What an optimiser works on, all of it flat. */
export interface OptimiserState {
  /** [P] all parameters. */
  parameters: Tensor1D;
  /** [P] each: what the optimiser remembers of past gradients; see `MEMORIES`. */
  memories: Tensor1D[];
}

export interface OptimiserStep {
  /** [P] */
  gradient: Tensor1D;
  /** Steps done, this one included, from 1. */
  t: number;
  rate: number;
  /** Weight decay, the same for all parameters or [P]. 0: none. */
  decay: number | Tensor1D;
  /** Of SGD. */
  momentum: number;
}

/**
 * New parameters and memories after one step, in the order of `memories`. The old ones are the caller's to dispose of.
 *
 * All follow PyTorch's defaults. Weight decay is added to the gradient (L2), but for AdamW.
 */
export type Optimise = (state: OptimiserState, step: OptimiserStep) => OptimiserState;

/** How many tensors of memory each optimiser has; all start at 0. */
export const MEMORIES: Record<Optimiser, number> = { adam: 2, adamw: 2, adagrad: 1, sgd: 1 };

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;
const ADAGRAD_EPS = 1e-10;

/** Adam (Kingma & Ba, ICLR 2015), as PyTorch's `Adam(weight_decay=…)`: the memories are the means of gradient and squared gradient. */
const adam: Optimise = (state, step) => adamFrom(state, step, withL2(state, step));

/** AdamW (Loshchilov & Hutter, ICLR 2019): the parameters shrink by rate * decay, apart from the gradient. */
const adamw: Optimise = ({ parameters, memories }, step) =>
  adamFrom({ parameters: step.decay === 0 ? parameters : sub(parameters, mul(parameters, mul(step.decay, step.rate))), memories }, step, step.gradient);

/** Adagrad (Duchi et al., JMLR 2011): the memory is the sum of squared gradients. */
const adagrad: Optimise = (state, step) => {
  const gradient = withL2(state, step);
  const total: Tensor1D = add(memory(state, 0), square(gradient));
  return { parameters: sub(state.parameters, mul(div(gradient, add(sqrt(total), ADAGRAD_EPS)), step.rate)), memories: [total] };
};

/** Stochastic gradient descent with momentum, as PyTorch's `SGD(momentum=…)`: the memory is the velocity. */
const sgd: Optimise = (state, step) => {
  const velocity: Tensor1D = add(mul(memory(state, 0), step.momentum), withL2(state, step));
  return { parameters: sub(state.parameters, mul(velocity, step.rate)), memories: [velocity] };
};

export const OPTIMISE: Record<Optimiser, Optimise> = { adam, adamw, adagrad, sgd };

function adamFrom(state: OptimiserState, { t, rate }: OptimiserStep, gradient: Tensor1D): OptimiserState {
  const first: Tensor1D = add(mul(memory(state, 0), BETA1), mul(gradient, 1 - BETA1));
  const second: Tensor1D = add(mul(memory(state, 1), BETA2), mul(square(gradient), 1 - BETA2));
  const denominator = add(mul(sqrt(second), 1 / Math.sqrt(1 - BETA2 ** t)), EPS);
  const move = mul(div(first, denominator), rate / (1 - BETA1 ** t));
  return { parameters: sub(state.parameters, move), memories: [first, second] };
}

function withL2({ parameters }: OptimiserState, { gradient, decay }: OptimiserStep): Tensor1D {
  return decay === 0 ? gradient : add(gradient, mul(parameters, decay));
}

function memory({ memories }: OptimiserState, i: number): Tensor1D {
  return memories[i] as Tensor1D;
}
