import { fromLab, type Lab, type Rgb, toLab } from './oklab';

/**
 * A diverging map, even to the eye: from the panel's background at zero to purple below and green above, straight through the
 * OKLab space, where equal steps look equal. No domain has a colour near its ends. The ends are `--below` and `--above` of
 * `theme.css`, and zero is its `--panel`: a test compares them.
 */
/** What the two sides are called where a text speaks of them. */
export const BELOW = 'purple';
export const ABOVE = 'green';

const ENDS: Record<'light' | 'dark', { zero: Rgb; below: Rgb; above: Rgb }> = {
  light: { zero: [255, 255, 255], below: [125, 55, 129], above: [39, 105, 13] },
  dark: { zero: [23, 27, 31], below: [255, 138, 255], above: [51, 225, 121] },
};
const STEPS = 256;

/** [2 * STEPS + 1] colours from -1 to 1. */
export function divergingMap(theme: 'light' | 'dark'): Rgb[] {
  const { zero, below, above } = ENDS[theme];
  return Array.from({ length: 2 * STEPS + 1 }, (_, i) => {
    const t = (i - STEPS) / STEPS;
    return mix(zero, t < 0 ? below : above, Math.abs(t));
  });
}

/** The colour of `value` where `scale` is the largest size. */
export function colourOf(map: Rgb[], value: number, scale: number): Rgb {
  const t = scale > 0 ? Math.max(-1, Math.min(1, value / scale)) : 0;
  return map[Math.round((t + 1) * STEPS)] as Rgb;
}

export const MAPS: Record<'light' | 'dark', Rgb[]> = { light: divergingMap('light'), dark: divergingMap('dark') };

/** The colour of a value as CSS, `scale` being the size at which the colours end. */
export function cssColour(theme: 'light' | 'dark', value: number, scale: number): string {
  return `rgb(${colourOf(MAPS[theme], value, scale).join(' ')})`;
}

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  const [from, to] = [toLab(a), toLab(b)];
  return fromLab(from.map((x, i) => x + t * ((to[i] as number) - x)) as Lab);
}
