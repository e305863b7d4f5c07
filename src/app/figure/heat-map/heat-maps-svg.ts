import { MAPS } from '../../../lib/colour/colour-map';
import type { Matrix } from '../../../lib/matrix';
import { short } from '../../../lib/numbers';
import { columnsFor } from '../columns';
import { make } from '../svg-element';
import { TEXT_SIZE, widthOf } from '../text';
import { paint } from './paint';

const [WIDTH, GAP, TITLE, MOST_PER_ROW] = [180, 24, 18, 4];
/** Wide layers make matrices of other shapes; a saved map is no taller than this, and its cells may be no squares. */
const TALLEST = 360;
const [BAR, BAR_STEPS] = [96, 32];

interface Group {
  title: string;
  maps: { title: string; matrix: Matrix }[];
  /** The size where the colours end. */
  scale: number;
}

/** Heat maps as one picture for saving, in light colours; it stands on the page, out of sight, until the next task. */
export function heatMapsSvg(groups: readonly Group[]): SVGSVGElement {
  const svg = make('svg', {});
  let [y, width] = [0, 0];
  for (const { title, maps, scale } of groups) {
    text(svg, title, 0, y + 13, '600');
    const right = scaleBar(svg, scale, widthOf(title, TEXT_SIZE) + GAP, y);
    y += 24;
    const perRow = columnsFor(maps.length, MOST_PER_ROW);
    width = Math.max(width, right, perRow * (WIDTH + GAP) - GAP);
    for (let at = 0; at < maps.length; at += perRow) {
      const row = maps.slice(at, at + perRow);
      const heights = row.map(({ matrix }) => Math.min(TALLEST, (WIDTH * matrix.rows) / matrix.columns));
      for (const [i, { title: own, matrix }] of row.entries()) {
        const x = i * (WIDTH + GAP);
        text(svg, own, x, y + 11, '400');
        const box = { x, y: y + TITLE, width: WIDTH, height: heights[i] as number };
        const image = make('image', { ...box, preserveAspectRatio: 'none' });
        image.setAttribute('href', pictureOf(matrix, scale));
        image.style.imageRendering = 'pixelated';
        svg.append(image, make('rect', { ...box, fill: 'none', stroke: 'var(--line)' }));
      }
      y += TITLE + Math.max(...heights) + GAP;
    }
  }
  const height = Math.max(1, y - GAP);
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, String(value));
  svg.style.cssText = `position: absolute; left: -99999px; top: 0; font: 400 ${TEXT_SIZE}px var(--font)`;
  document.body.append(svg);
  setTimeout(() => svg.remove());
  return svg;
}

/** The colours with the values at their ends. @returns where it ends */
function scaleBar(svg: SVGSVGElement, scale: number, x: number, y: number): number {
  const [low, high] = [short(-scale), short(scale)];
  text(svg, low, x, y + 13, '400');
  const left = x + widthOf(low, TEXT_SIZE) + 8;
  const step = BAR / BAR_STEPS;
  for (let i = 0; i < BAR_STEPS; i++) {
    const [r, g, b] = MAPS.light[Math.round(((i + 0.5) / BAR_STEPS) * (MAPS.light.length - 1))] as [number, number, number];
    // A hair wider, so that no seam shows between two.
    svg.append(make('rect', { x: left + i * step, y: y + 4, width: step + 0.3, height: 10, fill: `rgb(${r} ${g} ${b})` }));
  }
  text(svg, high, left + BAR + 8, y + 13, '400');
  return left + BAR + 8 + widthOf(high, TEXT_SIZE);
}

function pictureOf(matrix: Matrix, scale: number): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [matrix.columns, matrix.rows];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw on.');
  context.putImageData(paint(matrix, scale, MAPS.light, context), 0, 0);
  return canvas.toDataURL('image/png');
}

function text(svg: SVGSVGElement, words: string, x: number, y: number, weight: string): void {
  const element = make('text', { x, y, fill: 'var(--ink)', 'font-size': TEXT_SIZE, 'font-weight': weight });
  element.textContent = words;
  svg.append(element);
}
