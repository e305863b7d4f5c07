import type { Rgb } from './colour-map';
import { type Matrix, paint } from './matrix';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const [WIDTH, GAP, TITLE, PER_ROW] = [180, 24, 18, 4];

interface Group {
  title: string;
  maps: { title: string; matrix: Matrix }[];
  /** The largest size, where the colours end. */
  scale: number;
  scaleText: string;
}

/** Heat maps as one picture for saving; it stands on the page, out of sight, until the next task. */
export function heatMapsSvg(groups: readonly Group[], map: Rgb[]): SVGSVGElement {
  const svg = make('svg', {});
  let y = 0;
  for (const { title, maps, scale, scaleText } of groups) {
    text(svg, title + scaleText, 0, y + 13, '600');
    y += 24;
    for (let at = 0; at < maps.length; at += PER_ROW) {
      const row = maps.slice(at, at + PER_ROW);
      const heights = row.map(({ matrix }) => (WIDTH * matrix.rows) / matrix.columns);
      for (const [i, { title: own, matrix }] of row.entries()) {
        const x = i * (WIDTH + GAP);
        text(svg, own, x, y + 11, '400');
        const image = make('image', { x, y: y + TITLE, width: WIDTH, height: heights[i] as number, preserveAspectRatio: 'none' });
        image.setAttribute('href', pictureOf(matrix, scale, map));
        image.style.imageRendering = 'pixelated';
        svg.append(image, make('rect', { x, y: y + TITLE, width: WIDTH, height: heights[i] as number, fill: 'none', stroke: 'var(--line)' }));
      }
      y += TITLE + Math.max(...heights) + GAP;
    }
  }
  const width = PER_ROW * (WIDTH + GAP) - GAP;
  for (const [name, value] of Object.entries({ width, height: y, viewBox: `0 0 ${width} ${y}` })) svg.setAttribute(name, String(value));
  svg.style.cssText = 'position: absolute; left: -99999px; top: 0; font: 400 12px var(--font)';
  document.body.append(svg);
  setTimeout(() => svg.remove());
  return svg;
}

function pictureOf(matrix: Matrix, scale: number, map: Rgb[]): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [matrix.columns, matrix.rows];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw on.');
  context.putImageData(paint(matrix, scale, map, context), 0, 0);
  return canvas.toDataURL('image/png');
}

function make<K extends 'svg' | 'image' | 'rect' | 'text'>(name: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function text(svg: SVGSVGElement, words: string, x: number, y: number, weight: string): void {
  const element = make('text', { x, y, fill: 'var(--ink)', 'font-size': 12, 'font-weight': weight });
  element.textContent = words;
  svg.append(element);
}
