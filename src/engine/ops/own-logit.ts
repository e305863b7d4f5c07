import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { OWN_LOGIT, OWN_LOGIT_GRADIENT, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';
import { ownDomain } from './batch/own-domain';
import { linear } from './linear';
import { takePlace } from './slots';

/**
 * The logit of each row's own domain.
 *
 * @param z [D, B, m] the towers' outputs, or [1, B, m] of each row's own tower
 * @param weight [D, m, 1] a head for each domain
 * @param bias [D, 1, 1]
 * @returns [1, B, 1]
 */
export function ownLogit(z: Tensor3D, weight: Tensor3D, bias: Tensor3D, batch: Batch): Tensor3D {
  if (!isFused('own logit')) return ownDomain(linear(z, weight, bias), batch.composed.oneHot());
  const { ints } = batch;
  const op = withGradient<[Tensor3D, Tensor3D, Tensor3D]>(([input, w, b], save) => {
    save([input, w]);
    return {
      value: runFused<Tensor3D>(OWN_LOGIT, { z: input, weight: w, bias: b, ints }),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedZ, savedW] = saved;
        const into = { intoWeight: takePlace(w), intoBias: takePlace(b) };
        return runFused<Tensor[]>(OWN_LOGIT_GRADIENT, { dy, z: savedZ, weight: savedW, ints, ...into });
      },
    };
  });
  return op(z, weight, bias) as Tensor3D;
}
