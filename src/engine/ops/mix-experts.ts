import { matMul, softmax, type Tensor3D, transpose } from '@tensorflow/tfjs-core';

/**
 * Each row's mixture of experts, one for every gate: sum over n of softmax(logits)[n] * expert n.
 *
 * @param logits [G, B, N]
 * @param experts [N, B, h]
 * @returns [G, B, h]
 */
export function mixExperts(logits: Tensor3D, experts: Tensor3D): Tensor3D {
  return sumOfExperts(softmax(logits), experts);
}

/** The same with shares as they are: sum over n of shares[n] * expert n. */
export function sumOfExperts(shares: Tensor3D, experts: Tensor3D): Tensor3D {
  // A row's experts serve all its gates in one product, so the row goes first: [B, G, N] x [B, N, h].
  return transpose(matMul(transpose(shares, [1, 0, 2]), transpose(experts, [1, 0, 2])), [1, 0, 2]);
}
