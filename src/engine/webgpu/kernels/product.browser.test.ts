import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FULL } from '../../../lib/full.test-helper';
import { randomStream } from '../../../lib/random';
import type { Engine } from '../../engine';
import type { Given, Wanted } from '../../kernels/cases/case.test-helper';
import { CASES } from '../../kernels/cases/index.test-helper';
import * as kernel from '../../kernels/fused';
import { findAdapter } from '../adapter';
import { startForTest } from '../test-engine.test-helper';

/**
 * Both ways to run, on whatever adapter is here: the one that suits it not, by the cases of the kernels that differ, and
 * both by sizes at which tiles, their side and the cutting of sums change.
 */

const TOLERANCE = 1e-5;
const DIFFERENT: string[] = [
  kernel.LINEAR,
  kernel.LINEAR_BY_INPUT,
  kernel.LINEAR_BY_WEIGHT,
  kernel.NORM,
  kernel.NORM_GRADIENT,
  kernel.LAYER_NORM,
  kernel.LAYER_NORM_GRADIENT,
  kernel.MIX_EXPERTS,
  kernel.MIX_EXPERTS_GRADIENT,
  kernel.ADAPTER_CELL,
  kernel.ADAPTER_CELL_GRADIENT,
  kernel.OWN_LOGIT_GRADIENT,
  kernel.CROSS_LAYER_GRADIENT,
];

const found = await findAdapter();
const suits = typeof found !== 'string' && found.software ? 'in registers' : 'tiled';

const at = (values: ArrayLike<number>, i: number) => values[i] as number;
const tensorOf = ({ values, shape }: Given) => tensor(values.slice(), shape, values instanceof Int32Array ? 'int32' : 'float32');

function expectClose(got: ArrayLike<number>, { values, free, terms = 0, slack = 1 }: Wanted, what: string): void {
  let most = terms;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(at(values, i)));
  expect(got.length, what).toBe(values.length);
  for (let i = 0; i < values.length; i++) {
    const close = free?.(i) ? Number.isFinite(at(got, i)) : Math.abs(at(got, i) - at(values, i)) <= TOLERANCE * slack * most;
    if (!close) expect.fail(`${what}[${i}] is ${at(got, i)}, not ${at(values, i)}`);
  }
}

async function expectResults(
  name: string,
  inputs: Record<string, Given>,
  attributes: object,
  wanted: Wanted[],
  changed: Record<string, Wanted> = {},
): Promise<void> {
  const given = Object.fromEntries(Object.entries(inputs).map(([input, each]) => [input, tensorOf(each)]));
  const got = kernel.runFused<Tensor | Tensor[]>(name, given, attributes);
  const results = Array.isArray(got) ? got : [got];
  for (const [n, result] of results.entries()) {
    expect(result.shape).toEqual(wanted[n]?.shape);
    expectClose(await result.data(), wanted[n] as Wanted, `result ${n}`);
    result.dispose();
  }
  for (const [input, each] of Object.entries(changed)) expectClose(await (given[input] as Tensor).data(), each, input);
  for (const each of Object.values(given)) each.dispose();
}

/** Towers, rows, inputs, outputs: one of everything; more than one tile of either side; few tiles and a long sum; so many that tiles are larger. */
const SIZES = [
  [1, 1, 1, 1],
  [2, 67, 1, 65],
  [1, 2051, 3, 5],
  [3, 65, 130, 33],
  [1, 709, 5, 833],
] as const;

for (const products of ['in registers', 'tiled'] as const) {
  describe(products, () => {
    let engine: Engine;
    beforeAll(async () => {
      ({ engine } = await startForTest({ products }));
    });
    afterAll(() => engine.stop());

    if (products !== suits) {
      // A software GPU is slow: every third case, and all in `npm run verify`.
      test.each(CASES.filter((each) => DIFFERENT.includes(each.kernel)).filter((_, i) => FULL || i % 3 === 0))(
        '$kernel: $title',
        async ({ kernel: name, make }) => {
          const { inputs, attributes, results, changed } = make();
          await expectResults(name, inputs, attributes, results, changed);
        },
      );
    }

    test.each(SIZES)('%i towers, %i rows, %i inputs, %i outputs, against loops', async (towers, rows, inputs, outputs) => {
      const random = randomStream(3, `product/${rows}`);
      const normals = (shape: number[]): Given => ({ shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) });
      const x = normals([towers, rows, inputs]);
      const weight = normals([towers, inputs, outputs]);
      const bias = normals([towers, 1, outputs]);
      const dy = normals([towers, rows, outputs]);
      const y = new Float64Array(towers * rows * outputs);
      const dx = new Float64Array(towers * rows * inputs);
      const dWeight = new Float64Array(towers * inputs * outputs);
      const dBias = new Float64Array(towers * outputs);
      for (let g = 0; g < towers; g++)
        for (let b = 0; b < rows; b++)
          for (let j = 0; j < outputs; j++) {
            const to = (g * rows + b) * outputs + j;
            y[to] = at(bias.values, g * outputs + j);
            dBias[g * outputs + j] = at(dBias, g * outputs + j) + at(dy.values, to);
            for (let i = 0; i < inputs; i++) {
              const [ofX, ofWeight] = [(g * rows + b) * inputs + i, (g * inputs + i) * outputs + j];
              y[to] = at(y, to) + at(x.values, ofX) * at(weight.values, ofWeight);
              dx[ofX] = at(dx, ofX) + at(dy.values, to) * at(weight.values, ofWeight);
              dWeight[ofWeight] = at(dWeight, ofWeight) + at(x.values, ofX) * at(dy.values, to);
            }
          }
      await expectResults(kernel.LINEAR, { x, weight, bias }, {}, [{ shape: dy.shape, values: y }]);
      await expectResults(kernel.LINEAR_BY_INPUT, { dy, weight }, { towers }, [{ shape: x.shape, values: dx }]);
      const gradients = [
        { shape: weight.shape, values: dWeight },
        { shape: bias.shape, values: dBias },
      ];
      await expectResults(kernel.LINEAR_BY_WEIGHT, { x, dy }, {}, gradients);
    });
  });
}
