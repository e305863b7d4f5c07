import { matMul, mul, ones, reshape, type Tensor, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, MIX_EXPERTS_GRADIENT, type MixExperts, runFused } from '../../kernels/fused';
import { isFused } from '../../kernels/fusion';
import { type Save, withGradient } from '../../tfjs/custom-grad';

/**
 * Each row's values from its own domain's tower: [D, B, m] -> [1, B, m]. What comes from one tower only stays as it is.
 *
 * @param perTower [D, B, m], or [D, 1, m], of which all rows of a domain take the same
 * @param domainOneHot [D, B, 1], 1 at each row's own domain; no gradient goes to it
 */
export function ownDomain(perTower: Tensor3D, domainOneHot: Tensor3D): Tensor3D {
  if (perTower.shape[0] === 1) return perTower;
  const eachRow = perTower.shape[1] === domainOneHot.shape[1];
  return eachRow && isFused('mixture of experts') ? fused(perTower, domainOneHot) : sumOfTowers(mul(perTower, domainOneHot));
}

const CONSTANT: MixExperts = { shares: 'constant' };

/** A mixture of which the own tower has all. */
function fused(perTower: Tensor3D, domainOneHot: Tensor3D): Tensor3D {
  const logits: Tensor3D = transpose(domainOneHot, [2, 1, 0]);
  const op = withGradient(([experts]: [Tensor3D], save: Save) => {
    const [value] = runFused<Tensor[]>(MIX_EXPERTS, { logits, experts }, CONSTANT) as [Tensor];
    save([logits, experts]);
    return {
      value,
      gradFunc: (dy: Tensor, [shares, saved]: Tensor[]) => runFused<Tensor[]>(MIX_EXPERTS_GRADIENT, { dy, shares, experts: saved }, CONSTANT),
    };
  });
  return op(perTower) as Tensor3D;
}

/** [D, B, m] -> [1, B, m]. A product with ones: tfjs's WebGPU takes a workgroup for each sum of D numbers, hundreds of times as long. */
export function sumOfTowers(perTower: Tensor3D): Tensor3D {
  const [domains, batch, width] = perTower.shape;
  return reshape(matMul(ones([1, 1, domains]), reshape(perTower, [1, domains, batch * width])), [1, batch, width]);
}
