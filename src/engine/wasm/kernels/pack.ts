import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Machine } from '../machine';

const PANEL = 8;
/** Floats that a share packs: below this it is done before another thread has woken. */
const FLOATS_A_SHARE = 16_384;

/**
 * Lays out right operands of products (`assembly/pack.ts`) in memory under a name.
 *
 * @param matrices [groups, inner, columns], or, turned, [groups, columns, inner]
 * @returns the address
 */
export function packed(machine: Machine, name: string, matrices: TensorInfo, groups: number, inner: number, columns: number, turned: boolean): number {
  const panels = Math.ceil(columns / PANEL);
  const floats = groups * inner * panels * PANEL;
  const at = machine.space(name, 4 * floats);
  const chunks = Math.min(groups * panels, Math.ceil(floats / FLOATS_A_SHARE));
  machine.run('pack', chunks, machine.at(matrices), groups, inner, columns, Number(turned), at);
  return at;
}
