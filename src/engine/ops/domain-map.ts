import { add, concat, matMul, mul, ones, slice, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import { sumOfTowers } from './batch/own-domain';

/**
 * Every row scaled and shifted by every domain, element by element: x * weight[d] + bias[d]. The gradient is written out: tfjs's own sums
 * over rows and domains by a generic reduction, where a product with ones is several times as quick.
 *
 * @param x [1, B, m]
 * @param weight [D, 1, m]
 * @param bias [D, 1, m]
 * @returns [D, B, m]
 */
export function domainMaps(x: Tensor3D, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  const op = withGradient<[Tensor3D, Tensor3D, Tensor3D]>(([input, w, b], save) => {
    save([input, w]);
    return {
      value: add(mul(input, w), b),
      gradFunc: (given: Tensor, saved: Tensor[]) => {
        const [dy, [savedX, savedW]] = [given as Tensor3D, saved as [Tensor3D, Tensor3D]];
        return [addedUp(mul(dy, savedW)), sumOfRows(mul(dy, savedX)), sumOfRows(dy)];
      },
    };
  });
  return op(x, weight, bias) as Tensor3D;
}

/**
 * Each of G towers' values `times` times, one behind the other: [G, B, m] -> [G * times, B, m]. Laid side by side: tfjs's `tile` is slow.
 * The gradient is written out: tfjs's own pads each part to the size of all, and adds these up.
 */
export function eachRepeated(x: Tensor3D, times: number): Tensor3D {
  if (times === 1) return x;
  const [groups, batch, width] = x.shape;
  const each = Array.from({ length: groups }, (_, g) => g);
  const op = withGradient<[Tensor3D]>(([input]) => {
    const copies = each.flatMap((g) => {
      const part = groups === 1 ? input : slice(input, [g, 0, 0], [1, batch, width]);
      return Array.from({ length: times }, () => part);
    });
    const back = (dy: Tensor) => (g: number) => addedUp(groups === 1 ? (dy as Tensor3D) : slice(dy as Tensor3D, [g * times, 0, 0], [times, batch, width]));
    return { value: concat(copies, 0), gradFunc: (dy) => joined(each.map(back(dy))) };
  });
  return op(x) as Tensor3D;
}

const joined = (parts: Tensor3D[]): Tensor3D => (parts.length === 1 ? (parts[0] as Tensor3D) : concat(parts, 0));

/** [N, B, m] -> [1, B, m]: where it runs fused, a mixture of which all have the whole. No gradient flows through it. */
function addedUp(towers: Tensor3D): Tensor3D {
  const [count, batch] = towers.shape;
  if (!isFused('mixture of experts')) return sumOfTowers(towers);
  return runFused<[Tensor3D]>(MIX_EXPERTS, { logits: ones([1, batch, count]), experts: towers }, { shares: 'constant' })[0];
}

/** [G, B, m] -> [G, 1, m] */
const sumOfRows = (x: Tensor3D): Tensor3D => matMul(ones([1, 1, x.shape[1]]), x);
