import { type Random, randomStream, shuffle } from '../../config/random';
import { DRAWS } from './dropout-mask';
import * as kernel from './fused';
import {
  type Arrays,
  adapterCell,
  at,
  betweenOf,
  type CellInputs,
  type CellShape,
  crossLayer,
  embed,
  type LinearShape,
  linear,
  logisticLoss,
  type NormInputs,
  type NormShape,
  norm,
  normEvaluation,
  optimise,
  optimiseRows,
  ownLogit,
  pickRows,
  range,
  setsOf,
  sizeOf,
  squares,
  valuesOf,
} from './fused.definition.test-helper';
import {
  cellGradient,
  crossGradient,
  differences,
  embedGradient,
  linearGradient,
  logitGradient,
  lossGradient,
  MOST_DIFFERENCES,
  normGradient,
} from './fused.gradient.test-helper';

/** Inputs for every fused kernel, of ordinary shapes and of those where kernels go wrong, each with what must come out. */

export interface Given {
  shape: number[];
  values: Float32Array | Int32Array;
}

export interface Wanted {
  shape: number[];
  values: ArrayLike<number>;
  /** The input that names where it goes. */
  into?: string;
  /** Elements that only have to be finite. */
  free?: (i: number) => boolean;
  /** Elements that keep the bits that lay there. */
  kept?: (i: number) => boolean;
  /** The usual tolerance is multiplied by this. */
  slack?: number;
  /** What rounding errors are relative to, where terms cancel and leave less. */
  terms?: number;
}

export interface Example {
  inputs: Record<string, Given>;
  attributes: object;
  results: Wanted[];
  /** What inputs named `…InPlace` hold afterwards. */
  changed?: Record<string, Wanted>;
}

export interface KernelCase {
  kernel: string;
  title: string;
  make: () => Example;
}

/** A gradient both ways: as the kernel's result is checked with, and by the chain rule. */
export interface BothWays {
  title: string;
  make: () => { small: boolean; wanted: Record<string, Float64Array>; chained: Record<string, Float64Array> };
}

interface Family {
  cases: KernelCase[];
  gradient?: BothWays;
}

type Shape = number[];
const exact = ({ values }: Given) => Float64Array.from(values);
const floats = (values: ArrayLike<number>, shape: Shape): Given => ({ values: Float32Array.from(values), shape });
const integers = (values: ArrayLike<number>, shape: Shape): Given => ({ values: Int32Array.from(values), shape });
const normals = (random: Random, shape: Shape, deviation = 1): Given =>
  floats(
    range(sizeOf(shape)).map(() => deviation * random.normal()),
    shape,
  );
const positives = (random: Random, shape: Shape): Given =>
  floats(
    range(sizeOf(shape)).map(() => 0.3 + random.uniform()),
    shape,
  );
const largest = (values: ArrayLike<number>) => range(values.length).reduce((most, i) => Math.max(most, Math.abs(at(values, i))), 0);

/** Made once for all engines, and only if its tests run. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function bothWays<Name extends string>(
  inputs: Arrays<Name>,
  dy: Float64Array,
  forward: (inputs: Arrays<Name>) => ArrayLike<number>,
  chained: Arrays<Name>,
): { small: boolean; wanted: Arrays<Name>; chained: Arrays<Name> } {
  const small = (Object.values(inputs) as Float64Array[]).reduce((sum, { length }) => sum + length, 0) <= MOST_DIFFERENCES;
  return { small, wanted: small ? differences(inputs, dy, forward) : chained, chained };
}

/** Where the rows of each domain begin, given how many each has; at the end, where they end. */
const startsOf = (counts: number[]) => range(counts.length + 1).map((d) => counts.slice(0, d).reduce((a, b) => a + b, 0));

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

/** Shapes that nobody thought of: sizes from 1 to `most`, so that every remainder by the width of a vector or tile comes up. */
const drawn = <T>(name: string, count: number, make: (size: (most: number) => number, i: number) => T): T[] => {
  const random = randomStream(13, `shapes/${name}`);
  return range(count).map((i) => make((most) => 1 + random.below(most), i));
};

const LINEARS: Family[] = [
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
  // On both sides of whatever tiles a product is cut into, and as the model has them: a head, a hyper-network's last layer.
  { maps: 3, towers: 1, rows: 300, inputs: 113, outputs: 70 },
  { maps: 3, towers: 3, rows: 130, inputs: 35, outputs: 113 },
  { maps: 1, towers: 1, rows: 513, inputs: 113, outputs: 1 },
  { maps: 1, towers: 1, rows: 1, inputs: 900, outputs: 40 },
  { maps: 1, towers: 1, rows: 65, inputs: 64, outputs: 1225 },
  { maps: 1, towers: 1, rows: 64, inputs: 32, outputs: 64 },
  { maps: 4, towers: 1, rows: 600, inputs: 113, outputs: 70, starts: startsOf([1, 0, 332, 257]) },
  { maps: 40, towers: 1, rows: 130, inputs: 35, outputs: 7, starts: startsOf(range(40).map((d) => (d * 7) % 6)) },
].map(linearFamily);

