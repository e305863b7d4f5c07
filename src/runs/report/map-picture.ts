import { encode } from 'fast-png';
import { base64 } from '../../lib/base64';
import { colourOf, MAPS } from '../../lib/colour/colour-map';
import type { Matrix } from '../../lib/matrix';

/**
 * A matrix as a PNG, a pixel a cell, in the light colours of the page's maps: as a `data:` address.
 *
 * @param scale the size of a value at which the colours end
 */
export function mapPicture({ rows, columns, values }: Matrix, scale: number): string {
  const data = new Uint8Array(3 * values.length);
  for (const [i, value] of values.entries()) data.set(colourOf(MAPS.light, value, scale), 3 * i);
  const png = encode({ width: columns, height: rows, data, channels: 3, depth: 8 });
  return `data:image/png;base64,${base64(png)}`;
}
