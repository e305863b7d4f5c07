import {
  add,
  argMax,
  cast,
  div,
  matMul,
  maximum,
  mul,
  oneHot,
  ones,
  reshape,
  softmax,
  sqrt,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';

/** How a training pass moves the centres. */
export interface Moving {
  /** The share of a centre that stays. */
  momentum: number;
  /** How often all centres are moved. */
  rounds: number;
  /** Told of the centres as they are then, before they are used. */
  moved: (centres: Tensor2D) => void;
}

/** Shorter rows are not lengthened to 1, so that nothing is divided by 0: PyTorch's `normalize`. */
const SHORTEST = 1e-12;

/**
 * The cluster of each row: that of the centre with the largest product. No gradient flows through the choice.
 *
 * @param x [1, B, m]
 * @param centres [K, m] rows of length 1
 * @param moving in training; left out: the centres stay as they are
 * @returns [K, B, 1], 1 at each row's cluster
 */
export function nearestCentre(x: Tensor3D, centres: Tensor2D, batch: Batch, moving?: Moving): Tensor3D {
  const op = withGradient<[Tensor3D]>(([input]) => {
    const rows = reshape(input, [input.shape[1], input.shape[2]]) as Tensor2D;
    const settled = moving ? movedCentres(rows, centres, batch, moving) : centres;
    moving?.moved(settled);
    const [clusters] = centres.shape;
    // Cast: the WebAssembly backend of tfjs 4.22.0 writes whole numbers whatever type is asked for.
    const own = cast(oneHot(argMax(similarity(rows, settled), 1), clusters), 'float32') as Tensor2D;
    return { value: reshape(transpose(own), [clusters, input.shape[1], 1]), gradFunc: () => zerosLike(input) };
  });
  return op(x) as Tensor3D;
}

/** [B, m] x [K, m] -> [B, K] */
const similarity = (rows: Tensor2D, centres: Tensor2D): Tensor2D => matMul(rows, centres, false, true);

/** Each centre moves towards the sum of the rows, each row as far as its softmax over the centres says; then its length is 1 again. */
function movedCentres(rows: Tensor2D, centres: Tensor2D, { composed, count, size }: Batch, { momentum, rounds }: Moving): Tensor2D {
  // 1 for rows that count, 0 for padding.
  const weights = mul(reshape(composed.weights('batch').mean, [size, 1]), count);
  let moved = centres;
  for (let round = 0; round < rounds; round++) {
    const shares = mul(sharesOf(similarity(rows, moved)), weights);
    moved = ofLengthOne(add(mul(moved, momentum), mul(matMul(shares, rows, true, false), 1 - momentum)));
  }
  return moved;
}

/**
 * The softmax over each row's K numbers, by the kernel of the mixture where it runs fused: tfjs's WebGPU takes a workgroup for each of its
 * sums and maxima.
 */
function sharesOf(logits: Tensor2D): Tensor2D {
  const [size, clusters] = logits.shape;
  if (!isFused('mixture of experts')) return softmax(logits);
  const nothing = { logits: reshape(logits, [1, size, clusters]), experts: ones([clusters, size, 1]) };
  const [, shares] = runFused<[Tensor, Tensor]>(MIX_EXPERTS, nothing, { shares: 'softmax' });
  return reshape(shares, [size, clusters]);
}

const ofLengthOne = (rows: Tensor2D): Tensor2D => div(rows, maximum(sqrt(sum(square(rows), 1, true)), SHORTEST));