interface NormChoice extends Partial<Omit<NormShape, 'domainOf' | 'count'>> {
  /** Counting rows of each domain. */
  counts: number[];
  padding: number;
  residual?: boolean;
  /** Running statistics are kept. */
  running?: boolean;
  /** Mean of x. */
  around?: number;
  /** The first two columns are the same in all rows, as those of dead units are. */
  dead?: boolean;
  slack?: number;
}

/** Domains of counting rows in random order; padding repeats the first row, as a batch's does. */
function domainsOf(random: Random, counts: number[], padding: number): number[] {
  const order = shuffle(
    counts.flatMap((count, d) => range(count).map(() => d)),
    random,
  );
  return [...order, ...range(padding).map(() => order[0] ?? 0)];
}

function normFamily(choice: NormChoice): Family {
  const { counts, padding, residual: added = false, around = 0, dead = false, slack = 1 } = choice;
  const attributes: kernel.Norm = {
    sets: choice.sets ?? 'batch',
    domains: counts.length,
    count: counts.reduce((a, b) => a + b, 0),
    unbiased: choice.unbiased ?? false,
    rectified: choice.rectified ?? false,
    momentum: choice.momentum ?? 0,
    kept: choice.kept ?? DRAWS,
    key: 0xdeadbeef,
  };
  const { sets, domains, count, rectified, momentum, kept } = attributes;
  const { towers = 1, width = 5, shared = false, running = momentum > 0 } = choice;
  const rows = count + padding;
  const what = [
    attributes.unbiased && 'unbiased',
    rectified && 'ReLU',
    added && 'residual',
    shared && 'shared gamma',
    kept < DRAWS && 'dropout',
    running && `momentum ${momentum}`,
    around > 0 && `around ${around}`,
    dead && 'dead columns',
  ];
  const title = [
    `${sets}, ${towers} towers of ${rows} rows, ${count} of them count, ${width} wide`,
    sets !== 'batch' && `domains of ${counts.length > 9 ? 'few' : counts.join(' + ')}`,
    ...what,
  ];
  const named = title.filter((part) => part).join(', ');
  const perSet = [towers, sets === 'own-in-row' ? domains : 1, width];
  const parameters = shared ? [width] : perSet;
  const whole = [towers, rows, width];
  const padded = (i: number) => Math.floor(i / width) % rows >= count;

  const made = once(() => {
    const random = randomStream(2, `norm/${named}`);
    const domainOf = domainsOf(random, counts, padding);
    const shape: NormShape = { ...attributes, towers, rows, width, domainOf, shared };
    const x = normals(random, whole);
    // What padding holds must not matter, so it is unlike the rest.
    for (const i of x.values.keys()) x.values[i] = around + at(x.values, i) * (padded(i) ? 50 : 1);
    if (dead) for (const i of x.values.keys()) if (i % width < 2) x.values[i] = (i % width) / 2;
    const [gamma, beta, mean] = [normals(random, parameters), normals(random, parameters), normals(random, perSet)];
    const [variance, residual] = [positives(random, perSet), normals(random, whole)];
    const dy = normals(random, whole);
    for (const i of dy.values.keys()) if (padded(i)) dy.values[i] = 0;
    // The columns behind the domain are ids, which a norm has no use for.
    const ints = integers(
      domainOf.flatMap((d) => [d, random.below(1000), random.below(1000)]),
      [rows, 3],
    );
    const statistics = { runningMean: exact(mean), runningVariance: exact(variance) };
    const inputs: NormInputs = { x: exact(x), gamma: exact(gamma), beta: exact(beta), ...(added && { residual: exact(residual) }) };
    const training: NormInputs = { ...inputs, ...(running && statistics) };
    return { shape, x, gamma, beta, mean, variance, residual, dy, ints, inputs, statistics, training };
  });
  const gradient = once(() => {
    const { shape, inputs, training, dy } = made();
    const differentiable = { x: inputs.x, gamma: inputs.gamma, beta: inputs.beta };
    return bothWays(differentiable, exact(dy), (given) => norm({ ...training, ...given }, shape).y, normGradient(training, exact(dy), shape));
  });

  return {
    cases: [
      {
        kernel: kernel.NORM,
        title: named,
        make: () => {
          const { shape, x, gamma, beta, mean, variance, residual, ints, training } = made();
          const out = norm(training, shape);
          const absent = new Set(setsOf(shape, count).flatMap((set) => (set.absent ? [set.slot] : [])));
          const stays = (i: number) => momentum === 0 || absent.has(Math.floor(i / width));
          return {
            inputs: { x, gamma, beta, ints, ...(added && { residual }), ...(running && { meanInPlace: mean, varianceInPlace: variance }) },
            attributes,
            results: [
              { shape: whole, values: out.y, free: padded, slack },
              { shape: perSet, values: out.mean },
              { shape: perSet, values: out.scale },
            ],
            ...(running && {
              changed: {
                meanInPlace: { shape: perSet, values: out.runningMean, kept: stays },
                varianceInPlace: { shape: perSet, values: out.runningVariance, kept: stays },
              },
            }),
          };
        },
      },
      {
        kernel: kernel.NORM_GRADIENT,
        title: named,
        make: () => {
          const { shape, x, gamma, dy, ints, training } = made();
          const out = norm(training, shape);
          const { unbiased } = attributes;
          const { wanted } = gradient();
          // Of two rows or one nearly nothing of the gradient by x is left, whatever its terms were.
          const few = setsOf(shape, count).some((set) => !set.absent && set.made.length <= 2);
          const terms = few ? largest(out.scale) * largest(gamma.values) * largest(dy.values) : 0;
          return {
            inputs: {
              dy,
              x,
              ...(rectified && { y: floats(out.y, whole) }),
              gamma,
              mean: floats(out.mean, perSet),
              scale: floats(out.scale, perSet),
              ints,
            },
            attributes: { sets, domains, count, unbiased, rectified, kept } satisfies kernel.NormGradient,
            results: [
              { shape: whole, values: wanted.x, terms, slack },
              { shape: parameters, values: wanted.gamma, into: 'intoGamma', slack },
              { shape: parameters, values: wanted.beta, into: 'intoBeta' },
            ],
          };
        },
      },
      {
        kernel: kernel.NORM_EVALUATION,
        title: named,
        make: () => {
          const { shape, x, gamma, beta, mean, variance, residual, ints, inputs, statistics } = made();
          return {
            inputs: { x, gamma, beta, ints, mean, variance, ...(added && { residual }) },
            attributes: { sets, domains, rectified } satisfies kernel.NormEvaluation,
            results: [{ shape: whole, values: normEvaluation({ ...inputs, ...statistics }, shape) }],
          };
        },
      },
    ],
    gradient: { title: `norm, ${named}`, make: gradient },
  };
}

