import type { Tensor2D } from '@tensorflow/tfjs-core';
import { embedFields } from '../embed-fields';
import { at, B, denseOf, FIELDS, idsOf, M, type OpCase, range, TABLE_ROWS, weightsOf } from './case.test-helper';

export const EMBED_FIELDS_CASES: OpCase[] = [
  {
    name: 'embeddings of fields of one value and of several, and a dense value',
    inputs: [[TABLE_ROWS, M]],
    op: ([table], { batch }) => embedFields(table as Tensor2D, batch, FIELDS, false),
    definition: ([table]) =>
      range(B).flatMap((b) => {
        const values = idsOf(b).map((id, v) => range(M).map((j) => at(weightsOf(b), v) * at(table as Float64Array, id * M + j)));
        return [...(values[0] as number[]), ...range(M).map((j) => at(values[1] as number[], j) + at(values[2] as number[], j)), denseOf(b)];
      }),
  },
];
