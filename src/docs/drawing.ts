import type { Column, Floor, Group, Layer } from '../app/model/sketch';

/** A drawing of a model for a reader of the documentation: the page's sketch as SVG, from the input below up to the logit. */

const WIDTH = 680;
const [BOX, CHIP, LINE, GAP] = [24, 14, 16, 10];
const LETTER = 6.6;
const DOMAINS = ['#0969da', '#bf5b04', '#1a7f37'];

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #1f2328; text-anchor: middle; }
.soft { fill: #59636e; }
.layer { fill: #f6f8fa; stroke: #818b98; }
.group { fill: none; stroke: #d1d9e0; }
.adapter { fill: none; stroke: #8250df; stroke-dasharray: 3 2; }
.adapted { font-size: 10px; fill: #8250df; }
.way { stroke: #818b98; fill: none; marker-end: url(#tip); }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; } .soft { fill: #9198a1; } .layer { fill: #151b23; stroke: #656c76; } .group { stroke: #3d444d; }
  .adapter { stroke: #ab7df8; } .adapted { fill: #ab7df8; }
}`;

/** A piece of the drawing of some height; drawn from its upper left corner. */
interface Piece {
  height: number;
  draw(y: number): string;
}

/**
 * @param floors from the bottom up
 * @param input what lies below them all
 * @param label the drawing in a sentence
 */
export function drawing(floors: readonly Floor[], input: string, label: string): string {
  const pieces: Piece[] = [
    bar('logit', 90),
    ...floors.toReversed().map((floor) => ('between' in floor ? sentence(floor.between) : groups(floor.groups))),
    bar(input, 360),
  ];
  let y = GAP;
  const parts: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    parts.push(piece.draw(y));
    y += piece.height + GAP;
    if (i === pieces.length - 1) continue;
    parts.push(`<path class="way" d="M${WIDTH / 2} ${y + 12}V${y}"/>`);
    y += 12 + GAP / 2;
  }
  const tip =
    '<marker id="tip" viewBox="0 0 6 6" refX="3" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#818b98"/></marker>';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="${escaped(label)}">\n<style>${STYLE}\n</style>\n<defs>${tip}</defs>\n${parts.join('\n')}\n</svg>\n`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const words = (text: string, x: number, y: number, attributes = '') => `<text x="${x}" y="${y}"${attributes}>${escaped(text)}</text>`;
const box = (kind: string, x: number, y: number, width: number, height: number, attributes = '') =>
  `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"${attributes}/>`;

function bar(text: string, width: number): Piece {
  return { height: BOX, draw: (y) => `${box('layer', (WIDTH - width) / 2, y, width, BOX)}${words(text, WIDTH / 2, y + 16)}` };
}

function sentence(text: string): Piece {
  const lines = wrapped(text, WIDTH);
  return { height: lines.length * LINE, draw: (y) => lines.map((line, i) => words(line, WIDTH / 2, y + 12 + i * LINE, ' class="soft"')).join('') };
}

/** Groups side by side; each stands on the floor's lower edge. */
function groups(all: readonly Group[]): Piece {
  const widths = all.map(widthOf);
  const total = widths.reduce((a, b) => a + b, 0) + (all.length - 1) * 2 * GAP;
  const made = all.map((group, i) => groupPiece(group, widths[i] as number));
  const height = Math.max(...made.map((piece) => piece.height));
  return {
    height,
    draw(y) {
      let x = (WIDTH - total) / 2;
      return made
        .map((piece, i) => {
          const part = piece.draw(x, y + height - piece.height);
          x += (widths[i] as number) + 2 * GAP;
          return part;
        })
        .join('\n');
    },
  };
}

const boxWidth = ({ layers, columns }: Group) =>
  Math.max(58, ...[...layers.map(({ label }) => label), ...columns.map(({ title = '' }) => title)].map((text) => Math.ceil(text.length * LETTER) + 12));
const widthOf = (group: Group) => Math.max(150, group.columns.length * (boxWidth(group) + GAP) + GAP);
const heightOf = ({ adaptable }: Layer) => BOX + (adaptable ? CHIP + 2 : 0);

function groupPiece(group: Group, width: number): { height: number; draw(x: number, y: number): string } {
  const { title, columns, layers } = group;
  const wide = boxWidth(group);
  const lines = wrapped(title, width);
  const named = columns.some((column) => column.title);
  const stack = layers.reduce((sum, layer) => sum + heightOf(layer) + 4, 0);
  const height = GAP + lines.length * LINE + 4 + stack + (named ? LINE : 0) + 4;
  const begin = (width - columns.length * (wide + GAP) + GAP) / 2;
  return {
    height,
    draw: (x, y) =>
      [
        box('group', x, y, width, height),
        ...lines.map((line, i) => words(line, x + width / 2, y + GAP + 10 + i * LINE)),
        ...columns.map((column, c) => columnOf(column, layers, x + begin + c * (wide + GAP), y + GAP + lines.length * LINE + 4, wide)),
      ].join(''),
  };
}

function columnOf({ domain, title }: Column, layers: readonly Layer[], x: number, top: number, wide: number): string {
  const colour = domain === undefined ? '' : ` style="stroke: ${DOMAINS[domain % DOMAINS.length]}"`;
  let y = top;
  const parts: string[] = [];
  for (const layer of layers.toReversed()) {
    if (layer.adaptable) {
      parts.push(box('adapter', x, y, wide, CHIP), words('adapter', x + wide / 2, y + 10.5, ' class="adapted"'));
      y += CHIP + 2;
    }
    parts.push(box('layer', x, y, wide, BOX, colour), words(layer.label, x + wide / 2, y + 16));
    y += BOX + 4;
  }
  if (title) parts.push(words(title, x + wide / 2, y + 10, domain === undefined ? ' class="soft"' : ` style="fill: ${DOMAINS[domain % DOMAINS.length]}"`));
  return parts.join('');
}

/** Lines of words that fit into `width` pixels, about. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && (line.length + 1 + word.length) * LETTER < width - GAP) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
