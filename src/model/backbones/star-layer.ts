import { add, mul, type Tensor3D } from '@tensorflow/tfjs-core';
import { linear, ownLinear } from '../../engine/ops/linear';
import type { Pass } from '../context';

/** A layer whose weights are a shared matrix times, element by element, each domain's own. */
export interface StarLayer {
  name: string;
  /** Each row goes through its own domain's map only. */
  own: boolean;
}

/** W ⊙ W_d, [D, inputs, width], and b + b_d, [D, 1, width], of every domain. */
export interface StarMaps {
  weight: Tensor3D;
  bias: Tensor3D;
}

export function starMaps(pass: Pass, { name }: Pick<StarLayer, 'name'>): StarMaps {
  const of = (id: string) => pass.parameter<Tensor3D>(`${name}.${id}`);
  return { weight: mul(of('shared.weight'), of('own.weight')), bias: add(of('shared.bias'), of('own.bias')) };
}

/**
 * x (W ⊙ W_d) + b + b_d of every domain, [D, B, width], or with `own` of each row's, [1, B, width].
 *
 * @param maps where they are others than the layer's own
 */
export function applyStar(pass: Pass, layer: StarLayer, x: Tensor3D, { weight, bias }: StarMaps = starMaps(pass, layer)): Tensor3D {
  return layer.own ? ownLinear(x, weight, bias, pass.batch) : linear(x, weight, bias);
}
