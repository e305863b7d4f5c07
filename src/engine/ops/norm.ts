import { add, matMul, mul, relu, reshape, step, sub, sum, type Tensor, type Tensor1D, type Tensor3D } from '@tensorflow/tfjs-core';
import { copyInto } from '../kernels/copy';
import { DRAWS, type Dropout, dropoutMask } from '../kernels/dropout-mask';
import { NORM, NORM_EVALUATION, NORM_GRADIENT, type Norm, type NormEvaluation, type NormGradient, runFused, type Sets } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';
import { type RowWeights, spreadOver } from './batch/rows';
import { type Moments, normalise, normaliseGradient, rowMoments } from './normalise';
import { takePlace } from './slots';

/** What follows, and whose rows: shared by training and evaluation. */
export interface NormKind {
  sets: Sets;
  /** ReLU follows. */
  rectified: boolean;
  /** Normalises by the unbiased variance, as the domain norm does; BatchNorm takes the biased one. */
  unbiased: boolean;
}

export interface NormTraining extends NormKind {
  /**
   * Running statistics [G, 1, m], and the share by which they move towards those of the batch (the unbiased variance, as
   * PyTorch does). Sets of fewer than two rows are normalised by them and leave them as they are.
   */
  running?: (Moments & { momentum: number }) | undefined;
  /** Undefined: none. */
  dropout?: Dropout | undefined;
}

/**
 * gamma * normalised(x) + beta with the batch's own statistics, then ReLU and dropout (BatchNorm in training), or added
 * to `residual` (the paper's domain norm and the residual connection).
 *
 * @param x [G, B, m]
 * @param gamma [G, S, m], or [m] for all sets
 * @param beta as gamma
 * @param residual [G, B, m]
 * @returns [G, B, m]
 */
export function normTraining(
  x: Tensor3D,
  gamma: Tensor3D | Tensor1D,
  beta: Tensor3D | Tensor1D,
  batch: Batch,
  kind: NormTraining,
  residual?: Tensor3D,
): Tensor3D {
  const run = isFused('norm') ? fusedTraining : composedTraining;
  return run(x, gamma, beta, batch, kind, residual);
}

/** The same by running statistics: at evaluation a row's value does not depend on its neighbours. */
export function normEvaluation(
  x: Tensor3D,
  gamma: Tensor3D | Tensor1D,
  beta: Tensor3D | Tensor1D,
  batch: Batch,
  { sets, rectified }: NormKind,
  { mean, variance }: Moments,
  residual?: Tensor3D,
): Tensor3D {
  if (isFused('norm')) {
    const attributes: NormEvaluation = { sets, rectified, domains: batch.domains };
    return runFused(NORM_EVALUATION, { x, gamma, beta, ints: batch.ints, residual, mean, variance }, attributes);
  }
  const rows = batch.composed.weights(sets);
  const { normal } = normalise(x, { mean: asSets(mean, sets), variance: asSets(variance, sets) }, rows);
  return finish(affine(normal, gamma, beta, rows), rectified, undefined, residual);
}

type Training = typeof normTraining;

const fusedTraining: Training = (x, gamma, beta, batch, kind, residual) => {
  const op = withGradient<[Tensor, Tensor, Tensor, Tensor?]>(([input, g, b, added], save) => {
    const { y, toSave } = runNorm(input, g, b, batch, kind, added);
    save(toSave);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const grads = runNormGradient(dy, saved, g, b, batch, kind);
        return added ? [...grads, dy] : grads;
      },
    };
  });
  return (residual ? op(x, gamma, beta, residual) : op(x, gamma, beta)) as Tensor3D;
};

/**
 * The fused norm in training, and what its gradient must have of the forward pass.
 *
 * @throws Error for dropout without ReLU, which the gradient would not know of
 */
export function runNorm(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  { ints, count, domains }: Batch,
  { sets, rectified, unbiased, running, dropout }: NormTraining,
  residual?: Tensor,
): { y: Tensor; toSave: Tensor[] } {
  if (dropout && !rectified) throw new Error('A norm has dropout behind its ReLU only.');
  const { kept, key } = dropout ?? { kept: DRAWS, key: 0 };
  const attributes: Norm = { sets, domains, count, unbiased, rectified, momentum: running?.momentum ?? 0, kept, key };
  const inputs = { x, gamma, beta, ints, residual, meanInPlace: running?.mean, varianceInPlace: running?.variance };
  const [y, mean, scale] = runFused<[Tensor, Tensor, Tensor]>(NORM, inputs, attributes);
  // With ReLU the gradient needs to know where y is 0.
  return { y, toSave: [x, gamma, mean, scale, ...(rectified ? [y] : [])] };
}

