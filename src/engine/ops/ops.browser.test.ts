import { grads, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, tensor, tensor1d, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import '../tfjs/gradients';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { type Dropout, drawOf, dropoutOfShare } from '../kernels/dropout-mask';
import type { EmbedFields, Sets } from '../kernels/fused';
import { composed } from '../kernels/fusion';
import { adapterCell } from './adapter-cell';
import type { Batch } from './batch/batch';
import { groupIds } from './batch/group-ids';
import { rowWeights } from './batch/row-weights';
import { crossLayer } from './cross-layer';
import { embedFields } from './embed-fields';
import { logisticLoss } from './head-loss';
import { linear, ownLinear } from './linear';
import { mixExperts } from './mix-experts';
import { type NormTraining, normEvaluation, normTraining } from './norm';
import type { Moments } from './normalise';
import { ownLogit } from './own-logit';

/**
 * Every op against its definition written out in float64 loops, on every engine, composed and fused: values, and
 * gradients against central differences of that definition. Shapes are odd and small; the last row of a batch is padding.
 */

const [D, B, M, K, R] = [2, 7, 5, 3, 4];
const SCALE = 0.6;
const COUNT = B - 1;
const EPS = 1e-5;

interface OpCase {
  name: string;
  /** Shapes of the inputs that have gradients. */
  inputs: number[][];
  op: (inputs: Tensor[], constants: Constants) => Tensor;
  /** The same over flat row-major arrays. */
  definition: (inputs: Float64Array[]) => ArrayLike<number>;
  /** At evaluation nothing is differentiated: the kernel has no gradient. */
  evaluation?: true;
  /** Entries of the result that count: padding is free to hold anything. */
  counts?: (i: number) => boolean;
}

const at = (values: ArrayLike<number>, i: number) => values[i] as number;
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const sum = (n: number, of: (i: number) => number) => range(n).reduce((total, i) => total + of(i), 0);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Mean and biased variance over some rows (those that count) of tower d, column j of [., B, M]. */
function moments(x: ArrayLike<number>, d: number, j: number, rows = range(COUNT)): { mean: number; variance: number } {
  const value = (b: number) => at(x, (d * B + b) * M + j);
  const mean = rows.reduce((total, b) => total + value(b), 0) / rows.length;
  return { mean, variance: rows.reduce((total, b) => total + (value(b) - mean) ** 2, 0) / rows.length };
}

const over3 = (a: number, b: number, c: number, of: (i: number, j: number, k: number) => number) =>
  range(a).flatMap((i) => range(b).flatMap((j) => range(c).map((k) => of(i, j, k))));

/** [rows, inner] x [inner, columns] */
const product = (a: ArrayLike<number>, b: ArrayLike<number>, rows: number, inner: number, columns: number) =>
  range(rows).flatMap((i) => range(columns).map((j) => sum(inner, (l) => at(a, i * inner + l) * at(b, l * columns + j))));

const realRow = (i: number) => Math.floor(i / M) % B < COUNT;
const RUNNING = { mean: range(D * M).map((i) => 0.1 * i - 0.3), variance: range(D * M).map((i) => 0.5 + 0.2 * i) };
const IDS = [0, 2, 2, 5, 2, 0, 1, 5, 5, 5];
const TABLE_ROWS = 6;
const LABELS = range(B).map((b) => b % 2);
const DOMAIN_OF = range(B).map((b) => b % D);
const SORTED_DOMAIN_OF = range(B).map((b) => Number(b >= 2));
/** The last domain has one row, which is too few for statistics. */
const LONELY_DOMAIN_OF = range(B).map((b) => (b === 2 ? D - 1 : 0));
const rowsOfDomain = (domainOf: number[], d: number) => range(COUNT).filter((b) => domainOf[b] === d);

/** Statistics per domain: a domain's own rows of column j of tower `tower`, or the running ones where it has too few. */
function ownMoments(x: ArrayLike<number>, tower: number, d: number, j: number, domainOf: number[]): { mean: number; variance: number; n: number } {
  const rows = rowsOfDomain(domainOf, d);
  if (rows.length < 2) return { mean: at(RUNNING.mean, d * M + j), variance: at(RUNNING.variance, d * M + j), n: Number.POSITIVE_INFINITY };
  return { ...moments(x, tower, j, rows), n: rows.length };
}
const unbiased = ({ variance, n }: { variance: number; n: number }) => (Number.isFinite(n) ? (variance * n) / (n - 1) : variance);

/** What the ops are given beside the inputs that have gradients. They must outlive the backward pass. */
type Constants = ReturnType<typeof makeConstants>;

/** Column 0 is the domain; the others are ids of two fields that share one table. */
const FIELDS: EmbedFields = { column: 1, slots: [1, 2], weightColumn: 3, denseColumn: 2, dense: 1 };
const idsOf = (b: number) => [0, 1, 2].map((i) => at(IDS, (3 * b + i) % IDS.length));
/** The second value of the second field counts half, and not at all in odd rows. */
const weightsOf = (b: number) => [1, 1, b % 2 === 0 ? 0.5 : 0];
const denseOf = (b: number) => b / 4;
const LOSS_WEIGHT = (b: number) => (b < COUNT ? (1 + (b % 3)) / COUNT : 0);

function makeConstants({ parallelSums }: Engine) {
  const own = <T extends Tensor>(made: T) => made;
  const batchOf = (domainOf: number[], sorted = false): Batch => {
    const host = { size: B, count: COUNT, domains: D, domainOf: Int32Array.from(domainOf) };
    const [weights, oneHot] = [
      Object.fromEntries((['batch', 'own-in-tower', 'own-in-row'] as const).map((sets) => [sets, rowWeights(host, sets, own)])),
      tensor3d(
        over3(D, B, 1, (d, b) => Number(domainOf[b] === d)),
        [D, B, 1],
      ),
    ];
    const groups = parallelSums ? groupIds(Int32Array.from(range(B).flatMap(idsOf)), TABLE_ROWS, own) : undefined;
    return {
      size: B,
      count: COUNT,
      domains: D,
      ints: tensor2d(
        range(B).flatMap((b) => [domainOf[b] as number, ...idsOf(b)]),
        [B, 4],
        'int32',
      ),
      floats: tensor2d(
        range(B).flatMap((b) => [at(LABELS, b), LOSS_WEIGHT(b), denseOf(b), ...weightsOf(b)]),
        [B, 6],
      ),
      starts: sorted
        ? tensor1d(
            range(D + 1).map((d) => sum(COUNT, (b) => Number((domainOf[b] as number) < d))),
            'int32',
          )
        : undefined,
      composed: { weights: (sets: Sets) => weights[sets] as ReturnType<typeof rowWeights>, oneHot: () => oneHot, groups: () => groups },
    };
  };
  const running = (): Moments => ({ mean: tensor3d(RUNNING.mean, [D, 1, M]), variance: tensor3d(RUNNING.variance, [D, 1, M]) });
  return {
    batches: [batchOf(DOMAIN_OF), batchOf(LONELY_DOMAIN_OF)] as const,
    batch: batchOf(DOMAIN_OF),
    sorted: batchOf(SORTED_DOMAIN_OF, true),
    running: running(),
  };
}

const PLAIN: NormTraining = { sets: 'batch', rectified: false, unbiased: false };
const DROPOUT: Dropout = dropoutOfShare(0.4, 987654321);

/** Norms whose statistics are each domain's own rows': in towers, or side by side; with all domains there, or one absent. */
const PER_DOMAIN: OpCase[] = [DOMAIN_OF, LONELY_DOMAIN_OF].flatMap((domainOf, which) => {
  const kind = which === 0 ? '' : ', a domain of one row';
  return [
    {
      name: `norm without ReLU, each row by its domain’s statistics${kind}`,
      inputs: [
        [1, B, M],
        [1, D, M],
        [1, D, M],
      ],
      op: ([x, gamma, beta], { batches, running }) =>
        normTraining(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batches[which] as Batch, {
          ...PLAIN,
          sets: 'own-in-row',
          running: { ...running, momentum: 0 },
        }),
      definition: ([x, gamma, beta]) =>
        over3(1, B, M, (_, b, j) => {
          const d = domainOf[b] as number;
          const { mean, variance } = ownMoments(x as Float64Array, 0, d, j, domainOf);
          return (
            (at(gamma as Float64Array, d * M + j) * (at(x as Float64Array, b * M + j) - mean)) / Math.sqrt(variance + EPS) + at(beta as Float64Array, d * M + j)
          );
        }),
      counts: realRow,
    },
    {
      name: `domain norm in towers, statistics of the tower’s own rows${kind}`,
      inputs: [[D, B, M], [D, B, M], [M], [M]],
      op: ([z, u, gamma, beta], { batches, running }) =>
        normTraining(
          u as Tensor3D,
          gamma as Tensor1D,
          beta as Tensor1D,
          batches[which] as Batch,
          { ...PLAIN, sets: 'own-in-tower', unbiased: true, running: { ...running, momentum: 0 } },
          z as Tensor3D,
        ),
      definition: ([z, u, gamma, beta]) =>
        over3(D, B, M, (d, b, j) => {
          const i = (d * B + b) * M + j;
          const own = ownMoments(u as Float64Array, d, d, j, domainOf);
          return (
            at(z as Float64Array, i) +
            (at(gamma as Float64Array, j) * (at(u as Float64Array, i) - own.mean)) / Math.sqrt(unbiased(own) + EPS) +
            at(beta as Float64Array, j)
          );
        }),
      counts: realRow,
    },
    {
      name: `domain norm, each row by its domain’s statistics${kind}`,
      inputs: [[1, B, M], [1, B, M], [M], [M]],
      op: ([z, u, gamma, beta], { batches, running }) =>
        normTraining(
          u as Tensor3D,
          gamma as Tensor1D,
          beta as Tensor1D,
          batches[which] as Batch,
          { ...PLAIN, sets: 'own-in-row', unbiased: true, running: { ...running, momentum: 0 } },
          z as Tensor3D,
        ),
      definition: ([z, u, gamma, beta]) =>
        over3(1, B, M, (_, b, j) => {
          const i = b * M + j;
          const own = ownMoments(u as Float64Array, 0, domainOf[b] as number, j, domainOf);
          return (
            at(z as Float64Array, i) +
            (at(gamma as Float64Array, j) * (at(u as Float64Array, i) - own.mean)) / Math.sqrt(unbiased(own) + EPS) +
            at(beta as Float64Array, j)
          );
        }),
      counts: realRow,
    },
  ] satisfies OpCase[];
});

const CASES: OpCase[] = [
  ...PER_DOMAIN,
  {
    name: 'norm, evaluation, each row by its domain’s running statistics',
    evaluation: true,
    inputs: [
      [1, B, M],
      [1, D, M],
      [1, D, M],
    ],
    op: ([x, gamma, beta], { batch, running }) =>
      normEvaluation(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, { sets: 'own-in-row', rectified: true, unbiased: false }, running),
    definition: ([x, gamma, beta]) =>
      over3(1, B, M, (_, b, j) => {
        const i = (DOMAIN_OF[b] as number) * M + j;
        const normal = (at(x as Float64Array, b * M + j) - at(RUNNING.mean, i)) / Math.sqrt(at(RUNNING.variance, i) + EPS);
        return Math.max(0, at(gamma as Float64Array, i) * normal + at(beta as Float64Array, i));
      }),
  },
  {
    name: 'cross layer',
    inputs: [
      [1, B, M],
      [1, B, M],
      [1, M, 1],
      [1, 1, M],
    ],
    op: ([x0, x, w, b]) => crossLayer(x0 as Tensor3D, x as Tensor3D, w as Tensor3D, b as Tensor3D),
    definition: ([x0, x, w, b]) =>
      over3(1, B, M, (_, row, j) => {
        const projection = sum(M, (l) => at(x as Float64Array, row * M + l) * at(w as Float64Array, l));
        return at(x0 as Float64Array, row * M + j) * projection + at(b as Float64Array, j) + at(x as Float64Array, row * M + j);
      }),
  },
  {
    name: 'mixture of experts',
    inputs: [
      [D, B, K],
      [K, B, M],
    ],
    op: ([logits, experts]) => mixExperts(logits as Tensor3D, experts as Tensor3D),
    definition: ([logits, experts]) =>
      over3(D, B, M, (d, b, j) => {
        const powers = range(K).map((n) => Math.exp(at(logits as Float64Array, (d * B + b) * K + n)));
        const total = powers.reduce((a, c) => a + c, 0);
        return sum(K, (n) => (at(powers, n) / total) * at(experts as Float64Array, (n * B + b) * M + j));
      }),
  },
  ...[1, D].map(
    (groups): OpCase => ({
      name: `linear, ${groups === 1 ? 'rows shared by the towers' : 'rows of each tower'}`,
      inputs: [
        [groups, B, M],
        [D, M, R],
        [D, 1, R],
      ],
      op: ([x, w, b]) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D),
      definition: ([x, w, b]) =>
        over3(D, B, R, (d, row, j) => {
          const of = groups === 1 ? 0 : d;
          return at(b as Float64Array, d * R + j) + sum(M, (l) => at(x as Float64Array, (of * B + row) * M + l) * at(w as Float64Array, (d * M + l) * R + j));
        }),
    }),
  ),
  {
    name: 'norm and ReLU, training',
    inputs: [
      [D, B, M],
      [D, 1, M],
      [D, 1, M],
    ],
    op: ([x, gamma, beta], { batch }) => normTraining(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, { ...PLAIN, rectified: true }),
    definition: ([x, gamma, beta]) =>
      over3(D, B, M, (d, b, j) => {
        const { mean, variance } = moments(x as Float64Array, d, j);
        const normal = (at(x as Float64Array, (d * B + b) * M + j) - mean) / Math.sqrt(variance + EPS);
        return Math.max(0, at(gamma as Float64Array, d * M + j) * normal + at(beta as Float64Array, d * M + j));
      }),
    counts: realRow,
  },
  {
    name: 'norm, ReLU and dropout, training',
    inputs: [
      [D, B, M],
      [D, 1, M],
      [D, 1, M],
    ],
    op: ([x, gamma, beta], { batch }) =>
      normTraining(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, { ...PLAIN, rectified: true, dropout: DROPOUT }),
    definition: ([x, gamma, beta]) =>
      over3(D, B, M, (d, b, j) => {
        const { mean, variance } = moments(x as Float64Array, d, j);
        const i = (d * B + b) * M + j;
        const normal = (at(x as Float64Array, i) - mean) / Math.sqrt(variance + EPS);
        const open = Math.max(0, at(gamma as Float64Array, d * M + j) * normal + at(beta as Float64Array, d * M + j));
        return drawOf(i, DROPOUT.key) < DROPOUT.kept ? (open * 2 ** 24) / DROPOUT.kept : 0;
      }),
    counts: realRow,
  },
  {
    name: 'linear, each row by its own domain’s map',
    inputs: [
      [1, B, M],
      [D, M, R],
      [D, 1, R],
    ],
    op: ([x, w, b], { sorted }) => ownLinear(x as Tensor3D, w as Tensor3D, b as Tensor3D, sorted),
    definition: ([x, w, b]) =>
      over3(1, B, R, (_, row, j) => {
        const d = SORTED_DOMAIN_OF[row] as number;
        return at(b as Float64Array, d * R + j) + sum(M, (l) => at(x as Float64Array, row * M + l) * at(w as Float64Array, (d * M + l) * R + j));
      }),
    counts: (i) => Math.floor(i / R) < COUNT,
  },
  ...[1, D].map(
    (towers): OpCase => ({
      name: `logit of each row’s own domain, ${towers === 1 ? 'from its own tower alone' : 'from all towers'}`,
      inputs: [
        [towers, B, M],
        [D, M, 1],
        [D, 1, 1],
      ],
      op: ([z, w, b], { batch }) => ownLogit(z as Tensor3D, w as Tensor3D, b as Tensor3D, batch),
      definition: ([z, w, b]) =>
        range(B).map((row) => {
          const d = DOMAIN_OF[row] as number;
          const tower = towers === 1 ? 0 : d;
          return at(b as Float64Array, d) + sum(M, (l) => at(z as Float64Array, (tower * B + row) * M + l) * at(w as Float64Array, d * M + l));
        }),
      counts: (i) => i < COUNT,
    }),
  ),
  {
    name: 'norm and ReLU, evaluation',
    evaluation: true,
    inputs: [
      [D, B, M],
      [D, 1, M],
      [D, 1, M],
    ],
    op: ([x, gamma, beta], { batch, running }) =>
      normEvaluation(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, { sets: 'batch', rectified: true, unbiased: false }, running),
    definition: ([x, gamma, beta]) =>
      over3(D, B, M, (d, b, j) => {
        const normal = (at(x as Float64Array, (d * B + b) * M + j) - at(RUNNING.mean, d * M + j)) / Math.sqrt(at(RUNNING.variance, d * M + j) + EPS);
        return Math.max(0, at(gamma as Float64Array, d * M + j) * normal + at(beta as Float64Array, d * M + j));
      }),
  },
  {
    name: 'domain norm and residual, batch',
    inputs: [[D, B, M], [D, B, M], [M], [M]],
    op: ([z, u, gamma, beta], { batch }) =>
      normTraining(u as Tensor3D, gamma as Tensor1D, beta as Tensor1D, batch, { ...PLAIN, unbiased: true }, z as Tensor3D),
    definition: ([z, u, gamma, beta]) =>
      over3(D, B, M, (d, b, j) => {
        const { mean, variance } = moments(u as Float64Array, d, j);
        const i = (d * B + b) * M + j;
        const unbiased = (variance * COUNT) / (COUNT - 1);
        return (
          at(z as Float64Array, i) +
          (at(gamma as Float64Array, j) * (at(u as Float64Array, i) - mean)) / Math.sqrt(unbiased + EPS) +
          at(beta as Float64Array, j)
        );
      }),
    counts: realRow,
  },
  {
    name: 'domain norm and residual, running',
    evaluation: true,
    inputs: [[D, B, M], [D, B, M], [M], [M]],
    op: ([z, u, gamma, beta], { batch, running }) =>
      normEvaluation(u as Tensor3D, gamma as Tensor1D, beta as Tensor1D, batch, { sets: 'batch', rectified: false, unbiased: true }, running, z as Tensor3D),
    definition: ([z, u, gamma, beta]) =>
      over3(D, B, M, (d, b, j) => {
        const i = (d * B + b) * M + j;
        const normal = (at(u as Float64Array, i) - at(RUNNING.mean, d * M + j)) / Math.sqrt(at(RUNNING.variance, d * M + j) + EPS);
        return at(z as Float64Array, i) + at(gamma as Float64Array, j) * normal + at(beta as Float64Array, j);
      }),
  },
  {
    name: 'adapter cell, against W = U H V formed for each row',
    inputs: [[D, B, M], [1, B, K * K], [M, K], [K, R], [R, K], [K, M], [R], [M]],
    op: ([z, h, u1, v1, u2, v2, b1, b2]) =>
      adapterCell(z as Tensor3D, h as Tensor3D, SCALE, {
        u1: u1 as Tensor2D,
        v1: v1 as Tensor2D,
        u2: u2 as Tensor2D,
        v2: v2 as Tensor2D,
        b1: b1 as Tensor1D,
        b2: b2 as Tensor1D,
      }),
    definition: (inputs) => {
      const [z, h, u1, v1, u2, v2, b1, b2] = inputs as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const weights = range(B).map((b) => {
        const own = h.subarray(b * K * K, (b + 1) * K * K).map((value) => SCALE * value);
        return { down: product(product(u1, own, M, K, K), v1, M, K, R), up: product(product(u2, own, R, K, K), v2, R, K, M) };
      });
      return range(D).flatMap((d) =>
        range(B).flatMap((b) => {
          const row = z.subarray((d * B + b) * M, (d * B + b + 1) * M);
          const { down, up } = weights[b] as { down: number[]; up: number[] };
          const inner = product(row, down, 1, M, R).map((x, j) => logistic(x + at(b1, j)));
          return product(inner, up, 1, R, M).map((x, j) => x + at(b2, j));
        }),
      );
    },
  },
  {
    name: 'embeddings of fields of one value and of several, and a dense value',
    inputs: [[TABLE_ROWS, M]],
    op: ([table], { batch }) => embedFields(table as Tensor2D, batch, FIELDS, false),
    definition: ([table]) =>
      range(B).flatMap((b) => {
        const values = idsOf(b).map((id, v) => range(M).map((j) => at(weightsOf(b), v) * at(table as Float64Array, id * M + j)));
        return [...(values[0] as number[]), ...range(M).map((j) => at(values[1] as number[], j) + at(values[2] as number[], j)), denseOf(b)];
      }),
  },
  {
    name: 'loss, rows weighted',
    inputs: [[1, B, 1]],
    op: ([logits], { batch }) => logisticLoss(logits as Tensor3D, batch),
    definition: ([logits]) => {
      const loss = (b: number) => {
        const p = logistic(at(logits as Float64Array, b));
        return -Math.log(LABELS[b] === 1 ? p : 1 - p);
      };
      return [sum(COUNT, (b) => LOSS_WEIGHT(b) * loss(b))];
    },
  },
];

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
