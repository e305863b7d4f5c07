import { add, matMul, mul, type Scalar, type Tensor3D } from '@tensorflow/tfjs-core';

/**
 * For composed definitions: the sets of a batch's rows that statistics are taken over, as weights: S sets of B rows in
 * each of G towers. Most norms know one set, all rows (S = 1); a norm per domain knows each domain's own rows, which lie
 * in a tower each (G = D, S = 1) or side by side in one tensor (G = 1, S = D).
 */
export interface RowWeights {
  /** [1 or G, S, B]: 1/n for each of a set's n rows, 0 for others and for padding. A product with it is a mean. */
  mean: Tensor3D;
  /** [1 or G, B, 1]: the weight of each row in its own set, as a column. */
  column: Tensor3D;
  /** [1 or G, S, B]: 1 for each row that is normalised with a set's statistics; a product with it is a sum. */
  sum: Tensor3D;
  /** n / (n - 1), which turns a biased variance into an unbiased one; 1 where n is 1. Scalar or [1 or G, S, 1]. */
  unbias: Scalar | Tensor3D;
  /** [1, B, S]: 1 at each row's own set; left out where there is one set. A product with it gives a row its set's values. */
  spread?: Tensor3D;
  /** [1 or G, S, 1]: 1 for sets of fewer than two rows, which have no statistics; left out where that cannot be. */
  absent?: Tensor3D;
}

/** What each row gets of its set's values: [G, S, m] -> [G, B, m], or unchanged (to be broadcast) for one set. */
export function spreadOver({ spread }: RowWeights, perSet: Tensor3D): Tensor3D {
  return spread ? matMul(spread, perSet) : perSet;
}

/** Values per set, taken from `instead` where a set has too few rows. */
export function orInstead({ absent }: RowWeights, perSet: Tensor3D, instead: Tensor3D | undefined): Tensor3D {
  // The weights of an absent set are all 0, and so is what was computed from them.
  return absent && instead ? add(perSet, mul(absent, instead)) : perSet;
}
