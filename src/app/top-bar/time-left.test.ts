import { expect, test } from 'vitest';
import { timeLeft } from './time-left';

test('seconds, minutes, hours, never less than it is', () => {
  expect([0, 0.2, 59.1, 90, 91, 61 * 60, 90 * 60 + 1, 10 * 3600].map(timeLeft)).toEqual(['0 s', '1 s', '60 s', '90 s', '2 min', '61 min', '1.6 h', '10 h']);
});
