import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Sets } from '../../kernels/fused';
import { SETS_CODE } from '../../kernels/optimiser';
import type { Machine } from '../machine';

/**
 * The rows of each set of statistics, as lists in memory (`listRows` of `assembly/sets.ts`).
 *
 * @param count rows that count
 * @returns their address, and the sets of a tower
 */
export function listRows(
  machine: Machine,
  ints: TensorInfo,
  sets: Sets,
  rows: number,
  count: number,
  towers: number,
  domains: number,
): { list: number; setsOfTower: number } {
  const setsOfTower = sets === 'own-in-row' ? domains : 1;
  const all = towers * setsOfTower;
  const list = machine.space('rows of sets', 4 * (2 * rows + 4 * all));
  machine.run('listRows', 1, machine.at(ints), ints.shape[1] as number, rows, count, SETS_CODE[sets], all, list);
  return { list, setsOfTower };
}

/** A set of fewer rows has no statistics of its own. */
export const leastRows = (sets: Sets) => (sets === 'batch' ? 1 : 2);
