import { expect, test } from 'vitest';
import { yWidthOf } from './y-width';

test('numbers of a vertical axis are not cut: usual ones have the usual room, longer ones more', () => {
  expect(yWidthOf(['0.75', '0.80'])).toBe(yWidthOf(['1', '2']));
  expect(yWidthOf(['0.0000', '0.0025'])).toBeGreaterThan(yWidthOf(['0.75']));
  expect(yWidthOf([])).toBe(48);
});