const KEPT = Math.round(0.7 * DRAWS);
const DOMAIN_NORM = { unbiased: true, residual: true, shared: true };
const NORMS: Family[] = [
  ...drawn('norm', 9, (size, i): NormChoice => {
    const sets = (['batch', 'own-in-tower', 'own-in-row'] as const)[i % 3] as kernel.Sets;
    // Four rows at least, and now and then none: of two a variance may be next to nothing, which the cases below have.
    const counts = range(sets === 'batch' ? 1 : size(4)).map((d) => (d > 0 && size(3) === 1 ? 0 : 3 + size(9)));
    const towers = sets === 'batch' ? size(3) : sets === 'own-in-tower' ? counts.length : 1;
    const kind = size(2) === 1 ? DOMAIN_NORM : { rectified: true, kept: KEPT };
    return { sets, counts, padding: size(4) - 1, towers, width: size(21), momentum: 0.1, ...kind };
  }),
  { counts: [1], padding: 0, width: 1, rectified: true, momentum: 0.1 },
  { counts: [1], padding: 3, towers: 2, width: 3, momentum: 0.1, ...DOMAIN_NORM },
  { counts: [2], padding: 1, width: 7, rectified: true },
  { counts: [4, 2], padding: 1, towers: 3, rectified: true, kept: KEPT, momentum: 0.1 },
  { counts: [7], padding: 0, towers: 3, width: 3, ...DOMAIN_NORM },
  { counts: [4], padding: 1, width: 7, running: true },
  { sets: 'own-in-tower', counts: [3, 2, 2], padding: 1, towers: 3, width: 3, momentum: 0.1, ...DOMAIN_NORM },
  { sets: 'own-in-tower', counts: [4, 1, 0, 2], padding: 1, towers: 4, width: 3, momentum: 0.1, ...DOMAIN_NORM },
  { sets: 'own-in-tower', counts: [4], padding: 1, rectified: true },
  { sets: 'own-in-tower', counts: [3, 1, 3], padding: 0, towers: 3, width: 3, rectified: true, kept: KEPT, running: true },
  { sets: 'own-in-row', counts: [3, 2, 2], padding: 1, rectified: true, kept: KEPT, momentum: 0.1 },
  { sets: 'own-in-row', counts: [4, 1, 0, 2], padding: 1, momentum: 0.1, ...DOMAIN_NORM },
  { sets: 'own-in-row', counts: [6], padding: 0, width: 1, momentum: 1 },
  { sets: 'own-in-row', counts: [0, 1, 0, 1], padding: 1, rectified: true, momentum: 0.3 },
  { counts: [290], padding: 10, towers: 3, width: 70, rectified: true, kept: KEPT, momentum: 0.1 },
  { counts: [600], padding: 0, width: 113, ...DOMAIN_NORM },
  { counts: [66], padding: 1, width: 1225, rectified: true, momentum: 0.1 },
  { sets: 'own-in-tower', counts: [150, 1, 140], padding: 9, towers: 3, width: 35, momentum: 0.1, ...DOMAIN_NORM },
  { sets: 'own-in-row', counts: [300, 1, 0, 100, 120], padding: 9, width: 113, rectified: true, kept: KEPT, momentum: 0.1 },
  { sets: 'own-in-row', counts: range(40).map((d) => (d * 7) % 11), padding: 3, width: 7, rectified: true, kept: Math.round(0.05 * DRAWS), momentum: 0.1 },
  { counts: [70], padding: 2, width: 9, rectified: true, momentum: 0.1, dead: true },
  { sets: 'own-in-tower', counts: [40, 30], padding: 2, towers: 2, width: 9, momentum: 0.1, dead: true, ...DOMAIN_NORM },
  // A mean a hundred deviations from 0: the mean of squares less the square of the mean would be wrong by a hundred times
  // this, while the mean, rounded to float32 at 100, is itself off by 1e-5 deviations.
  { counts: [300], padding: 0, width: 35, momentum: 0.1, around: 100, slack: 5 },
].map(normFamily as (choice: object) => Family);

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
    // As all-ones weights have it: the sigmoid is 0 or 1, exactly, and its exponential over- or underflows.
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

