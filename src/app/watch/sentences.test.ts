import { describe, expect, test } from 'vitest';
import { curvesSentence, epochReading, lossSentence, valueText } from './sentences';
import type { Chart } from './series';

const chart = (title: string, change: Partial<Chart> = {}): Chart => ({
  title,
  places: 3,
  points: [
    { epoch: 1, model: 0.6, baseline: 0.65 },
    { epoch: 2, model: 0.7 },
  ],
  ...change,
});

describe('what the curves say', () => {
  test('a value with its difference from the baseline; none where there is none', () => {
    expect(valueText({ model: 0.6, baseline: 0.65 }, 4)).toBe('0.6000 (−0.0500 against 0.6500)');
    expect(valueText({ model: 0.7 }, 2)).toBe('0.70');
    expect(valueText({ model: null, baseline: 0.65 }, 3)).toBe('n/a (backbone 0.650)');
    expect(valueText({ model: null }, 3)).toBe('n/a');
  });

  test('the last epoch of the model while it is trained, then the epoch whose weights count', () => {
    const ringed = (epoch: number, counts: boolean, ended = true) => curvesSentence([chart('All rows', { ringed: { epoch, counts } })], 'AUC', 'HAMUR', ended);
    expect(ringed(1, true)).toBe(
      'The ring marks epoch 1, whose weights count: there the validation AUC of HAMUR is 0.600. The verdict comes from the test rows.',
    );
    expect(ringed(1, false)).toBe('After epoch 2 the validation AUC of HAMUR is 0.700. The ring marks epoch 1, the best so far (0.600).');
    // While it is trained, a later epoch may be better.
    expect(ringed(1, true, false)).toBe(ringed(1, false));
    // Within an epoch nothing is measured.
    expect(ringed(1.5, true)).toBe('After epoch 2 the validation AUC of HAMUR is 0.700.');
    expect(curvesSentence([chart('All rows', { points: [] })], 'AUC', 'HAMUR', true)).toMatch(/^The validation rows are measured after each epoch\./);
  });

  test('every chart at one epoch', () => {
    expect(epochReading([chart('All rows'), chart('home', { places: 2 })], 1)).toBe(
      'Epoch 1: All rows 0.600 (−0.050 against 0.650), home 0.60 (−0.05 against 0.65)',
    );
    expect(epochReading([chart('All rows')], 9)).toBe('Epoch 9: All rows n/a');
  });
});

test('the last loss of each model', () => {
  const points = [
    { epoch: 0.5, model: 0.7 },
    { epoch: 0.6, baseline: 0.8 },
  ];
  expect(lossSentence(points, 'HAMUR')).toBe('After 0.5 epochs the training loss of HAMUR is 0.700, that of the backbone alone 0.800.');
  expect(lossSentence([], 'HAMUR')).toMatch(/^The loss is told from the first steps on/);
});
