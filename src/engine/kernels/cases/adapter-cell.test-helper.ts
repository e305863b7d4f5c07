import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { adapterCell, betweenOf, type CellInputs, type CellShape } from '../fused.definition.test-helper';
import { cellGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, floats, normals, once } from './case.test-helper';

function cellFamily(shape: CellShape & { saturated?: boolean }): Family {
  const { towers, rows, width: m, k, r, scale, saturated = false } = shape;
  const title = `${towers} towers of ${rows} rows, ${m} wide, k = ${k}, r = ${r}, scale ${scale.toFixed(2)}${saturated ? ', saturated' : ''}`;
  const [wide, narrow] = [
    [towers, rows, m],
    [towers, rows, k],
  ];
  const made = once(() => {
    const random = randomStream(3, `cell/${title}`);
    // Every product keeps the size of its input, so that the sigmoid is in its range.
    const weights = {
      u1: normals(random, [m, k], 1 / Math.sqrt(m)),
      v1: normals(random, [k, r], 1 / Math.sqrt(k)),
      u2: normals(random, [r, k], 1 / Math.sqrt(r)),
      v2: normals(random, [k, m], 1 / Math.sqrt(k)),
    };
    const [z, h, du] = [normals(random, wide), normals(random, [1, rows, k * k], 1 / scale / Math.sqrt(k)), normals(random, wide)];
    const [b1, b2] = [normals(random, [r]), normals(random, [m])];
    // As with all-ones weights: the sigmoid is exactly 0 or 1, and its exponential over- or underflows.
    if (saturated) for (const i of b1.values.keys()) b1.values[i] = i % 2 ? 2000 : -2000;
    const tensors = { z, h, ...weights, b1, b2 };
    const inputs = Object.fromEntries(Object.entries(tensors).map(([name, given]) => [name, exact(given)])) as CellInputs;
    return { tensors, du, inputs, between: betweenOf(inputs, shape) };
  });
  const gradient = once(() => {
    const { inputs, du } = made();
    return bothWays(inputs, exact(du), (given) => adapterCell(given, shape), cellGradient(inputs, exact(du), shape));
  });
  const shapesBetween = { t1: narrow, t2: narrow, a: [towers, rows, r], t4: narrow, t5: narrow };
  const names = ['t1', 't2', 'a', 't4', 't5'] as const;
  return {
    cases: [
      {
        kernel: kernel.ADAPTER_CELL,
        title,
        make: () => {
          const { tensors, inputs, between } = made();
          const results = [
            { shape: wide, values: adapterCell(inputs, shape) },
            ...names.map((name) => ({ shape: shapesBetween[name], values: between[name] })),
          ];
          return { inputs: tensors, attributes: { scale }, results };
        },
      },
      ...[false, true].map((more) => ({
        kernel: kernel.ADAPTER_CELL_GRADIENT,
        title: more ? `${title}, and what else z went into` : title,
        make: () => {
          const { tensors, du, between } = made();
          const plus = normals(randomStream(7, `plus ${title}`), wide);
          const { b1, b2, ...used } = tensors;
          const { wanted } = gradient();
          const of = (name: 'u1' | 'v1' | 'u2' | 'v2' | 'b1' | 'b2', into: string) => ({ shape: tensors[name].shape, values: wanted[name], into });
          return {
            inputs: { du, ...used, ...(more && { plus }), ...Object.fromEntries(names.map((name) => [name, floats(between[name], shapesBetween[name])])) },
            attributes: { scale },
            results: [
              { shape: wide, values: more ? wanted.z.map((value, i) => value + (plus.values[i] as number)) : wanted.z },
              { shape: [1, rows, k * k], values: wanted.h },
              of('u1', 'intoU1'),
              of('v1', 'intoV1'),
              of('u2', 'intoU2'),
              of('v2', 'intoV2'),
              of('b1', 'intoB1'),
              of('b2', 'intoB2'),
            ],
          };
        },
      })),
    ],
    gradient: { title: `adapter cell, ${title}`, make: gradient },
  };
}

export const CELLS: Family[] = [
  ...drawn('cell', 6, (size): CellShape => ({ towers: size(3), rows: size(9), width: size(21), k: size(9), r: size(9), scale: 0.5 })),
  { towers: 1, rows: 1, width: 1, k: 1, r: 1, scale: 1 },
  { towers: 2, rows: 3, width: 5, k: 1, r: 1, scale: 0.3 },
  { towers: 1, rows: 4, width: 5, k: 2, r: 1, scale: 1 },
  { towers: 3, rows: 2, width: 4, k: 3, r: 2, scale: 1 / Math.sqrt(3) },
  { towers: 1, rows: 2, width: 7, k: 5, r: 3, scale: 1 },
  { towers: 2, rows: 2, width: 3, k: 5, r: 1, scale: 1 / Math.sqrt(5) },
  { towers: 2, rows: 3, width: 5, k: 3, r: 4, scale: 1, saturated: true },
  { towers: 3, rows: 100, width: 70, k: 35, r: 32, scale: 1 / Math.sqrt(35) },
  { towers: 1, rows: 300, width: 113, k: 16, r: 7, scale: 0.25 },
  { towers: 1, rows: 33, width: 35, k: 7, r: 1, scale: 1 },
  { towers: 3, rows: 65, width: 128, k: 3, r: 32, scale: 1 },
  // Three towers at a time, then what is left of them, at every form of a row's product with H.
  ...[4, 7].flatMap((towers) => [3, 5, 11, 12, 35].map((k) => ({ towers, rows: 5, width: 6, k, r: 4, scale: 1 / Math.sqrt(k) }))),
].map(cellFamily);