const CELLS: Family[] = [
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
].map(cellFamily);

interface EmbedChoice {
  table: number;
  width: number;
  rows: number;
  slots: number[];
  dense: number;
  weighted: boolean;
  /** The id of each slot of each row. */
  ids: (random: Random, slot: number) => number;
  what: string;
}

function embedFamily({ table: tableRows, width, rows, slots, dense, weighted, ids, what }: EmbedChoice): Family {
  const title = `${what}: ${rows} rows, slots ${slots}, table [${tableRows}, ${width}], ${dense} dense`;
  const values = slots.reduce((a, b) => a + b, 0);
  const fields: kernel.EmbedFields = { column: 2, slots, weightColumn: weighted ? 3 + dense : -1, denseColumn: 3, dense };
  const [perInts, perFloats] = [values + 3, 3 + dense + values + 1];
  const [shapeOfTable, shapeOfY] = [
    [tableRows, width],
    [1, rows, slots.length * width + dense],
  ];
  const made = once(() => {
    const random = randomStream(4, `embed/${title}`);
    const ints = integers(
      range(rows * perInts).map((i) => ids(random, (i % perInts) - 2)),
      [rows, perInts],
    );
    const columns = normals(random, [rows, perFloats]);
    // A cell of fewer values than slots weighs the rest 0.
    if (weighted) for (let i = 0; i < rows; i++) for (let s = 0; s < values; s++) if (random.below(3) === 0) columns.values[i * perFloats + 3 + dense + s] = 0;
    const shape = { rows, width, fields, ints: ints.values as Int32Array, floats: columns.values as Float32Array };
    const [table, dy] = [normals(random, shapeOfTable), normals(random, shapeOfY)];
    const inputs = { table: exact(table) };
    const gradient = bothWays(inputs, exact(dy), (given) => embed(given, shape), embedGradient(inputs, exact(dy), shape));
    return { ints, columns, shape, table, dy, inputs, gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.EMBED,
        title,
        make: () => {
          const { ints, columns, shape, table, inputs } = made();
          return { inputs: { table, ints, floats: columns }, attributes: fields, results: [{ shape: shapeOfY, values: embed(inputs, shape) }] };
        },
      },
      ...[false, true].map((lazy) => ({
        kernel: kernel.EMBED_GRADIENT,
        title: `${title}${lazy ? ', lazy' : ''}`,
        make: () => {
          const { ints, columns, shape, dy, gradient } = made();
          const names = new Set(valuesOf(shape).map(({ id }) => id));
          const result: Wanted = { shape: shapeOfTable, values: gradient.wanted.table, into: 'into' };
          if (lazy) result.kept = (i) => !names.has(Math.floor(i / width));
          return {
            inputs: { dy, ints, floats: columns },
            attributes: { ...fields, rows: tableRows, lazy } satisfies kernel.EmbedGradient,
            results: [result],
          };
        },
      })),
    ],
    gradient: { title: `embedding, ${title}`, make: () => made().gradient },
  };
}

