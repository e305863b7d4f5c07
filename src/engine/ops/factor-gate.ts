import { mul, sigmoid, step, sub, type Tensor, type Tensor1D, type Tensor3D } from '@tensorflow/tfjs-core';
import { FACTOR_GATE, FACTOR_GATE_GRADIENT, type FactorGate, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { type Save, withGradient } from '../tfjs/custom-grad';

/**
 * Values, each times a factor that a sigmoid makes of a number of its own. The gates of EPNet and PPNet (Chang et al., PEPNet, KDD 2023)
 * let every value through; the pruners of AdaSparse (Yang et al., CIKM 2022) close where the factor is small.
 *
 * @param u [G, B, m] what is gated
 * @param t [G, B, m] what the factors are made of
 * @param alpha [1] how steep the sigmoid is; left out: 1. No gradient goes to it
 * @returns [G, B, m]
 */
export function factorGate(u: Tensor3D, t: Tensor3D, kind: FactorGate, alpha?: Tensor1D): Tensor3D {
  return isFused('factor gate') ? fused(u, t, kind, alpha) : mul(u, factorsOf(t, kind, alpha));
}

/** The factors themselves: [G, B, m] */
export function factorsOf(t: Tensor3D, { most, epsilon, below, flat }: FactorGate, alpha?: Tensor1D): Tensor3D {
  const open: Tensor3D = sigmoid(alpha ? mul(t, alpha) : t);
  const v: Tensor3D = most === 1 ? open : mul(open, most);
  // No factor is below 0.
  if (epsilon < 0) return v;
  const above: Tensor3D = step(sub(v, epsilon));
  const sign: Tensor3D = below === 0 ? above : sub(above, step(sub(epsilon, v)));
  return flat ? sign : mul(v, sign);
}

function fused(u: Tensor3D, t: Tensor3D, kind: FactorGate, alpha?: Tensor1D): Tensor3D {
  const op = withGradient(([values, made]: [Tensor3D, Tensor3D], save: Save) => {
    save(alpha ? [values, made, alpha] : [values, made]);
    return {
      value: runFused<Tensor>(FACTOR_GATE, { u: values, t: made, alpha }, kind),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedU, savedT, savedAlpha] = saved;
        return runFused<Tensor[]>(FACTOR_GATE_GRADIENT, { dy, u: savedU, t: savedT, alpha: savedAlpha }, kind);
      },
    };
  });
  return op(u, t) as Tensor3D;
}
