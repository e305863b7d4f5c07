import { matMul, mul, ones, reshape, type Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Each row's values from its own domain's tower: [D, B, m] -> [1, B, m]. What comes from one tower only stays as it is.
 *
 * @param domainOneHot [D, B, 1], 1 at each row's own domain
 */
export function ownDomain(perTower: Tensor3D, domainOneHot: Tensor3D): Tensor3D {
  return perTower.shape[0] === 1 ? perTower : sumOfTowers(mul(perTower, domainOneHot));
}

/** [D, B, m] -> [1, B, m]. A product with ones: tfjs's WebGPU takes a workgroup for each sum of D numbers, hundreds of times as long. */
function sumOfTowers(perTower: Tensor3D): Tensor3D {
  const [domains, batch, width] = perTower.shape;
  return reshape(matMul(ones([1, 1, domains]), reshape(perTower, [1, domains, batch * width])), [1, batch, width]);
}
