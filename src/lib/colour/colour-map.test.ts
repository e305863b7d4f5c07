import { expect, test } from 'vitest';
import { coloursOf, rgbOf } from '../../app/theme/seen.test-helper';
import { colourOf, divergingMap } from './colour-map';
import { toLab } from './oklab';

test.each(['light', 'dark'] as const)('%s: from the panel at zero to the two ends that the style sheet names', (theme) => {
  const map = divergingMap(theme);
  const { panel, below, above } = coloursOf(theme);
  expect([-1, 0, 1].map((t) => colourOf(map, t, 1))).toEqual([below, panel, above].map((each) => rgbOf(each as string)));
});

test.each(['light', 'dark'] as const)('%s: equal steps look equal, on both sides', (theme) => {
  const map = divergingMap(theme);
  const away = (t: number) => {
    const [zero, there] = [toLab(colourOf(map, 0, 1)), toLab(colourOf(map, t, 1))];
    return Math.hypot(...zero.map((x, i) => x - (there[i] as number)));
  };
  const [below, above] = [away(-1), away(1)];
  expect(Math.max(below, above) / Math.min(below, above)).toBeLessThan(1.1);
  for (const end of [-1, 1]) {
    for (const t of [0.125, 0.25, 0.5, 0.75]) {
      // A colour is rounded to whole numbers, which shows most near the background.
      expect(Math.abs(away(end * t) / away(end) - t), `${end * t}`).toBeLessThan(0.02);
    }
  }
});

test('what lies beyond the scale has the end’s colour, and an empty scale is all zero', () => {
  const map = divergingMap('light');
  expect(colourOf(map, 9, 1)).toEqual(colourOf(map, 1, 1));
  expect(colourOf(map, 9, 0)).toEqual([255, 255, 255]);
});
