import { expect, test } from 'vitest';
import { changeText, probabilityText, scoreText } from './score-text';

test('metrics, changes and probabilities as papers print them', () => {
  expect([0.77014, -0.0012, 1, 1.25, 0].map((value) => scoreText(value))).toEqual(['.7701', '−.0012', '1.0000', '1.2500', '.0000']);
  expect([0.00874, -0.0021, 0, -0.00001, -1.5].map((value) => changeText(value))).toEqual(['+.0087', '−.0021', '.0000', '.0000', '−1.5000']);
  expect([1, 0.038, 0.5, 0.00002, 0.00096, 0.0000009537, 0].map(probabilityText)).toEqual(['1.000', '.038', '.500', '.00002', '.001', '.000001', '0']);
});
