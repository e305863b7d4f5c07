import { inLight } from '../theme/theme';
import { standalone } from './standalone';
import { make, NAMESPACE } from './svg-element';
import { TEXT_SIZE, widthOf } from './text';

/** Around what is drawn, on every side. */
export const MARGIN = 16;
const [TITLE_SIZE, LINE, GAP] = [14, 18, 10];
/** A narrower picture would break its title and its caption into many lines. */
const NARROWEST = 280;

interface Framed {
  svg: SVGSVGElement;
  width: number;
  height: number;
}

/**
 * A picture for a file: light, cropped to what is drawn, under its title and over its caption.
 *
 * @param draw gives the SVG of the page; called while the page is light
 */
export function framed(draw: () => SVGSVGElement | undefined, title: string, caption: string | undefined): Framed {
  return inLight(() => {
    const drawn = draw();
    if (!drawn) throw new Error('There is no picture yet.');
    const picture = standalone(drawn);
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const [family, ink, soft, panel] = [colour('--font'), colour('--ink'), colour('--ink-soft'), colour('--panel')];

    const box = crop(picture);
    const inner = Math.max(box.width, NARROWEST);
    const heads = linesOf(title, inner, TITLE_SIZE);
    const feet = caption ? linesOf(caption, inner, TEXT_SIZE) : [];
    const top = MARGIN + heads.length * LINE + GAP;
    const [width, height] = [inner + 2 * MARGIN, top + box.height + (feet.length > 0 ? GAP + feet.length * LINE : 0) + MARGIN];
    const svg = make('svg', { xmlns: NAMESPACE, width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-family': family });
    const name = make('title', {});
    name.textContent = caption ? `${title}. ${caption}` : title;
    for (const [key, value] of Object.entries({ x: MARGIN, y: top, width: box.width, height: box.height })) picture.setAttribute(key, String(value));
    picture.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
    svg.append(
      name,
      make('rect', { width, height, fill: panel }),
      ...heads.map((line, i) => text(line, MARGIN, MARGIN + i * LINE + TITLE_SIZE - 2, { 'font-size': TITLE_SIZE, 'font-weight': 600, fill: ink })),
      picture,
      ...feet.map((line, i) => text(line, MARGIN, top + box.height + GAP + i * LINE + TEXT_SIZE, { 'font-size': TEXT_SIZE, fill: soft })),
    );
    return { svg, width, height };
  });
}

/** The part of a picture that holds something, in its own units, a pixel wider on each side for the halves of lines. */
function crop(picture: SVGSVGElement): { x: number; y: number; width: number; height: number } {
  const host = document.createElement('div');
  host.style.cssText = 'position: absolute; left: -99999px; top: 0';
  host.append(picture);
  document.body.append(host);
  const { x, y, width, height } = picture.getBBox();
  host.remove();
  const [left, top] = [Math.floor(x) - 1, Math.floor(y) - 1];
  return { x: left, y: top, width: Math.max(1, Math.ceil(x + width) + 1 - left), height: Math.max(1, Math.ceil(y + height) + 1 - top) };
}

/** A text in lines that fit. */
function linesOf(words: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function text(words: string, x: number, y: number, attributes: Record<string, string | number>): SVGTextElement {
  const element = make('text', { x, y, ...attributes });
  element.textContent = words;
  return element;
}
