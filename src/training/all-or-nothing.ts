import { ENGINE_OF_TFJS, tensorsOfScope } from '../engine/tfjs/engine';

/**
 * Makes something that owns tensors. Where that throws half-way, which an engine without memory does, those that were made
 * by then are given back; otherwise all of them stay until they are disposed of.
 */
export function allOrNothing<T>(make: () => T): T {
  ENGINE_OF_TFJS.startScope('all or nothing');
  try {
    const made = make();
    for (const tensor of tensorsOfScope()) ENGINE_OF_TFJS.keep(tensor);
    return made;
  } finally {
    ENGINE_OF_TFJS.endScope();
  }
}
