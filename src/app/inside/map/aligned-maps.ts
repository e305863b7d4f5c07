import { align } from '../../../measures/projection/align';
import type { Look } from '../../../protocol/insight';

const known = new WeakMap<Look, Float64Array>();

/**
 * The maps of looks, each turned or mirrored to lie as near as possible to the one before it, so that points move no more
 * than they must. A map that was shown once does not turn again.
 */
export function alignedMap(looks: readonly Look[], moment: number): Float64Array {
  let before: Float64Array | undefined;
  for (const look of looks.slice(0, moment + 1)) {
    // A quick look has none: the next map is turned towards the one before it.
    if (!look.map) continue;
    const { coordinates } = look.map;
    const own = known.get(look) ?? (before ? align(coordinates, before, coordinates.length / 2) : Float64Array.from(coordinates));
    known.set(look, own);
    before = own;
  }
  return before ?? new Float64Array();
}
