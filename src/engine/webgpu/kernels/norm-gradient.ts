import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { DRAWS } from '../../kernels/dropout-mask';
import { NORM_GRADIENT, type NormGradient } from '../../kernels/fused';
import { SETS_CODE } from '../../kernels/optimiser';
import type { WebgpuKernel } from '../kernel';
import { together } from '../together';
import { COLUMNS, forEachCrew, overRows, total } from './lanes';
import { PLACE, PLACE_SIZES, setsOf } from './norm-sets';
import { sumOfParts, sumParts } from './sum-parts';

/**
 * All of a norm's gradient in one dispatch: sums over a set's rows, then the rows. gamma is one number for a set and
 * column, so that dgamma and dbeta are all the sums there are:
 *
 *     dx = scale * gamma * (open - w * (dbeta + c * normal * dgamma))
 */
const GRADIENT = forEachCrew((crew) => ({
  key: 'norm gradient',
  reads: { dy: 'f32', x: 'f32', y: 'f32', gamma: 'f32', moments: 'f32', ints: 'i32' },
  writes: { dx: 'f32', sums: 'f32' },
  sizes: [...PLACE_SIZES, 'meanAt', 'scaleAt', 'unbiased', 'gammaPitch', 'rectified', 'gammaAt', 'betaAt', 'sumPitch', 'gain: f32'],
  threads: COLUMNS * crew.lanes,
  code: `${PLACE}${total(crew)}
      fn open(at: u32) -> f32 {
        if (sizes.rectified == 0u) { return dy[at]; }
        if (y[at] > 0.0) { return dy[at] * sizes.gain; }
        return 0.0;
      }
      fn run(group: u32, thread: u32) {
        let p = placeOf(group, thread);
        let lane = thread / ${COLUMNS}u;
        let index = p.stat * sizes.columns + p.j;
        let mean = moments[sizes.meanAt + index];
        let scale = moments[sizes.scaleAt + index];
        var opens = vec4<f32>();
        var products = vec4<f32>();
        var members = vec4<f32>();
        ${overRows(
          crew,
          'sizes.rows',
          (q) => `if (isApplied(p, b)) {
            let at = p.start + b * sizes.columns;
            let value = open(at);
            opens[${q}] += value;
            products[${q}] += value * (x[at] - mean) * scale;
            members[${q}] += select(0.0, 1.0, isMember(p, b));
          }`,
        )}
        let made = total(thread, vec2<f32>(dot(opens, vec4<f32>(1.0)), dot(products, vec4<f32>(1.0))));
        let n = total(thread, vec2<f32>(dot(members, vec4<f32>(1.0)), 0.0)).x;
        if (!p.stores) { return; }
        if (lane == 0u) {
          sums[sizes.gammaAt + p.stat * sizes.sumPitch + p.j] = made.y;
          sums[sizes.betaAt + p.stat * sizes.sumPitch + p.j] = made.x;
        }
        let absent = sizes.mode != 0u && n < 2.0;
        let weight = select(1.0 / max(n, 1.0), 0.0, absent);
        let slope = made.y * select(1.0, n / max(n - 1.0, 1.0), sizes.unbiased != 0u && n > 1.0);
        let gain = scale * gamma[p.stat * sizes.gammaPitch + p.j];
        ${overRows(
          crew,
          'sizes.rows',
          () => `if (isApplied(p, b)) {
            let at = p.start + b * sizes.columns;
            let pulled = select(0.0, weight, isMember(p, b)) * (made.x + (x[at] - mean) * scale * slope);
            dx[at] = gain * (open(at) - pulled);
          }`,
        )}
      }`,
}));
const SUM = sumOfParts(['dGamma', 'dBeta']);

export const NORM_GRADIENT_KERNEL: WebgpuKernel = {
  name: NORM_GRADIENT,
  programs: (on) => [GRADIENT(on), SUM],
  run: (on, inputs, attributes) => {
    const { dy, x, y, gamma, mean, scale, ints, intoGamma, intoBeta } = inputs as Record<string, TensorInfo> &
      Record<'dy' | 'x' | 'gamma' | 'mean' | 'scale' | 'ints', TensorInfo>;
    const { sets, domains, count, unbiased, rectified, kept } = attributes as NormGradient;
    const [towers, rows, columns] = x.shape as [number, number, number];
    const inTower = setsOf(sets, domains);
    const moments = together(on, [mean, scale], 'read');
    const shared = gamma.shape.length === 1 && towers * inTower > 1;
    const [dx, dGamma, dBeta] = [on.allocate(x.shape), on.into(intoGamma, gamma.shape), on.into(intoBeta, gamma.shape)];
    const pitch = shared ? 2 * columns : columns;
    const parts = shared ? on.allocate([towers * inTower, pitch]) : undefined;
    const results = shared ? undefined : together(on, [dGamma, dBeta], 'written');
    const [gammaAt, betaAt] = (results?.at ?? [0, columns]) as [number, number];
    const sizes = {
      ...{ mode: SETS_CODE[sets], rows, columns, count, sets: inTower, intsWidth: ints.shape[1] as number },
      ...{ meanAt: moments.at[0] as number, scaleAt: moments.at[1] as number, gammaAt, betaAt, sumPitch: pitch },
      ...{ unbiased: Number(unbiased), gammaPitch: gamma.shape.length === 1 ? 0 : columns, rectified: Number(rectified), gain: DRAWS / kept },
    };
    const bound = { dy, x, y: y ?? x, gamma, moments: moments.piece, ints, dx, sums: parts ?? results?.piece ?? dx };
    on.run(GRADIENT(on), bound, sizes, towers * inTower * Math.ceil(columns / COLUMNS));
    if (parts) {
      const size = util.sizeFromShape(gamma.shape);
      sumParts(on, SUM, parts, towers * inTower, [
        { name: 'dGamma', bound: dGamma, size },
        { name: 'dBeta', bound: dBeta, size },
      ]);
      on.release(parts);
    }
    moments.done();
    results?.done();
    return [dx, dGamma, dBeta];
  },
};
