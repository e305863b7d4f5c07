import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { type LinearShape, linear, range } from '../fused.definition.test-helper';
import { linearGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, integers, normals, once, startsOf } from './case.test-helper';

function linearFamily(shape: LinearShape): Family {
  const { maps, towers, rows, inputs: n, outputs: m, starts } = shape;
  const title = `${maps} maps [${n}, ${m}], ${towers} towers of ${rows} rows${starts ? `, domains at ${starts.length > 9 ? 'many places' : starts}` : ''}`;
  const [shapeOfX, shapeOfY] = [
    [towers, rows, n],
    [starts ? 1 : maps, rows, m],
  ];
  const made = once(() => {
    const random = randomStream(1, `linear/${title}`);
    const [x, weight, bias, dy] = [
      normals(random, shapeOfX),
      normals(random, [maps, n, m], 1 / Math.sqrt(n)),
      normals(random, [maps, 1, m]),
      normals(random, shapeOfY),
    ];
    const inputs = { x: exact(x), weight: exact(weight), bias: exact(bias) };
    const gradient = bothWays(inputs, exact(dy), (given) => linear(given, shape), linearGradient(inputs, exact(dy), shape));
    const sorted = starts && { starts: integers(starts, [starts.length]) };
    return { x, weight, bias, dy, inputs, gradient, sorted };
  });
  return {
    cases: [
      {
        kernel: kernel.LINEAR,
        title,
        make: () => {
          const { x, weight, bias, inputs, sorted } = made();
          return { inputs: { x, weight, bias, ...sorted }, attributes: {}, results: [{ shape: shapeOfY, values: linear(inputs, shape) }] };
        },
      },
      {
        kernel: kernel.LINEAR_BY_INPUT,
        title,
        make: () => {
          const { dy, weight, gradient, sorted } = made();
          return { inputs: { dy, weight, ...sorted }, attributes: { towers }, results: [{ shape: shapeOfX, values: gradient.wanted.x }] };
        },
      },
      {
        kernel: kernel.LINEAR_BY_WEIGHT,
        title,
        make: () => {
          const { x, dy, gradient, sorted } = made();
          const results = [
            { shape: [maps, n, m], values: gradient.wanted.weight, into: 'intoWeight' },
            { shape: [maps, 1, m], values: gradient.wanted.bias, into: 'intoBias' },
          ];
          return { inputs: { x, dy, ...sorted }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `linear, ${title}`, make: () => made().gradient },
  };
}

export const LINEARS: Family[] = [
  ...drawn('linear', 12, (size, i): LinearShape => {
    const [maps, inputs, outputs] = [size(4), size(21), size(21)];
    if (i % 3 > 0) return { maps, towers: i % 3 === 1 ? 1 : maps, rows: size(40), inputs, outputs };
    const starts = startsOf(range(maps).map(() => size(12) - 1));
    return { maps, towers: 1, rows: (starts.at(-1) as number) + size(4), inputs, outputs, starts };
  }),
  { maps: 1, towers: 1, rows: 1, inputs: 1, outputs: 1 },
  { maps: 1, towers: 1, rows: 4, inputs: 3, outputs: 2 },
  { maps: 3, towers: 3, rows: 5, inputs: 7, outputs: 1 },
  { maps: 3, towers: 1, rows: 5, inputs: 4, outputs: 3 },
  { maps: 3, towers: 1, rows: 7, inputs: 5, outputs: 3, starts: [0, 3, 3, 6] },
  { maps: 1, towers: 1, rows: 6, inputs: 5, outputs: 2, starts: [0, 4] },
  { maps: 4, towers: 1, rows: 5, inputs: 3, outputs: 3, starts: [0, 0, 0, 5, 5] },
  { maps: 3, towers: 1, rows: 1, inputs: 7, outputs: 1, starts: [0, 0, 1, 1] },
  // On both sides of the size of a tile, and shapes of the model: a head, a hyper-network's last layer.
  { maps: 3, towers: 1, rows: 300, inputs: 113, outputs: 70 },
  { maps: 3, towers: 3, rows: 130, inputs: 35, outputs: 113 },
  { maps: 1, towers: 1, rows: 513, inputs: 113, outputs: 1 },
  { maps: 1, towers: 1, rows: 1, inputs: 900, outputs: 40 },
  { maps: 1, towers: 1, rows: 65, inputs: 64, outputs: 1225 },
  { maps: 1, towers: 1, rows: 64, inputs: 32, outputs: 64 },
  { maps: 4, towers: 1, rows: 600, inputs: 113, outputs: 70, starts: startsOf([1, 0, 332, 257]) },
  { maps: 40, towers: 1, rows: 130, inputs: 35, outputs: 7, starts: startsOf(range(40).map((d) => (d * 7) % 6)) },
].map(linearFamily);
