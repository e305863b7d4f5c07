import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { VIEW_ALIGNMENT } from '../engine';
import { ENGINE_OF_TFJS } from '../tfjs/engine';
import type { Dispatcher } from './program';

/**
 * A tensor in the memory of another; see `Engine.view`.
 *
 * @throws Error for a view that begins where WebGPU cannot bind, or that leaves `flat`
 */
export function makeView(dispatcher: Dispatcher, flat: Tensor1D, from: number, shape: number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  if (from % VIEW_ALIGNMENT !== 0) throw new Error(`A view begins at ${from}, which is no multiple of ${VIEW_ALIGNMENT}.`);
  if (from < 0 || from + size > flat.size) throw new Error(`A view of ${size} values from ${from} leaves a tensor of ${flat.size}.`);
  const { dataId } = dispatcher.part(flat.dataId, from, shape, false);
  return ENGINE_OF_TFJS.makeTensorFromTensorInfo({ dataId, shape, dtype: 'float32' }, dispatcher.backend);
}
