import { add, concat, matMul, mul, ones, slice, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { DOMAIN_MAP, DOMAIN_MAP_GRADIENT, MIX_EXPERTS, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { type Save, withGradient } from '../tfjs/custom-grad';
import { sumOfTowers } from './batch/own-domain';
import { takePlace } from './slots';

type Inputs = [Tensor3D, Tensor3D, Tensor3D];

/**
 * Every row scaled and shifted by every domain, element by element, each domain's result `times` times, one behind the other:
 * x * weight[d] + bias[d], as the domains of SAR-Net (Shen et al., CIKM 2021) do with the input.
 *
 * @param x [1, B, m]
 * @param weight [D, 1, m]
 * @param bias [D, 1, m]
 * @returns [D * times, B, m]
 */
export function domainMaps(x: Tensor3D, weight: Tensor3D, bias: Tensor3D, times = 1): Tensor3D {
  if (!isFused('domain maps')) return eachRepeated(withGradient(composed)(x, weight, bias) as Tensor3D, times);
  const op = withGradient(([input, w, b]: Inputs, save: Save) => {
    save([input, w]);
    return {
      value: runFused<Tensor>(DOMAIN_MAP, { x: input, weight: w, bias: b }, { times }),
      gradFunc: (dy: Tensor, [savedX, savedW]: Tensor[]) => {
        const into = { intoWeight: takePlace(w), intoBias: takePlace(b) };
        return runFused<Tensor[]>(DOMAIN_MAP_GRADIENT, { dy, x: savedX, weight: savedW, ...into }, { times });
      },
    };
  });
  return op(x, weight, bias) as Tensor3D;
}

/** The gradient is written out: tfjs's own sums by a generic reduction, where a product with ones is several times as quick. */
function composed([x, weight, bias]: Inputs, save: Save) {
  save([x, weight]);
  return {
    value: add(mul(x, weight), bias) as Tensor,
    gradFunc: (given: Tensor, saved: Tensor[]) => {
      const [dy, [savedX, savedW]] = [given as Tensor3D, saved as [Tensor3D, Tensor3D]];
      return [sumOfTowers(mul(dy, savedW)), sumOfRows(mul(dy, savedX)), sumOfRows(dy)];
    },
  };
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
