import { matMul, softmax, type Tensor, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, MIX_EXPERTS_GRADIENT, type MixExperts, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { type Save, withGradient } from '../tfjs/custom-grad';

/**
 * Each row's mixture of experts, one for every gate: sum over n of softmax(logits)[n] * expert n.
 *
 * @param logits [G, B, N]
 * @param experts [N, B, h]
 * @returns [G, B, h]
 */
export function mixExperts(logits: Tensor3D, experts: Tensor3D): Tensor3D {
  return isFused('mixture of experts') ? fused(logits, experts, { shares: 'softmax' }) : composed(softmax(logits), experts);
}

/** The same with shares as they are: sum over n of shares[n] * expert n. */
export function sumOfExperts(shares: Tensor3D, experts: Tensor3D): Tensor3D {
  return isFused('mixture of experts') ? fused(shares, experts, { shares: 'given' }) : composed(shares, experts);
}

function fused(logits: Tensor3D, experts: Tensor3D, kind: MixExperts): Tensor3D {
  const op = withGradient(([weights, outputs]: [Tensor3D, Tensor3D], save: Save) => {
    const [y, shares = weights] = runFused<Tensor[]>(MIX_EXPERTS, { logits: weights, experts: outputs }, kind) as [Tensor, Tensor?];
    save([shares, outputs]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedShares, savedOutputs] = saved;
        return runFused<Tensor[]>(MIX_EXPERTS_GRADIENT, { dy, shares: savedShares, experts: savedOutputs }, kind).reverse();
      },
    };
  });
  return op(logits, experts) as Tensor3D;
}

function composed(shares: Tensor3D, experts: Tensor3D): Tensor3D {
  // A row's experts serve all its gates in one product, so the row goes first: [B, G, N] x [B, N, h].
  return transpose(matMul(transpose(shares, [1, 0, 2]), transpose(experts, [1, 0, 2])), [1, 0, 2]);
}
