import { type CsvTable, toCsv } from './csv';

/** What a style sheet may have said about a node and a child takes over. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'image-rendering',
  'paint-order',
  'shape-rendering',
  'visibility',
] as const;
/** What is said of each node by itself, with the value that need not be said. */
const OWN: Record<string, string> = { opacity: '1' };
/** Of use on the page only. */
const OF_THE_PAGE = /^(class|style|role|tabindex|focusable|aria-.*|data-.*)$/;
/** Never drawn themselves, so that it means nothing when a browser says display: none. */
const DRAWN_BY_OTHERS = 'defs, pattern, clipPath, mask, marker, linearGradient, radialGradient, symbol, title, desc';
const NAMESPACE = 'http://www.w3.org/2000/svg';
const KEPT_MS = 10_000;

/** Downloads an SVG of the page as a file that stands alone. What is marked `data-screen-only` (a cursor) stays out, and what is marked `data-saved-only` (a legend) is seen. */
export function saveSvg(svg: SVGSVGElement, name: string): void {
  download(new Blob([standalone(svg, name).text], { type: 'image/svg+xml' }), `${slug(name)}.svg`);
}

/** Downloads an SVG of the page as a PNG of `scale` pixels for each of the page's. */
export async function savePng(svg: SVGSVGElement, name: string, scale = 2): Promise<void> {
  const { text, width, height } = standalone(svg, name);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode().catch(() => {
      throw new Error('The browser could not draw the picture. Save it as SVG instead.');
    });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(`The browser cannot make a picture of ${canvas.width} × ${canvas.height} pixels. Save it as SVG instead.`);
    download(blob, `${slug(name)}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Downloads the numbers behind a figure. */
export function saveCsv(table: CsvTable, name: string): void {
  download(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }), `${slug(name)}.csv`);
}

/** A name as part of a file's name: small letters, digits and hyphens, in any script. */
export function slug(name: string): string {
  const text = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .join('-');
  return text || 'figure';
}

/** The SVG as text that needs no style sheet and no page: what CSS said is said by attributes. */
export function standalone(svg: SVGSVGElement, name: string): { text: string; width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  if (!(width > 0 && height > 0)) throw new Error('The picture is not on the page. Unfold it, then save it.');
  const clone = svg.cloneNode(true) as SVGSVGElement;
  settle(svg, clone, undefined);

  const box = svg.viewBox.baseVal;
  const [x, y, w, h] = box?.width ? [box.x, box.y, box.width, box.height] : [0, 0, width, height];
  clone.setAttribute('xmlns', NAMESPACE);
  clone.setAttribute('width', String(width));
  clone.setAttribute('height', String(height));
  clone.setAttribute('viewBox', `${x} ${y} ${w} ${h}`);
  clone.setAttribute('role', 'img');
  // No attribute says this one.
  clone.style.fontVariantNumeric = getComputedStyle(svg).fontVariantNumeric;

  const title = document.createElementNS(NAMESPACE, 'title');
  title.textContent = name;
  const back = document.createElementNS(NAMESPACE, 'rect');
  const panel = getComputedStyle(svg).getPropertyValue('--panel').trim();
  for (const [key, value] of Object.entries({ x, y, width: w, height: h, fill: panel || '#ffffff', stroke: 'none' })) back.setAttribute(key, String(value));
  clone.prepend(title, back);
  return { text: new XMLSerializer().serializeToString(clone), width, height };
}

/** Writes what CSS makes of a node onto its copy, and so on downwards. What its parent's copy says already is left out. */
function settle(node: Element, copy: Element, above: CSSStyleDeclaration | undefined): void {
  const style = getComputedStyle(node);
  if (node.hasAttribute('data-screen-only') || (style.display === 'none' && !node.matches(DRAWN_BY_OTHERS))) {
    copy.remove();
    return;
  }
  for (const { name } of [...copy.attributes]) if (OF_THE_PAGE.test(name)) copy.removeAttribute(name);
  for (const property of INHERITED) {
    const value = style.getPropertyValue(property);
    copy.removeAttribute(property);
    if (value && value !== above?.getPropertyValue(property)) copy.setAttribute(property, value);
  }
  if (node.hasAttribute('data-saved-only')) copy.setAttribute('visibility', 'visible');
  for (const [property, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(property);
    copy.removeAttribute(property);
    if (value && value !== usual) copy.setAttribute(property, value);
  }
  // Listed first, since copies may go.
  const copies = [...copy.children];
  for (const [i, child] of [...node.children].entries()) settle(child, copies[i] as Element, style);
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
