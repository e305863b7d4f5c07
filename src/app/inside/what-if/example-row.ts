import type { RunRecord } from '../../../runs/record';
import { nearestWalked, sidesOf } from '../../walk/sides';
import type { Shown } from '../use-shown';

/**
 * The row to begin with: the one that “Follow one row” shows, else the first probe row.
 *
 * @param walkRow that is chosen there
 * @returns 0-based row number of the table; undefined before the first look
 */
export function exampleRow({ looks, probes }: Pick<RunRecord, 'looks' | 'probes'>, look: Shown['look'], walkRow: number | undefined): number | undefined {
  const walked = nearestWalked(looks, look);
  return (walked && sidesOf(walked, walkRow, undefined)?.before.walk.row) ?? probes?.rows[0];
}
