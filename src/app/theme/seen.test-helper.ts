import { readFileSync } from 'node:fs';
import { type Lab, lightToLab, type Rgb, toLight } from '../../lib/colour/oklab';

/**
 * How colours are seen, with the colour blindness that somebody may have: matrices of Machado, Oliveira and Fernandes (2009) for
 * the complete lack of one kind of cone, over linear light.
 */
const SIGHT = {
  'all cones': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export type Sight = keyof typeof SIGHT;
export const SIGHTS = Object.keys(SIGHT) as Sight[];

/** A colour as somebody sees it, in OKLab. */
export function seen(colour: string, sight: Sight): Lab {
  const light = toLight(rgbOf(colour));
  const matrix = SIGHT[sight];
  return lightToLab(
    [0, 3, 6].map((at) =>
      Math.min(
        1,
        Math.max(
          0,
          [0, 1, 2].reduce((sum, i) => sum + (matrix[at + i] as number) * (light[i] as number), 0),
        ),
      ),
    ) as Rgb,
  );
}

export const apart = (a: string, b: string, sight: Sight): number => {
  const [one, other] = [seen(a, sight), seen(b, sight)];
  return Math.hypot(...one.map((x, i) => x - (other[i] as number)));
};

/** The contrast of two colours (WCAG 2). */
export function contrast(a: string, b: string): number {
  const [low, high] = [a, b].map(luminance).sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = toLight(rgbOf(colour));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const rgbOf = (hex: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as Rgb;

/** The colours that theme.css gives a theme, by their names. */
export function coloursOf(theme: 'light' | 'dark'): Record<string, string> {
  const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
  const start = css.indexOf(theme === 'light' ? ':root {' : ':root[data-theme="dark"] {');
  return Object.fromEntries([...css.slice(start, css.indexOf('}', start)).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}
