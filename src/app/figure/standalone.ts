import { NAMESPACE } from './svg-element';

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

/**
 * A copy of an SVG of the page that needs no style sheet and no page: what CSS said is said by attributes. What is marked
 * `data-screen-only` (a cursor) stays out, and what is marked `data-saved-only` (a legend) is seen.
 *
 * @throws Error where the SVG is not shown
 */
export function standalone(svg: SVGSVGElement): SVGSVGElement {
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
  // No attribute says this one.
  clone.style.fontVariantNumeric = getComputedStyle(svg).fontVariantNumeric;
  return clone;
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
