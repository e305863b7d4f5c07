import { randomStream } from '../../../lib/random';
import { DRAWS } from '../dropout-mask';
import * as kernel from '../fused';
import { at, type NormInputs, type NormShape, norm, normEvaluation, range, setsOf } from '../fused.definition.test-helper';
import { normGradient } from '../fused.gradient.test-helper';
import { bothWays, domainsOf, drawn, exact, type Family, floats, integers, largest, normals, once, positives } from './case.test-helper';

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
    // The columns after the domain are ids, which a norm does not use.
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
          // With one or two rows the terms of the gradient by x cancel almost completely, however large they are.
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
export const NORMS: Family[] = [
  ...drawn('norm', 9, (size, i): NormChoice => {
    const sets = (['batch', 'own-in-tower', 'own-in-row'] as const)[i % 3] as kernel.Sets;
    // At least four rows, and sometimes none: the variance of two rows may be almost 0, which the cases below test.
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
