import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { layerNorm } from '../fused.definition.test-helper';
import { layerNormGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, floats, largest, normals, once } from './case.test-helper';

interface LayerNormChoice {
  groups: number;
  rows: number;
  width: number;
  /** Each row has a gamma and a beta of its own. */
  own?: boolean;
  /** How far x lies from 0, in deviations. */
  around?: number;
  /** As of a kernel case. */
  slack?: number;
}

function layerNormFamily({ groups, rows, width, own = false, around = 0, slack = 1 }: LayerNormChoice): Family {
  const title = `${groups} groups of ${rows} rows, ${width} wide${own ? ', each row with its own' : ''}${around ? `, around ${around}` : ''}`;
  const whole = [groups, rows, width];
  const parameters = [groups, own ? rows : 1, width];
  // Of one row the kernels take a gamma for its own.
  const shape = { rows, width, own };
  const made = once(() => {
    const random = randomStream(17, `layer norm/${title}`);
    const x = floats(
      exact(normals(random, whole)).map((value) => value + around),
      whole,
    );
    const [gamma, beta, dy] = [normals(random, parameters), normals(random, parameters), normals(random, whole)];
    const inputs = { x: exact(x), gamma: exact(gamma), beta: exact(beta) };
    const gradient = bothWays(inputs, exact(dy), (given) => layerNorm(given, shape).y, layerNormGradient(inputs, exact(dy), shape));
    return { x, gamma, beta, dy, out: layerNorm(inputs, shape), gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.LAYER_NORM,
        title,
        make: () => {
          const { x, gamma, beta, out } = made();
          const results = [
            { shape: whole, values: out.y, slack },
            { shape: [groups, rows, 2], values: out.moments, slack },
          ];
          return { inputs: { x, gamma, beta }, attributes: {}, results };
        },
      },
      {
        kernel: kernel.LAYER_NORM_GRADIENT,
        title,
        make: () => {
          const { x, gamma, dy, out, gradient } = made();
          // Of one or two numbers the terms of the gradient by x cancel almost completely, however large they are.
          const scales = out.moments.filter((_, i) => i % 2 === 1);
          const terms = width <= 2 ? largest(scales) * largest(gamma.values) * largest(dy.values) : 0;
          const results = [
            { shape: whole, values: gradient.wanted.x, terms, slack },
            { shape: parameters, values: gradient.wanted.gamma, into: 'intoGamma', slack },
            { shape: parameters, values: gradient.wanted.beta, into: 'intoBeta' },
          ];
          return { inputs: { dy, x, y: floats(out.y, whole), gamma, moments: floats(out.moments, [groups, rows, 2]) }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `layer norm, ${title}`, make: () => made().gradient },
  };
}

export const LAYER_NORMS: Family[] = [
  ...drawn('layer norm', 4, (size, i): LayerNormChoice => ({ groups: size(4), rows: size(20), width: 2 + size(21), own: i % 2 === 1 })),
  { groups: 1, rows: 1, width: 1 },
  { groups: 1, rows: 1, width: 4 },
  { groups: 3, rows: 7, width: 5, own: true },
  { groups: 2, rows: 9, width: 2 },
  { groups: 3, rows: 300, width: 70 },
  { groups: 1, rows: 513, width: 113, own: true },
  { groups: 1, rows: 66, width: 1225 },
  // A mean a hundred deviations from 0: rounded to float32 at 100 it is itself off by 1e-5 deviations.
  { groups: 1, rows: 30, width: 35, around: 100, slack: 5 },
].map(layerNormFamily);