/** The gradients by x, gamma and beta. @param saved of `toSave` */
export function runNormGradient(
  dy: Tensor,
  saved: Tensor[],
  gamma: Tensor,
  beta: Tensor,
  { ints, count, domains }: Batch,
  { sets, rectified, unbiased, dropout }: NormTraining,
): Tensor[] {
  const [x, savedGamma, mean, scale, y] = saved;
  const attributes: NormGradient = { sets, domains, count, unbiased, rectified, kept: dropout?.kept ?? DRAWS };
  const into = { intoGamma: takePlace(gamma), intoBeta: takePlace(beta) };
  return runFused<Tensor[]>(NORM_GRADIENT, { dy, x, y, gamma: savedGamma, mean, scale, ints, ...into }, attributes);
}

const composedTraining: Training = (x, gamma, beta, batch, { sets, rectified, unbiased, running, dropout }, residual) => {
  const rows = batch.composed.weights(sets);
  const op = withGradient<[Tensor3D, Tensor, Tensor, Tensor3D?]>(([input, g, b, added], save) => {
    const instead = running && { mean: asSets(running.mean, sets), variance: asSets(running.variance, sets) };
    const moments = rowMoments(input, rows, unbiased, rows.absent && instead);
    const { normal, scale } = normalise(input, moments, rows);
    const mask = dropout && dropoutMask(input.shape, dropout);
    const y = finish(affine(normal, g, b, rows), rectified, mask, added);
    if (running && running.momentum > 0) {
      move(running.mean, moments.mean, running.momentum);
      move(running.variance, unbiased ? moments.variance : (mul(moments.variance, rows.unbias) as Tensor3D), running.momentum);
    }
    save([normal, scale, g, ...(rectified ? [y] : []), ...(mask ? [mask] : [])]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [n, s, gain, out, kept] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D?, Tensor3D?];
        const thinned = kept ? mul(dy, kept) : dy;
        const open = (rectified ? mul(thinned, step(out as Tensor3D)) : thinned) as Tensor3D;
        const perSet = [matMul(rows.sum, mul(open, n)), matMul(rows.sum, open)];
        const [dGamma, dBeta] = gain.rank === 1 ? perSet.map((each) => reshape(sum(each, [0, 1]), gain.shape)) : perSet;
        const dx = normaliseGradient(mul(open, perRow(gain, rows)), n, s, rows, unbiased);
        return [dx, dGamma as Tensor, dBeta as Tensor, ...(added ? [dy] : [])];
      },
    };
  });
  return (residual ? op(x, gamma, beta, residual) : op(x, gamma, beta)) as Tensor3D;
};

function affine(normal: Tensor3D, gamma: Tensor, beta: Tensor, rows: RowWeights): Tensor3D {
  return add(mul(normal, perRow(gamma, rows)), perRow(beta, rows));
}

/** What each row gets of a parameter per set, or of one for all. */
function perRow(parameter: Tensor, rows: RowWeights): Tensor3D {
  return (parameter.rank === 1 ? parameter : spreadOver(rows, parameter as Tensor3D)) as Tensor3D;
}

function finish(line: Tensor3D, rectified: boolean, mask: Tensor3D | undefined, residual: Tensor3D | undefined): Tensor3D {
  const open = rectified ? relu(line) : line;
  const thinned = mask ? mul<Tensor3D>(open, mask) : open;
  return residual ? add(residual, thinned) : thinned;
}

/** running <- running + momentum * (batch's - running), in place. In this form equal values stay equal, to the bit. */
function move(running: Tensor, batch: Tensor, momentum: number): void {
  copyInto(add(running, mul(sub(reshape(batch, running.shape), running), momentum)), running);
}

/** One value a group and column, [groups, 1, m], as the sets of rows have it: side by side in one tensor, or in towers. */
export function asSets(perGroup: Tensor3D, sets: Sets): Tensor3D {
  return sets === 'own-in-row' ? reshape(perGroup, [1, perGroup.shape[0] * perGroup.shape[1], perGroup.shape[2]]) : perGroup;
}
