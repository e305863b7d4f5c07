/**
 * One colour per domain, the same everywhere: Okabe and Ito's set, told apart with any common colour blindness, those
 * first that stand out on white and on black. From the ninth domain on they repeat with another dash.
 */
const OKABE_ITO = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a7f00', '#7f8790'];
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '12 4', '4 4', '1 4', '6 2 1 2'];

export function domainColour(domain: number): string {
  return OKABE_ITO[domain % OKABE_ITO.length] as string;
}

/** An SVG dash pattern; empty for a full line. */
export function domainDash(domain: number): string {
  return DASHES[Math.floor(domain / OKABE_ITO.length) % DASHES.length] as string;
}
