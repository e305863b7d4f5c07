import { concat, slice, type Tensor3D } from '@tensorflow/tfjs-core';
import type { FieldShape, ModelShape } from './shape';

/** Some of the columns of x0, in their order: `runs` of neighbours, each from its first column to the one behind its last. */
export interface Columns {
  runs: readonly (readonly [from: number, to: number])[];
  width: number;
}

/** The embeddings of the fields that `has` says yes to, and the dense values where `dense` does. */
export function columnsOf(shape: ModelShape, has: (field: FieldShape) => boolean, dense = false): Columns {
  const runs: [number, number][] = [];
  let at = 0;
  const pass = (width: number, taken: boolean) => {
    const last = runs.at(-1);
    if (taken && width > 0) {
      if (last?.[1] === at) last[1] += width;
      else runs.push([at, at + width]);
    }
    at += width;
  };
  for (const field of shape.fields) pass(field.width, has(field));
  pass(shape.dense, dense);
  return { runs, width: runs.reduce((sum, [from, to]) => sum + to - from, 0) };
}

/** [1, B, W] -> [1, B, width of the columns]; nothing where there are none. */
export function selected(x0: Tensor3D, { runs, width }: Columns): Tensor3D[] {
  const [, batch, all] = x0.shape;
  if (width === 0) return [];
  if (width === all) return [x0];
  return [sideBySide(runs.map(([from, to]) => slice(x0, [0, 0, from], [1, batch, to - from])))];
}

/** [1, B, a], [1, B, b], … -> [1, B, a + b + …] */
export function sideBySide(parts: Tensor3D[]): Tensor3D {
  return parts.length === 1 ? (parts[0] as Tensor3D) : concat(parts, 2);
}
