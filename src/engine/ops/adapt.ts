import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import { type AdapterWeights, adapterCell, cellInputs, runCell, runCellGradient } from './adapter-cell';
import type { Batch } from './batch/batch';
import { type NormTraining, normTraining, runNorm, runNormGradient } from './norm';

/**
 * An adapter in training: z plus the domain norm of the cell's output. Fused, the two gradients by z, through the cell and
 * past it, are added where the first is made.
 *
 * @param z [G, B, m]
 * @param output [1, B, k * k] the hyper-network's
 * @param scale H is `output` times this
 * @param gamma [m]
 * @param beta [m]
 * @returns [G, B, m]
 */
export function adaptTraining(
  z: Tensor3D,
  output: Tensor3D,
  scale: number,
  weights: AdapterWeights,
  gamma: Tensor1D,
  beta: Tensor1D,
  batch: Batch,
  kind: NormTraining,
): Tensor3D {
  if (!isFused('adapter cell') || !isFused('norm')) return normTraining(adapterCell(z, output, scale, weights), gamma, beta, batch, kind, z);
  const op = withGradient<[Tensor, Tensor, ...Tensor[]]>(([g, b, ...cell], save) => {
    const { u, toSave: ofCell } = runCell(cell, scale);
    const { y, toSave: ofNorm } = runNorm(u, g, b, batch, kind, cell[0]);
    save([...ofNorm, ...ofCell]);
    return {
      value: y,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [du, dGamma, dBeta] = runNormGradient(dy, saved.slice(0, ofNorm.length), g, b, batch, kind) as [Tensor, Tensor, Tensor];
        return [dGamma, dBeta, ...runCellGradient(du, saved.slice(ofNorm.length), cell, scale, dy)];
      },
    };
  });
  return op(gamma, beta, ...cellInputs(z, output, weights)) as Tensor3D;
}
