import { expect, test } from 'vitest';
import { dotsLayout, linesLayout, WIDTH } from './picture-layout';

test('dots stand in order within the picture, and ticks are round', () => {
  const { rows, ticks, left, height } = dotsLayout([
    { name: 'DCN + HAMUR', values: [-0.01, 0.02, 0.035] },
    { name: 'DCN', values: [0, 0.01, 0.01] },
  ]);
  expect(ticks.map(({ text }) => text)).toEqual(['−.01', '.00', '.01', '.02', '.03', '.04'].map((text) => (text === '.00' ? '0' : text)));
  for (const { xs, mean, y } of rows) {
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    for (const x of [...xs, mean]) expect(x).toBeGreaterThan(left);
    for (const x of [...xs, mean]) expect(x).toBeLessThan(WIDTH);
    expect(y).toBeLessThan(height);
  }
});

test.each([[[1, 1, 1]], [[0.5]]])('dots that are all alike have a place too: %j', (values) => {
  const { rows, ticks } = dotsLayout([{ name: 'x', values }]);
  expect(rows[0]?.xs.every((x) => x > 0 && x < WIDTH)).toBe(true);
  expect(ticks.length).toBeGreaterThan(0);
});

test('lines begin at their left end, from zero up', () => {
  const { lines, ticks, height } = linesLayout([{ name: 'a', x: [0, 1, 2], y: [1, 5, 8] }]);
  const [first] = lines[0]?.points.split(' ') ?? [];
  expect(first?.startsWith('34.0,')).toBe(true);
  expect(ticks.map(({ text }) => text)).toEqual(['0', '2', '4', '6', '8']);
  expect(lines[0]?.end).toBeLessThan(height / 2);
});
