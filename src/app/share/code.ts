import { correction, generate } from 'lean-qr';

/** Light modules that a reader needs around a code (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as the path of its dark modules, in a square of `size` units with its quiet zone. */
export interface Code {
  size: number;
  path: string;
}

/** @throws Error where the text is too long for any code: 2,953 bytes */
export function codeOf(text: string): Code {
  const bitmap = generate(text, { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.M });
  const parts: string[] = [];
  for (let y = 0; y < bitmap.size; y++) {
    for (let x = 0; x < bitmap.size; x++) {
      if (!bitmap.get(x, y)) continue;
      const from = x;
      while (bitmap.get(x + 1, y)) x++;
      parts.push(`M${from + QUIET} ${y + QUIET}h${x + 1 - from}v1h${from - x - 1}z`);
    }
  }
  return { size: bitmap.size + 2 * QUIET, path: parts.join('') };
}

/** The same as a file. */
export const codeSvg = ({ size, path }: Code): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
