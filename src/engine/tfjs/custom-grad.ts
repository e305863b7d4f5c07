import { customGrad, type Tensor } from '@tensorflow/tfjs-core';

/** Keeps tensors of the forward pass for the gradient. */
export type Save = (tensors: Tensor[]) => void;

/**
 * An op with a gradient of its own.
 *
 * tfjs passes `save` after the tensors, however many they are, of which its types know nothing: tfjs-core 4.22.0, `engine.ts`,
 * `customGrad`.
 *
 * @param forward gives the op's value, and a function that makes of its gradient the gradients by the inputs
 */
export function withGradient<Inputs extends (Tensor | undefined)[]>(
  forward: (inputs: Inputs, save: Save) => { value: Tensor; gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor | Tensor[] },
): (...inputs: Inputs) => Tensor {
  const op = customGrad((...args) => forward(args.slice(0, -1) as Inputs, args.at(-1) as unknown as Save));
  return (...inputs) => op(...(inputs as Tensor[]));
}
