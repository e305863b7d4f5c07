import type { Tensor } from '@tensorflow/tfjs-core';

/** Keeps tensors of the forward pass for the gradient; tfjs passes one as the last argument of a `customGrad`. */
export type Save = (tensors: Tensor[]) => void;
