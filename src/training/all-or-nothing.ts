import { engine } from '@tensorflow/tfjs-core';

/**
 * Makes something that owns tensors. Where that throws half-way, which an engine without memory does, those that were made
 * by then are given back; otherwise all of them stay until they are disposed of.
 */
export function allOrNothing<T>(make: () => T): T {
  const tfjs = engine();
  tfjs.startScope('all or nothing');
  try {
    const made = make();
    for (const tensor of tfjs.state.activeScope.track) tfjs.keep(tensor);
    return made;
  } finally {
    tfjs.endScope();
  }
}
