import type { Shape } from '../figure/scatter/marks';

/**
 * One colour per domain, the same everywhere. `theme.css` says which, for light and for dark: the first four are Okabe and Ito's
 * that stand out on both, eight more are told apart from them, and from each other, with any common colour blindness. Four shapes
 * go with them. From the thirteenth domain on colours repeat, with another dash and another shape.
 */
export const DOMAIN_COLOURS = 12;
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '12 4', '4 4', '1 4', '6 2 1 2'];
const SHAPES = 4;

/** A CSS colour, for styles and for attributes of SVG. */
export function domainColour(domain: number): string {
  return `var(--domain-${(domain % DOMAIN_COLOURS) + 1})`;
}

/** An SVG dash pattern; empty for a full line. */
export function domainDash(domain: number): string {
  return DASHES[Math.floor(domain / DOMAIN_COLOURS) % DASHES.length] as string;
}

/** The shape of a domain's points: neighbours differ, and so do domains that share a colour. */
export function domainShape(domain: number): Shape {
  return ((domain + Math.floor(domain / DOMAIN_COLOURS)) % SHAPES) as Shape;
}
