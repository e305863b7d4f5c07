import { add, matMul, ones, reshape, type Tensor, type Tensor1D, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import { LINEAR, LINEAR_BY_INPUT, LINEAR_BY_WEIGHT, type LinearByInput, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';
import { ownDomain } from './batch/own-domain';
import { takePlace } from './slots';

/**
 * Grouped linear layer: every tower's product at once.
 *
 * @param x [1 or G, B, in]; 1: all towers read the same rows
 * @param weight [G, in, out]
 * @param bias [G, 1, out]
 * @returns [G, B, out]
 */
export function linear(x: Tensor3D, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  return isFused('linear') ? fused(x, weight, bias) : composed(x, weight, bias);
}

/**
 * Each row by its own domain's map only: the cost does not depend on the number of domains where the batch is sorted by
 * domain and the op runs fused; else all maps run and each row takes its own.
 *
 * @param x [1, B, in]
 * @param weight [D, in, out]
 * @param bias [D, 1, out]
 * @returns [1, B, out]
 */
export function ownLinear(x: Tensor3D, weight: Tensor3D, bias: Tensor3D, { starts, composed: rows }: Batch): Tensor3D {
  if (starts && isFused('linear')) return fused(x, weight, bias, starts);
  return ownDomain(linear(x, weight, bias), rows.oneHot());
}

function fused(x: Tensor3D, weight: Tensor3D, bias: Tensor3D, starts?: Tensor1D): Tensor3D {
  const op = withGradient<[Tensor3D, Tensor3D, Tensor3D]>(([input, w, b], save) => {
    save([input, w]);
    return {
      value: runFused<Tensor3D>(LINEAR, { x: input, weight: w, bias: b, starts }),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedX, savedW] = saved as [Tensor3D, Tensor3D];
        const towers: LinearByInput = { towers: savedX.shape[0] };
        const dx = runFused<Tensor3D>(LINEAR_BY_INPUT, { dy, weight: savedW, starts }, towers);
        const into = { intoWeight: takePlace(w), intoBias: takePlace(b) };
        return [dx, ...runFused<Tensor[]>(LINEAR_BY_WEIGHT, { x: savedX, dy, starts, ...into })];
      },
    };
  });
  return op(x, weight, bias) as Tensor3D;
}

/**
 * The gradient is written out, since tfjs's own does not sum over a broadcast batch dimension, and adds up a bias by a
 * generic reduction where a product with ones is quicker on every engine.
 */
function composed(x: Tensor3D, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  const op = withGradient<[Tensor3D, Tensor3D, Tensor3D]>(([input, w, b], save) => {
    save([input, w]);
    return {
      value: add(matMul(input, w), b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedX, savedW] = saved as [Tensor3D, Tensor3D];
        // Rows that all towers read gather their gradient from all of them: one product, towers side by side.
        const shared = savedX.shape[0] < savedW.shape[0];
        const dx = shared ? matMul(sideBySide(dy as Tensor3D), sideBySide(savedW), false, true) : matMul(dy, savedW, false, true);
        return [dx, matMul(savedX, dy, true, false), matMul(ones([1, 1, savedX.shape[1]]), dy)];
      },
    };
  });
  return op(x, weight, bias) as Tensor3D;
}

/** [G, n, m] -> [1, n, G * m] */
function sideBySide(x: Tensor3D): Tensor3D {
  const [groups, rows, columns] = x.shape;
  return reshape(transpose(x, [1, 0, 2]), [1, rows, groups * columns]);
}
