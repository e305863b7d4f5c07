import { ABOVE, BELOW } from '../../lib/colour/colour-map';
import type { Matrix } from '../../lib/matrix';
import { short } from '../../lib/numbers';
import { escaped } from './html';
import { mapPicture } from './map-picture';

/** No more maps than this stand in a figure: a page of more is not read. */
const MOST_MAPS = 24;

/**
 * Maps of matrices side by side, on one scale.
 *
 * @param title what is drawn
 * @param note what it says, below the title
 * @param scale the size of a value at which the colours end
 * @returns nothing without maps
 */
export function mapsFigure(title: string, note: string, maps: readonly { name: string; matrix: Matrix }[], scale: number): string {
  if (maps.length === 0) return '';
  const shown = maps.slice(0, MOST_MAPS);
  const pictures = shown.map(
    ({ name, matrix }) =>
      `<div><span>${escaped(name)}</span><img alt="${escaped(`${title}: ${name}, ${matrix.rows} × ${matrix.columns}`)}" src="${mapPicture(matrix, scale)}"></div>`,
  );
  const rest = maps.length - shown.length;
  const more = rest > 0 ? ` ${rest} more are not shown.` : '';
  const key = `From ${short(-scale)} (${BELOW}) over 0 (white) to ${short(scale)} (${ABOVE}).`;
  return `<figure><div class="maps">${pictures.join('')}</div><figcaption><b>${escaped(title)}.</b> ${escaped(note)} ${key}${more}</figcaption></figure>`;
}
