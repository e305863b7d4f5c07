import { ENGINE_OF_TFJS } from './engine';

/**
 * Makes something that owns tensors. Where that throws half-way, which an engine without memory does, those that were made
 * by then are given back; otherwise all of them stay until they are disposed of.
 *
 * Relies on `state.activeScope.track` of tfjs-core 4.22.0, `engine.ts`: the tensors that the innermost scope would dispose of.
 */
export function allOrNothing<T>(make: () => T): T {
  ENGINE_OF_TFJS.startScope('all or nothing');
  try {
    const made = make();
    for (const tensor of ENGINE_OF_TFJS.state.activeScope.track) ENGINE_OF_TFJS.keep(tensor);
    return made;
  } finally {
    ENGINE_OF_TFJS.endScope();
  }
}
