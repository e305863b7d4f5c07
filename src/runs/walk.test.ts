import { expect, test } from 'vitest';
import { generatedWeights } from '../measures/spectra/generated-weights';
import { WALK_FACTORS, walksOf } from './walk.test-helper';

test('walks to test with are a model’s: W follows from H, and in its own domain a row has its own prediction', () => {
  const walks = walksOf(4, 1);
  expect(walks.map(({ domain, ownDomain }) => [domain, ownDomain])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
  for (const { h, layers, logit, prediction } of walks) {
    const [{ z, adapter }] = layers as [(typeof layers)[0]];
    const { down, up } = generatedWeights(h, WALK_FACTORS);
    const { bottleneck, up: given } = adapter as NonNullable<typeof adapter>;
    const into = (x: Float32Array, w: Float32Array, m: number, j: number) => x.reduce((sum, value, i) => sum + value * (w[i * m + j] as number), 0);
    // Less the bias, which is that of all rows.
    const logits = bottleneck.map((a, j) => Math.log(a / (1 - a)) - into(z, down, 2, j));
    const biases = given.map((value, j) => value - into(bottleneck, up, 3, j));
    for (const [j, value] of logits.entries()) expect(value).toBeCloseTo(Math.sin(12.9898 * (j + 1) + 78.233 * 5), 5);
    for (const [j, value] of biases.entries()) expect(value).toBeCloseTo(Math.sin(12.9898 * (j + 1) + 78.233 * 6), 5);
    expect(prediction).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
  }
  expect(walks[1]?.withThisH).toEqual({ logit: walks[1]?.logit, prediction: walks[1]?.prediction });
  expect(new Set(walks.map(({ withThisH }) => withThisH.prediction)).size).toBe(3);
  expect(new Set([...walks, ...walksOf(5, 1)].map(({ prediction }) => prediction)).size).toBe(6);
});
