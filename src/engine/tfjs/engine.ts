import { engine } from '@tensorflow/tfjs-core';

/** tfjs's one engine: tensors, tape, kernels by name. */
export const ENGINE_OF_TFJS = engine();
