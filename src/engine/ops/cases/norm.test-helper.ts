import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { type Dropout, drawOf, dropoutOfShare } from '../../kernels/dropout-mask';
import type { Batch } from '../batch/batch';
import { type NormTraining, normEvaluation, normTraining } from '../norm';
import { at, B, COUNT, D, DOMAIN_OF, EPS, LONELY_DOMAIN_OF, M, moments, type OpCase, over3, RUNNING, realRow, rowsOfDomain } from './case.test-helper';

export const PLAIN: NormTraining = { sets: 'batch', rectified: false, unbiased: false };
const DROPOUT: Dropout = dropoutOfShare(0.4, 987654321);

/** Statistics per domain: a domain's own rows of column j of tower `tower`, or the running ones where it has too few. */
function ownMoments(x: ArrayLike<number>, tower: number, d: number, j: number, domainOf: number[]): { mean: number; variance: number; n: number } {
  const rows = rowsOfDomain(domainOf, d);
  if (rows.length < 2) return { mean: at(RUNNING.mean, d * M + j), variance: at(RUNNING.variance, d * M + j), n: Number.POSITIVE_INFINITY };
  return { ...moments(x, tower, j, rows), n: rows.length };
}
const unbiased = ({ variance, n }: { variance: number; n: number }) => (Number.isFinite(n) ? (variance * n) / (n - 1) : variance);

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

export const NORM_CASES: OpCase[] = [
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
];
