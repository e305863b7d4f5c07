import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { withGradient } from '../tfjs/custom-grad';

/** The same values, through which no gradient flows back: what reads them does not move what made them. */
export function stopGradient<T extends Tensor>(x: T): T {
  return withGradient<[Tensor]>(([input]) => ({ value: input.clone(), gradFunc: (dy) => zerosLike(dy as Tensor) }))(x) as T;
}
