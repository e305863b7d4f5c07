/**
 * Black or white, whichever reads better on a colour. The better of the two has a contrast of at least 4.5 to 1 on any
 * colour (the worst case is 4.58), which softer inks would not have. Nothing for a colour that it cannot read.
 */
export function inkOn(colour: string): '#000000' | '#ffffff' | undefined {
  const rgb = readColour(colour);
  if (!rgb) return undefined;
  const light = luminance(rgb);
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** Reads #rgb, #rrggbb and rgb(…), the ways in which this page's own maps write colours. */
function readColour(colour: string): number[] | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())?.[1];
  if (hex) return [0, 1, 2].map((i) => Number.parseInt(hex.length === 3 ? (hex[i] as string).repeat(2) : hex.slice(2 * i, 2 * i + 2), 16));
  return /^rgb\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*\)$/.exec(colour.trim())?.slice(1).map(Number);
}

/** Relative luminance (WCAG 2). */
function luminance(rgb: number[]): number {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
