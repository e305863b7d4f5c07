import type { Sets } from '../../kernels/fused';
import { COLUMNS } from './lanes';

/** Sets of statistics in a tower. */
export function setsOf(sets: Sets, domains: number): number {
  return sets === 'own-in-row' ? domains : 1;
}

/** Of `sizes`, what `PLACE` reads. */
export const PLACE_SIZES = ['mode', 'rows', 'columns', 'count', 'sets', 'intsWidth'] as const;

/**
 * WGSL: where a thread of a norm is, which rows made its set's statistics (`isMember`) and which these are applied to
 * (`isApplied`). Threads beyond the last column compute that column again and store nothing.
 */
export const PLACE = `
    struct Place { g: u32, s: u32, stat: u32, j: u32, stores: bool, start: u32 }
    fn placeOf(group: u32, thread: u32) -> Place {
      let tiles = (sizes.columns + ${COLUMNS - 1}u) / ${COLUMNS}u;
      let j = group % tiles * ${COLUMNS}u + thread % ${COLUMNS}u;
      var p: Place;
      p.stat = group / tiles;
      p.g = p.stat / sizes.sets;
      p.s = p.stat % sizes.sets;
      p.stores = j < sizes.columns;
      p.j = min(j, sizes.columns - 1u);
      p.start = p.g * sizes.rows * sizes.columns + p.j;
      return p;
    }
    fn isMember(p: Place, b: u32) -> bool {
      if (b >= sizes.count) { return false; }
      return sizes.mode == 0u || u32(ints[b * sizes.intsWidth]) == select(p.s, p.g, sizes.mode == 1u);
    }
    fn isApplied(p: Place, b: u32) -> bool { return b < sizes.rows && (sizes.mode != 2u || u32(ints[b * sizes.intsWidth]) == p.s); }`;