const anyOf = (n: number) => (random: Random) => random.below(n);
const EMBEDS: Family[] = [
  ...drawn('embed', 5, (size, i): EmbedChoice => {
    const [table, fields] = [size(30), size(4)];
    const slots = range(fields).map(() => (i % 2 ? size(3) : 1));
    return { what: 'drawn', table, width: size(9), rows: size(40), slots, dense: size(4) - 1, weighted: i % 2 > 0, ids: anyOf(table) };
  }),
  { what: 'one value', table: 1, width: 1, rows: 1, slots: [1], dense: 0, weighted: false, ids: () => 0 },
  { what: 'fields that share rows', table: 6, width: 5, rows: 7, slots: [1, 1], dense: 2, weighted: false, ids: anyOf(4) },
  { what: 'several values, some of weight 0', table: 9, width: 3, rows: 5, slots: [2, 1, 3], dense: 0, weighted: true, ids: anyOf(8) },
  { what: 'a value weighed', table: 7, width: 4, rows: 1, slots: [3], dense: 1, weighted: true, ids: anyOf(7) },
  { what: 'many rows', table: 1500, width: 16, rows: 300, slots: [1, 1, 1, 1, 1, 1, 1], dense: 1, weighted: false, ids: anyOf(1400) },
  {
    what: 'ids repeated a thousand times',
    table: 40,
    width: 4,
    rows: 1100,
    slots: [1, 1],
    dense: 3,
    weighted: false,
    ids: (random: Random, slot: number) => (slot === 0 ? 3 : 5 + random.below(2)),
  },
  { what: 'many values, some of weight 0', table: 50, width: 7, rows: 600, slots: [5, 2], dense: 0, weighted: true, ids: anyOf(45) },
].map(embedFamily);

interface LogitChoice {
  towers: number;
  counts: number[];
  width: number;
}

