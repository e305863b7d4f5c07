import { grads, type Tensor, tensor, tensor3d, tidy } from '@tensorflow/tfjs-core';
import '../tfjs/gradients';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { dropoutOfShare } from '../kernels/dropout-mask';
import { composed } from '../kernels/fusion';
import { at, B, COUNT, type Constants, D, M, makeConstants, moments, RUNNING, range, sum } from './cases/case.test-helper';
import { CASES } from './cases/index.test-helper';
import { PLAIN } from './cases/norm.test-helper';
import { mixExperts } from './mix-experts';
import { normEvaluation, normTraining } from './norm';

/**
 * Every op against its definition written out in float64 loops, on every engine, composed and fused: values, and
 * gradients against central differences of that definition. Shapes are odd and small; the last row of a batch is padding.
 */

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    let constants: Constants;
    beforeAll(async () => {
      engine = await startEngine(name);
      constants = makeConstants(engine);
    });
    afterAll(() => engine.stop());

    // The JavaScript engine has no fused kernels.
    for (const way of name === 'cpu' ? (['composed'] as const) : (['composed', 'fused'] as const)) {
      const run = <T>(work: () => T): T => (way === 'composed' ? composed(work) : work());

      test.each(CASES)(`$name, ${way}`, async ({ name: what, inputs, op, definition, evaluation, counts = () => true }) => {
        const random = randomStream(7, what);
        const values = inputs.map((shape) => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()));
        const exact = values.map((each) => Float64Array.from(each));
        const wanted = definition(exact);
        const upstream = Float32Array.from(wanted as ArrayLike<number>, (_, i) => (counts(i) ? random.normal() : 0));

        const [value, ...gradients] = run(() =>
          tidy(() => {
            const tensors = values.map((each, i) => tensor(each, inputs[i] as number[]));
            const result = op(tensors, constants);
            if (evaluation && way === 'fused') return [result];
            return [result, ...grads((...given: Tensor[]) => op(given, constants))(tensors, tensor(upstream, result.shape))];
          }),
        ) as [Tensor, ...Tensor[]];

        const got = await value.data();
        expect(got.length).toBe(wanted.length);
        const counted = range(wanted.length).filter(counts);
        expect(largest(counted.map((i) => at(got, i) - at(wanted, i)))).toBeLessThan(2e-5 * (1 + largest(counted.map((i) => at(wanted, i)))));

        const objective = () => {
          const result = definition(exact);
          return sum(upstream.length, (i) => (counts(i) ? at(result, i) * at(upstream, i) : 0));
        };
        for (const [g, gradient] of gradients.entries()) {
          const numeric = centralDifferences(exact[g] as Float64Array, objective);
          const analytic = await gradient.data();
          const error = largest(range(numeric.length).map((i) => at(analytic, i) - at(numeric, i)));
          expect(error, `gradient of input ${g}`).toBeLessThan(1e-4 * (1 + largest(numeric)));
        }
        value.dispose();
        for (const gradient of gradients) gradient.dispose();
      });

      test(`the running statistics of a norm move towards mean and unbiased variance of the rows that count, ${way}`, async () => {
        const x = Float32Array.from({ length: D * B * M }, (_, i) => Math.sin(i) * (1 + (i % 3)));
        const running = { mean: tensor3d(RUNNING.mean, [D, 1, M]), variance: tensor3d(RUNNING.variance, [D, 1, M]), momentum: 0.3 };
        run(() =>
          tidy(() => {
            const [gamma, beta] = [tensor3d(new Float32Array(D * M).fill(1), [D, 1, M]), tensor3d(new Float32Array(D * M), [D, 1, M])];
            normTraining(tensor3d(x, [D, B, M]), gamma, beta, constants.batch, { ...PLAIN, rectified: true, running });
          }),
        );
        const [mean, variance] = await Promise.all([running.mean.data(), running.variance.data()]);
        for (const i of range(D * M)) {
          const wanted = moments(x, Math.floor(i / M), i % M);
          expect(at(mean, i)).toBeCloseTo(0.7 * at(RUNNING.mean, i) + 0.3 * wanted.mean, 5);
          expect(at(variance, i)).toBeCloseTo(0.7 * at(RUNNING.variance, i) + (0.3 * wanted.variance * COUNT) / (COUNT - 1), 5);
        }
        running.mean.dispose();
        running.variance.dispose();
      });

      test(`what is no number goes through a norm's ReLU, so that a run that diverged is seen to, ${way}`, async () => {
        const x = Float32Array.from({ length: D * B * M }, (_, i) => (i === 1 ? Number.NaN : Math.sin(i)));
        const made = run(() =>
          tidy(() => {
            const [gamma, beta] = [tensor3d(new Float32Array(D * M).fill(1), [D, 1, M]), tensor3d(new Float32Array(D * M), [D, 1, M])];
            const moments = { mean: tensor3d(RUNNING.mean, [D, 1, M]), variance: tensor3d(RUNNING.variance, [D, 1, M]) };
            const kind = { ...PLAIN, rectified: true };
            const input = tensor3d(x, [D, B, M]);
            return [normTraining(input, gamma, beta, constants.batch, kind), normEvaluation(input, gamma, beta, constants.batch, kind, moments)];
          }),
        );
        const [training, evaluation] = await Promise.all(made.map((each) => each.data()));
        // Its row spoils the statistics of its column, and so all rows of that; running statistics are not spoilt.
        const inColumn = (i: number) => i < B * M && i % M === 1;
        expect(range(x.length).filter((i) => Number.isNaN(at(training ?? [], i)))).toEqual(range(x.length).filter(inColumn));
        expect(range(x.length).filter((i) => Number.isNaN(at(evaluation ?? [], i)))).toEqual([1]);
        for (const each of made) each.dispose();
      });

      test(`a mixture takes nothing of an expert that it leaves out, however large, and shows what is no number, ${way}`, async () => {
        // Three rows under three experts: of the first the last expert is left out, of the second a logit is no number.
        const logits = [0.5, -1, -1e9, 0.5, Number.NaN, 0, 0, 0, -2];
        const outputs = [2, 3, 4, 5, 6, 7, 3e38, 8, 9];
        const y = run(() => tidy(() => mixExperts(tensor3d(logits, [1, 3, 3]), tensor3d(outputs, [3, 3, 1]))));
        const got = await y.data();
        y.dispose();
        const mixed = (row: number, of: number[]) => {
          const powers = of.map((n) => Math.exp(at(logits, 3 * row + n)));
          return sum(of.length, (i) => at(powers, i) * at(outputs, 3 * at(of, i) + row)) / sum(of.length, (i) => at(powers, i));
        };
        expect(at(got, 0)).toBeCloseTo(mixed(0, [0, 1]), 5);
        expect(at(got, 1)).toBeNaN();
        expect(at(got, 2)).toBeCloseTo(mixed(2, [0, 1, 2]), 5);
      });
    }

    if (name !== 'cpu')
      test('dropout without ReLU is refused: its gradient would be wrong', () => {
        const whole = tensor3d(new Float32Array(D * B * M), [D, B, M]);
        const parameter = tensor3d(new Float32Array(D * M), [D, 1, M]);
        const dropout = dropoutOfShare(0.5, 1);
        expect(() => normTraining(whole, parameter, parameter, constants.batch, { ...PLAIN, rectified: false, dropout })).toThrow(/behind its ReLU only/);
        for (const each of [whole, parameter]) each.dispose();
      });
  });
}

const largest = (values: ArrayLike<number>) =>
  Math.max(0, ...Array.from(values, (value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value))));

/** d objective / d values, by changing `values` in place and back. */
function centralDifferences(values: Float64Array, objective: () => number): Float64Array {
  const h = 1e-5;
  return Float64Array.from(values, (value, i) => {
    values[i] = value + h;
    const above = objective();
    values[i] = value - h;
    const below = objective();
    values[i] = value;
    return (above - below) / (2 * h);
  });
}
