import { concat, gather, keep, reshape, type Tensor, type Tensor2D, type Tensor3D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import type { Inside, Part } from '../../model/context';
import type { MadeBatch } from '../../training/rows/batch';
import type { Learner } from '../../training/step';
import { fromPlaces } from '../ablation/other-h';
import { rowsByPlace } from '../ablation/placed';
import type { WalkPass } from './passes';

/** What a pass tells of its walks. */
export interface Told {
  /** In the order of telling, with the columns of `values` that each takes. */
  parts: { part: Part; width: number }[];
  /**
   * [walks, all widths + 3] the parts side by side; then, of the row as it is with nothing but H taken from the walk, the logit; then
   * the prediction of the walk, and that of the row as it is. The caller's to dispose of.
   */
  values: Tensor2D;
}

/** A pass as a prediction makes it, looked into. */
export function tapped(learner: Learner, { batcher, domains, count, walked, asItself }: WalkPass): Told {
  const batch = batcher.make(Int32Array.from(domains.keys()), count);
  const order = rowsByPlace(batch, domains);
  const [walks, themselves] = [walked, asItself].map((rows) => rows.map((row) => order.indexOf(row))) as [number[], number[]];
  const from = Int32Array.from({ length: batch.size }, (_, place) => place);
  for (const [i, place] of themselves.entries()) from[place] = walks[i] as number;

  const parts: Told['parts'] = [];
  const columns: Tensor2D[] = [];
  const inside: Inside = {
    ...fromPlaces(from),
    tell: (part, values) => {
      const told = keep(ofOwnTower(values, batch, walks));
      parts.push({ part, width: told.shape[1] });
      columns.push(told);
      // The last that is told.
      if (part.of === 'logit') columns.push(keep(ofOwnTower(values, batch, themselves)));
    },
  };
  // In the order of asking.
  const predicted = learner.predict(batch, inside);
  const values = tidy(() => concat([...columns, rowsAt(predicted, walked), rowsAt(predicted, asItself)], 1) as Tensor2D);
  for (const each of [batch, predicted, ...columns]) each.dispose();
  return { parts, values };
}

/** Some rows, each from its own domain's tower: [1 or D, B, m] -> [n, m] */
function ofOwnTower(values: Tensor3D, { composed }: Pick<MadeBatch, 'composed'>, places: number[]): Tensor2D {
  const at = tensor1d(places, 'int32');
  const [some, domains] = [gather(values, at, 1), gather(composed.oneHot(), at, 1)] as [Tensor3D, Tensor3D];
  return reshape(ownDomain(some, domains), [places.length, values.shape[2]]);
}

/** [B, m] -> [n, m] */
function rowsAt(values: Tensor, rows: number[]): Tensor2D {
  return gather(values, tensor1d(rows, 'int32')) as Tensor2D;
}
