import { expect, test } from 'vitest';
import { pointIn } from './point-in';

test.each([1, 1.5])('a pointer over the middle of an element is in its middle, enlarged %d times', (zoom) => {
  document.body.innerHTML = `<div style="zoom: ${zoom}"><svg width="200" height="100" style="display: block; margin: 30px"></svg></div>`;
  const svg = document.querySelector('svg') as SVGSVGElement;
  const { left, top, width, height } = svg.getBoundingClientRect();
  expect(width).toBeCloseTo(200 * zoom);
  const { x, y } = pointIn({ currentTarget: svg, clientX: left + width / 2, clientY: top + height / 2 });
  expect(x).toBeCloseTo(100);
  expect(y).toBeCloseTo(50);
});