function logitFamily({ towers, counts, width }: LogitChoice): Family {
  const [domains, rows] = [counts.length, counts.reduce((a, b) => a + b, 0)];
  const title = `${towers} towers of ${rows} rows, ${width} wide, domains of ${counts.join(' + ')}`;
  const made = once(() => {
    const random = randomStream(5, `logit/${title}`);
    const domainOf = domainsOf(random, counts, 0);
    const shape = { towers, rows, width, domainOf };
    const [z, weight, bias] = [normals(random, [towers, rows, width]), normals(random, [domains, width, 1]), normals(random, [domains, 1, 1])];
    const dy = normals(random, [1, rows, 1]);
    const ints = integers(
      domainOf.flatMap((d) => [d, random.below(1000)]),
      [rows, 2],
    );
    const inputs = { z: exact(z), weight: exact(weight), bias: exact(bias) };
    const gradient = bothWays(inputs, exact(dy), (given) => ownLogit(given, shape), logitGradient(inputs, exact(dy), shape));
    return { shape, z, weight, bias, dy, ints, inputs, gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.OWN_LOGIT,
        title,
        make: () => {
          const { z, weight, bias, ints, inputs, shape } = made();
          return { inputs: { z, weight, bias, ints }, attributes: {}, results: [{ shape: [1, rows, 1], values: ownLogit(inputs, shape) }] };
        },
      },
      {
        kernel: kernel.OWN_LOGIT_GRADIENT,
        title,
        make: () => {
          const { dy, z, weight, ints, gradient } = made();
          const results = [
            { shape: z.shape, values: gradient.wanted.z },
            { shape: weight.shape, values: gradient.wanted.weight, into: 'intoWeight' },
            { shape: [domains, 1, 1], values: gradient.wanted.bias, into: 'intoBias' },
          ];
          return { inputs: { dy, z, weight, ints }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `own logit, ${title}`, make: () => made().gradient },
  };
}

const LOGITS: Family[] = [
  ...drawn('logit', 4, (size): LogitChoice => {
    const counts = range(size(4)).map(() => size(20) - 1);
    return { towers: size(2) === 1 ? 1 : counts.length, counts: [...counts, 1].slice(-counts.length), width: size(21) };
  }),
  { towers: 1, counts: [1], width: 1 },
  { towers: 1, counts: [2, 1, 2], width: 4 },
  { towers: 3, counts: [6, 0, 1], width: 5 },
  { towers: 3, counts: [140, 1, 159], width: 70 },
  { towers: 1, counts: [300, 0, 13, 100, 100], width: 35 },
].map(logitFamily);

function lossFamily({ rows, padding, what, deviation }: { rows: number; padding: number; what: string; deviation: number }): Family {
  const title = `${what}: ${rows} rows, ${padding} of them padding`;
  const columns = 5;
  const made = once(() => {
    const random = randomStream(6, `loss/${title}`);
    const logits = normals(random, [1, rows, 1], deviation);
    const batch = normals(random, [rows, columns]);
    for (let b = 0; b < rows; b++) {
      batch.values[b * columns + kernel.LABEL_COLUMN] = random.below(2);
      batch.values[b * columns + kernel.WEIGHT_COLUMN] = b < rows - padding ? (0.5 + random.uniform()) / rows : 0;
    }
    const inputs = { logits: exact(logits) };
    const loss = (given: Arrays<'logits'>) => logisticLoss(given, batch.values);
    const gradient = bothWays(inputs, Float64Array.of(1), loss, lossGradient(inputs, batch.values));
    return { logits, batch, inputs, loss, gradient };
  });
  const make = (): Example => {
    const { logits, batch, inputs, loss, gradient } = made();
    const results = [
      { shape: [], values: loss(inputs) },
      { shape: logits.shape, values: gradient.wanted.logits },
    ];
    return { inputs: { logits, floats: batch }, attributes: {}, results };
  };
  return { cases: [{ kernel: kernel.LOGISTIC_LOSS, title, make }], gradient: { title: `loss, ${title}`, make: () => made().gradient } };
}

const LOSSES: Family[] = [
  { what: 'one row', rows: 1, padding: 0, deviation: 1 },
  { what: 'a few', rows: 7, padding: 2, deviation: 2 },
  { what: 'many', rows: 1025, padding: 24, deviation: 2 },
  // Beyond where a float32 holds the exponential.
  { what: 'far from 0', rows: 70, padding: 1, deviation: 150 },
].map(lossFamily);

function crossFamily([rows, width, first = false]: [number, number, boolean?]): Family {
  const title = `${rows} rows, ${width} wide${first ? ', the first layer' : ''}`;
  const whole = [1, rows, width];
  const made = once(() => {
    const random = randomStream(7, `cross/${title}`);
    const [x0, w, b] = [normals(random, whole), normals(random, [1, width, 1], 1 / Math.sqrt(width)), normals(random, [1, 1, width])];
    // The first layer's input is the network's: one tensor twice.
    const x = first ? x0 : normals(random, whole);
    const dy = normals(random, whole);
    const inputs = { x0: exact(x0), x: exact(x), w: exact(w), b: exact(b) };
    const gradient = bothWays(inputs, exact(dy), (given) => crossLayer(given, rows).y, crossGradient(inputs, exact(dy), rows));
    return { x0, x, w, b, dy, out: crossLayer(inputs, rows), gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.CROSS_LAYER,
        title,
        make: () => {
          const { x0, x, w, b, out } = made();
          const results = [
            { shape: whole, values: out.y },
            { shape: [1, rows, 1], values: out.projection },
          ];
          return { inputs: { x0, x, w, b }, attributes: {}, results };
        },
      },
      {
        kernel: kernel.CROSS_LAYER_GRADIENT,
        title,
        make: () => {
          const { dy, x0, x, w, b, out, gradient } = made();
          const results = [
            { shape: whole, values: gradient.wanted.x0 },
            { shape: whole, values: gradient.wanted.x },
            { shape: w.shape, values: gradient.wanted.w, into: 'intoW' },
            { shape: b.shape, values: gradient.wanted.b, into: 'intoB' },
          ];
          return { inputs: { dy, x0, x, w, projection: floats(out.projection, [1, rows, 1]) }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `cross layer, ${title}`, make: () => made().gradient },
  };
}

const CROSSES: Family[] = (
  [...drawn('cross', 4, (size): [number, number] => [size(40), size(21)]), [1, 1], [4, 3], [7, 5], [300, 113], [513, 35], [6, 5, true]] as [
    number,
    number,
    boolean?,
  ][]
).map(crossFamily);

const PICKS: KernelCase[] = (
  [
    [{ start: 0, count: 1, size: 1 }, 1, 1, 2],
    [{ start: 3, count: 5, size: 7 }, 50, 3, 5],
    [{ start: 17, count: 1, size: 4 }, 50, 2, 2],
    [{ start: 100, count: 513, size: 513 }, 700, 9, 7],
  ] as [kernel.PickRows, number, number, number][]
).map(([attributes, all, perInts, perFloats]) => ({
  kernel: kernel.PICK_ROWS,
  title: `${attributes.count} of ${all} rows from ${attributes.start} on, ${attributes.size} in all`,
  make: () => {
    const random = randomStream(8, `pick/${attributes.size}`);
    const ints = integers(
      range(all * perInts).map(() => random.below(1e6)),
      [all, perInts],
    );
    const values = normals(random, [all, perFloats]);
    const order = integers(shuffle(range(all), random), [all]);
    const picked = pickRows(values.values, order.values, perFloats, attributes);
    for (let b = 0; b < attributes.size; b++) {
      const weight = b * perFloats + kernel.WEIGHT_COLUMN;
      picked[weight] = b < attributes.count ? at(picked, weight) / attributes.count : 0;
    }
    const results = [
      { shape: [attributes.size, perInts], values: pickRows(ints.values, order.values, perInts, attributes), slack: 0 },
      { shape: [attributes.size, perFloats], values: picked, slack: 0.02 },
    ];
    return { inputs: { ints, floats: values, order }, attributes, results };
  },
}));

const SQUARES: KernelCase[] = [1, 113, 20_011].map((size) => ({
  kernel: kernel.SQUARES,
  title: `${size} elements`,
  make: () => {
    const gradient = normals(randomStream(9, `squares/${size}`), [size]);
    return { inputs: { gradient }, attributes: {}, results: [{ shape: [], values: [squares(exact(gradient))] }] };
  },
}));

export const OPTIMISERS = ['adam', 'adamw', 'adagrad', 'sgd'] as const;

/** Parameters, gradient and memories in the middle of a run; at its start memories are 0. */
export function stateFor(random: Random, optimiser: kernel.Optimise['optimiser'], size: number, fresh = false) {
  const memory = (values: () => number) => floats(fresh ? new Float64Array(size) : range(size).map(values), [size]);
  const second = optimiser === 'adam' || optimiser === 'adamw';
  return {
    parametersInPlace: normals(random, [size]),
    gradient: floats(
      range(size).map(() => (random.below(5) === 0 ? 0 : random.normal())),
      [size],
    ),
    firstInPlace: optimiser === 'adagrad' ? memory(() => 3 * random.uniform()) : memory(() => 0.3 * random.normal()),
    ...(second && { secondInPlace: memory(() => 0.2 + random.uniform()) }),
  };
}

/** A step is about a hundredth of a parameter: the tolerance for parameters is far below it, and well above their rounding. */
const OF_A_STEP = 0.1;

function optimiseCase(what: string, optimiser: kernel.Optimise['optimiser'], choice: Partial<kernel.Optimise>, size = 301, fresh = false): KernelCase {
  const attributes: kernel.Optimise = {
    optimiser,
    t: 7,
    rate: 0.01,
    decay: 0,
    embeddingDecay: 0,
    embeddings: [0, 0],
    lazy: false,
    momentum: 0,
    clip: 0,
    ...choice,
  };
  return {
    kernel: kernel.OPTIMISE,
    title: `${optimiser}, ${what}`,
    make: () => {
      const { gradient, ...state } = stateFor(randomStream(10, `optimise/${optimiser}/${what}`), optimiser, size, fresh);
      const length = squares(exact(gradient));
      const before = { parameters: exact(state.parametersInPlace), first: exact(state.firstInPlace), second: exact(state.secondInPlace ?? floats([], [0])) };
      const after = optimise(before, exact(gradient), attributes, length);
      const kept = (i: number) => attributes.lazy && i >= attributes.embeddings[0] && i < attributes.embeddings[1];
      const parameters = { shape: [size], values: after.parameters, kept, slack: OF_A_STEP };
      return {
        inputs: { ...state, gradient, ...(attributes.clip > 0 && { squares: floats([length], []) }) },
        attributes,
        results: [{ ...parameters, kept: () => false }],
        changed: {
          parametersInPlace: parameters,
          firstInPlace: { shape: [size], values: after.first, kept },
          ...(state.secondInPlace && { secondInPlace: { shape: [size], values: after.second, kept } }),
        },
      };
    },
  };
}

const OPTIMISES: KernelCase[] = OPTIMISERS.flatMap((optimiser) => [
  optimiseCase('first step', optimiser, { t: 1 }, 35, true),
  optimiseCase('one parameter', optimiser, { decay: 0.1 }, 1),
  optimiseCase('decay, another one of embeddings', optimiser, { decay: 0.1, embeddingDecay: 0.7, embeddings: [0, 113] }),
  optimiseCase('embeddings in the middle, only they decay', optimiser, { embeddingDecay: 0.5, embeddings: [64, 131] }),
  optimiseCase('embeddings left alone', optimiser, { decay: 0.1, embeddingDecay: 0.5, embeddings: [65, 130], lazy: true, momentum: 0.9 }),
  optimiseCase('everything left alone', optimiser, { decay: 0.1, embeddings: [0, 301], lazy: true, momentum: 0.9 }),
  optimiseCase('a long gradient clipped', optimiser, { clip: 1.5, decay: 0.1, momentum: 0.9 }),
  optimiseCase('a short gradient not lengthened', optimiser, { clip: 1e4, decay: 0.1, momentum: 0.5 }),
  optimiseCase('many parameters, late', optimiser, { t: 20_000, decay: 1e-2, momentum: 0.9 }, 20_011),
]);

interface RowsChoice extends Partial<kernel.OptimiseRows> {
  batch: number;
}

export function rowsAttributes(optimiser: kernel.Optimise['optimiser'], choice: Partial<kernel.OptimiseRows>): kernel.OptimiseRows {
  const { rows, width, ids } = { rows: 23, width: 5, ids: 2 };
  return { optimiser, t: 9, rate: 0.01, embeddingDecay: 0.2, momentum: 0.9, clip: 0, offset: 64, rows, width, column: 1, ids, ...choice };
}

/** A batch's ints that name rows below `below` only. */
export function intsNaming(random: Random, { column, ids }: kernel.OptimiseRows, rows: number, below: number): { ints: Given; named: number[] } {
  const columns = column + ids + 1;
  const values = range(rows * columns).map((i) => (i % columns >= column && i % columns < column + ids ? random.below(below) : 12_345));
  return { ints: integers(values, [rows, columns]), named: values.filter((_, i) => i % columns >= column && i % columns < column + ids) };
}

function rowsCase(what: string, optimiser: kernel.Optimise['optimiser'], { batch, ...choice }: RowsChoice, late = 1): KernelCase {
  const attributes = rowsAttributes(optimiser, choice);
  const { t, rows, width, offset, clip } = attributes;
  return {
    kernel: kernel.OPTIMISE_ROWS,
    title: `${optimiser}, ${what}`,
    make: () => {
      const random = randomStream(11, `rows/${optimiser}/${what}`);
      const size = offset + rows * width + 37;
      const { gradient, ...state } = stateFor(random, optimiser, size);
      const { ints, named } = intsNaming(random, attributes, batch, Math.ceil(rows * 0.8));
      const last = integers(
        range(rows).map(() => Math.max(0, t - 1 - random.below(9) * late)),
        [rows],
      );
      const length = squares(exact(gradient));
      const before = {
        parameters: exact(state.parametersInPlace),
        first: exact(state.firstInPlace),
        second: exact(state.secondInPlace ?? floats([], [0])),
        last: last.values as Int32Array,
      };
      const after = optimiseRows(before, exact(gradient), named, attributes, length);
      const names = new Set(named);
      const row = (i: number) => Math.floor((i - offset) / width);
      const kept = (i: number) => i < offset || !names.has(row(i));
      // A power of n steps, however it is taken, carries n rounding errors of its base.
      const memory = { kept, shape: [size], slack: late };
      const parameters = { kept, shape: [size], slack: OF_A_STEP * late, values: after.parameters };
      return {
        inputs: { ...state, gradient, lastInPlace: last, ints, ...(clip > 0 && { squares: floats([length], []) }) },
        attributes,
        results: [{ ...parameters, kept: () => false }],
        changed: {
          parametersInPlace: parameters,
          firstInPlace: { ...memory, values: after.first },
          ...(state.secondInPlace && { secondInPlace: { ...memory, values: after.second } }),
          lastInPlace: { shape: [rows], values: after.last, kept: (i: number) => !names.has(i) },
        },
      };
    },
  };
}

const ROWS: KernelCase[] = OPTIMISERS.flatMap((optimiser) => [
  rowsCase('a few rows', optimiser, { batch: 9 }),
  rowsCase('one row of a batch, one id, a table at any place', optimiser, { batch: 1, ids: 1, width: 3, offset: 7 }),
  rowsCase('ids repeated a thousand times', optimiser, { batch: 700, ids: 3, rows: 5, width: 4, column: 3 }),
  rowsCase('a gradient clipped', optimiser, { batch: 9, clip: 1.5, momentum: 0 }),
  rowsCase('rows long not seen', optimiser, { batch: 40, rows: 130, width: 16, t: 900, embeddingDecay: 0.01 }, 100),
]);

const FAMILIES = [...EMBEDS, ...LINEARS, ...NORMS, ...CELLS, ...LOGITS, ...LOSSES, ...CROSSES];

export const CASES: KernelCase[] = [...PICKS, ...FAMILIES.flatMap(({ cases }) => cases), ...SQUARES, ...OPTIMISES, ...ROWS];
export const GRADIENTS: BothWays[] = FAMILIES.flatMap(({ gradient }) => gradient ?? []);
