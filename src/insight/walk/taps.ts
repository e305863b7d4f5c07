import { concat, gather, keep, reshape, type Tensor1D, type Tensor2D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import type { Inside, Part } from '../../model/context';
import type { Batcher, MadeBatch } from '../../training/rows/batch';
import type { Learner } from '../../training/step';
import { rowsByPlace } from '../ablation/placed';
import type { Asked } from './passes';

/** What a pass tells of the wanted rows. */
export interface Told {
  /** In the order of telling, with the columns of `values` that each takes. */
  parts: { part: Part; width: number }[];
  /** [wanted, all widths], the parts side by side. */
  values: Tensor2D;
  /** [wanted, 1] */
  predictions: Tensor2D;
}

/**
 * A pass of a batch as a prediction makes it, looked into. The caller disposes of the tensors.
 *
 * @param wants which parts are wanted
 * @param replace takes the hyper-network's output and the places of the wanted rows
 */
export function tapped(
  learner: Learner,
  batcher: Batcher,
  { rows, domains, wanted }: Asked,
  wants: (part: Part) => boolean,
  replace: (output: Tensor3D, places: number[]) => Tensor3D,
): Told {
  const batch = batcher.make(rows);
  const order = rowsByPlace(batch, domains);
  const places = wanted.map((row) => order.indexOf(row));
  const at = tensor1d(places, 'int32');
  const parts: Told['parts'] = [];
  const kept: Tensor2D[] = [];
  const inside: Inside = {
    replace: (output) => replace(output, places),
    tell: (part, values) => {
      if (!wants(part)) return;
      const some = keep(ofRows(values, batch, at));
      parts.push({ part, width: some.shape[1] });
      kept.push(some);
    },
  };
  const predicted = learner.predict(batch, inside);
  // These stand in the order of asking.
  const asked = tensor1d(wanted, 'int32');
  const predictions = gather(predicted, asked) as Tensor2D;
  const values = kept.length === 1 ? (kept[0] as Tensor2D).clone() : (concat(kept, 1) as Tensor2D);
  for (const each of [batch, at, predicted, asked, ...kept]) each.dispose();
  return { parts, values, predictions };
}

/** The rows at some places of a batch, each from its own domain's tower: [1 or D, B, m] -> [n, m] */
export function ofRows(values: Tensor3D, { composed }: Pick<MadeBatch, 'composed'>, places: Tensor1D): Tensor2D {
  const [towers, batch, width] = values.shape;
  const own = towers === 1 ? values : ownDomain(values, composed.oneHot());
  return gather(reshape(own, [batch, width]), places) as Tensor2D;
}
