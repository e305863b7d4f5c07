import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Where the gradients of parameters belong: each parameter's place in one flat tensor. A kernel that makes such a
 * gradient puts it there at once, so that nothing is gathered before the optimiser's step.
 */
const places = new WeakMap<object, { into: Tensor; taken: boolean }>();

export function placeGradient(parameter: Tensor, into: Tensor): void {
  places.set(parameter.dataId, { into, taken: false });
}

/** Before a backward pass: all places are free again. */
export function freePlaces(parameters: readonly Tensor[]): void {
  for (const { dataId } of parameters) {
    const place = places.get(dataId);
    if (place) place.taken = false;
  }
}

/**
 * The place of a parameter's gradient, once a backward pass: where a parameter is used twice, the second gradient is a
 * tensor of its own and tfjs adds the two. Undefined for a tensor that is not a parameter.
 */
export function takePlace(parameter: Tensor): Tensor | undefined {
  const place = places.get(parameter.dataId);
  if (!place || place.taken) return undefined;
  place.taken = true;
  return place.into;
}
