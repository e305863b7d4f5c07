import { colourOf } from '../../../lib/colour/colour-map';
import type { Rgb } from '../../../lib/colour/oklab';
import type { Matrix } from '../../../lib/matrix';

/** A matrix as pixels, one a cell; `scale` is the size at which the colours end. */
export function paint({ rows, columns, values }: Matrix, scale: number, map: Rgb[], context: CanvasRenderingContext2D): ImageData {
  const image = context.createImageData(columns, rows);
  for (let i = 0; i < values.length; i++) {
    const [r, g, b] = colourOf(map, values[i] as number, scale);
    image.data.set([r, g, b, 255], 4 * i);
  }
  return image;
}
