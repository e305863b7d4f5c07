import { expect, test } from 'vitest';
import { colourOf, divergingMap, type Rgb } from './colour-map';

/** Relative luminance (WCAG 2). */
const luminance = (rgb: Rgb) => {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

test.each(['light', 'dark'] as const)('%s: zero is the background, and each side leaves it steadily and alike', (theme) => {
  const map = divergingMap(theme);
  expect(colourOf(map, 0, 1)).toEqual(theme === 'light' ? [255, 255, 255] : [23, 27, 31]);
  for (const sign of [-1, 1]) {
    const away = Array.from({ length: 65 }, (_, i) => Math.abs(luminance(colourOf(map, (sign * i) / 64, 1)) - luminance(colourOf(map, 0, 1))));
    for (let i = 1; i < away.length; i++) expect(away[i]).toBeGreaterThan(away[i - 1] as number);
  }
  const [below, above] = [colourOf(map, -1, 1), colourOf(map, 1, 1)];
  expect(below[2]).toBeGreaterThan(below[0]);
  expect(above[0]).toBeGreaterThan(above[2]);
});

test('what lies beyond the scale has the end’s colour, and an empty scale is all zero', () => {
  const map = divergingMap('light');
  expect(colourOf(map, 9, 1)).toEqual(colourOf(map, 1, 1));
  expect(colourOf(map, 9, 0)).toEqual([255, 255, 255]);
});
