import { columnsFor } from './columns';
import { make } from './svg-element';
import { TEXT_SIZE } from './text';

const [TITLE, GAP, MOST_PER_ROW] = [20, 16, 4];

export interface TitledPicture {
  title: string;
  /** A CSS colour for the square before the title. */
  colour: string;
  svg: SVGSVGElement;
}

/** Small pictures of one size as one for saving, each under its title; it stands on the page, out of sight, until the next task. */
export function joinedSvg(pictures: readonly TitledPicture[]): SVGSVGElement | undefined {
  const [first] = pictures;
  if (!first) return undefined;
  const [width, height] = [first.svg.width.baseVal.value, first.svg.height.baseVal.value];
  const columns = columnsFor(pictures.length, MOST_PER_ROW);
  const whole = make('svg', {});
  for (const [i, { title, colour, svg }] of pictures.entries()) {
    const [x, y] = [(i % columns) * (width + GAP), Math.floor(i / columns) * (TITLE + height + GAP)];
    const name = make('text', { x: x + 14, y: y + 12, fill: 'var(--ink)', 'font-size': TEXT_SIZE, 'font-weight': 600 });
    name.textContent = title;
    const copy = svg.cloneNode(true) as SVGSVGElement;
    for (const [key, value] of Object.entries({ x, y: y + TITLE, width, height })) copy.setAttribute(key, String(value));
    whole.append(make('rect', { x, y: y + 4, width: 8, height: 8, rx: 2, fill: colour }), name, copy);
  }
  const size = { width: columns * (width + GAP) - GAP, height: Math.ceil(pictures.length / columns) * (TITLE + height + GAP) - GAP };
  for (const [key, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) whole.setAttribute(key, String(value));
  whole.style.cssText = 'position: absolute; left: -99999px; top: 0; font: 400 12px var(--font)';
  document.body.append(whole);
  setTimeout(() => whole.remove());
  return whole;
}
