import { mul, sum, type Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Each row's values from its own domain's tower: [D, B, m] -> [1, B, m]. What comes from one tower only stays as it is.
 *
 * @param domainOneHot [D, B, 1], 1 at each row's own domain
 */
export function ownDomain(perTower: Tensor3D, domainOneHot: Tensor3D): Tensor3D {
  return perTower.shape[0] === 1 ? perTower : sum(mul(perTower, domainOneHot), 0, true);
}
