import { expect, test } from 'vitest';
import { valueText, xText } from './series';

test('a line is read where it has a value, or held at the last one before', () => {
  const values = [null, 0.5, null, 0.25];
  expect(values.map((_, i) => valueText(values, i, false))).toEqual(['n/a', '0.500', 'n/a', '0.250']);
  expect(values.map((_, i) => valueText(values, i, true))).toEqual(['n/a', '0.500', '0.500', '0.250']);
});

test('an epoch has decimals only where it is no whole one', () => {
  expect([xText(14), xText(0.03125)]).toEqual(['14', '0.0313']);
});
