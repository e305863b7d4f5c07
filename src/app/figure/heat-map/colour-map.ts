/**
 * A diverging map, even to the eye: from the panel's background at zero to blue below and orange above, straight
 * through the OKLab space (Ottosson, 2020), where equal steps look equal. Colours are [r, g, b] in 0..255.
 */
export type Rgb = [number, number, number];

const ENDS: Record<'light' | 'dark', { zero: Rgb; below: Rgb; above: Rgb }> = {
  light: { zero: [255, 255, 255], below: [0, 76, 140], above: [176, 66, 0] },
  dark: { zero: [23, 27, 31], below: [110, 182, 255], above: [255, 158, 84] },
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

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  const [from, to] = [toLab(a), toLab(b)];
  return fromLab(from.map((x, i) => x + t * ((to[i] as number) - x)) as Rgb);
}

function toLab(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([L, A, B]: Rgb): Rgb {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((c) => Math.round(255 * Math.min(1, Math.max(0, c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)))) as Rgb;
}
