import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** tfjs's one engine: tensors, tape, kernels by name. */
export const ENGINE_OF_TFJS = engine();

/** The tensors that the innermost scope would dispose of. Relies on `state.activeScope.track` of tfjs-core 4.22.0, `engine.ts`. */
export function tensorsOfScope(): readonly Tensor[] {
  return ENGINE_OF_TFJS.state.activeScope.track;
}
