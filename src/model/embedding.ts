import { concat, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { embedFields, fieldsSideBySide, type IdGroups } from '../engine/ops/embed-fields';
import type { Pass } from './context';
import { normal } from './init';
import type { Entry } from './layout';
import { fieldOffsets, type ModelShape } from './shape';

/** The authors' start: N(0, 1e-4), the number being the standard deviation. */
const EMBEDDING_DEVIATION = 1e-4;

/** A batch as the model reads it. */
export interface ModelInput {
  /** [B * F] rows of the stacked embedding table, row by row. */
  ids: Tensor1D;
  /** The same ids grouped, on engines that need it for the gradient. */
  groups?: IdGroups | undefined;
  /** [1, B, C]; left out where there are no dense fields. */
  dense?: Tensor3D | undefined;
  batch: number;
}

export function embeddingEntries(shape: ModelShape, width: number): Entry[] {
  return [{ name: 'embedding', part: 'embeddings', shape: [fieldOffsets(shape).at(-1) as number, width], init: normal(EMBEDDING_DEVIATION) }];
}

/** x0 = all fields' embeddings, then the dense values: [1, B, F * e + C]. */
export function embed(pass: Pass, input: ModelInput): Tensor3D {
  const embedded = embedFields(pass.parameter<Tensor2D>('embedding'), input.ids, input.groups);
  const fields = fieldsSideBySide(embedded, input.batch) as Tensor3D;
  return input.dense ? concat([fields, input.dense], 2) : fields;
}
