import { strToU8, type Zippable, zipSync } from 'fflate';
import { toCsv } from '../../exports/csv';
import { pngOf, svgFile } from '../figure/save';
import { slug } from '../figure/slug';
import type { DrawnFigure } from '../figure/told';

/** A PNG is packed already. */
const AS_IT_IS = { level: 0 } as const;

/**
 * Figures as a zip: each as SVG and PNG with its caption, and its numbers as CSV, numbered in their order.
 *
 * @param figures that are on the page
 * @param say is told how far it is
 * @throws Error where one is not drawn
 */
export async function figuresZip(figures: readonly DrawnFigure[], say: (text: string) => void): Promise<Uint8Array> {
  const files: Zippable = {};
  for (const [i, { title, caption, svg, csv }] of figures.entries()) {
    say(`Figure ${i + 1} of ${figures.length}…`);
    const name = `${String(i + 1).padStart(2, '0')}-${slug(title)}`;
    files[`${name}.csv`] = strToU8(toCsv(csv()));
    if (!svg) continue;
    const file = await svgFile({ draw: svg, title, caption });
    files[`${name}.svg`] = strToU8(file.text);
    files[`${name}.png`] = [new Uint8Array(await (await pngOf(file)).arrayBuffer()), AS_IT_IS];
  }
  return zipSync(files);
}
