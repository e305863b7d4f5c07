import { scalar, type Tensor, type Tensor3D, tensor1d, tensor3d } from '@tensorflow/tfjs-core';
import type { EncodedData } from '../data/types';
import type { IdGroups } from '../engine/ops/embed-fields';
import type { RowWeights } from '../engine/ops/rows';
import type { ModelInput } from '../model/embedding';
import { fieldOffsets, type ModelShape } from '../model/shape';
import { groupIds } from './group-ids';

/** A batch on the engine. All batches of a run have one shape; `dispose` gives it back. */
export interface Batch {
  input: ModelInput;
  /** [D, B, 1] */
  domainOneHot: Tensor3D;
  /** [1, B, 1] */
  labels: Tensor3D;
  rows: RowWeights;
  /** Rows that count. */
  count: number;
  dispose(): void;
}

/** What the data tells a model. */
export function modelShape(data: EncodedData): ModelShape {
  return {
    fields: data.sparse.map(({ name, vocabulary }) => ({ name, rows: vocabulary.length })),
    dense: data.dense.length,
    domains: data.domains.length,
  };
}

/** Puts rows of the encoded data on the engine. */
export class Batcher {
  private readonly offsets: number[];

  /**
   * @param size rows of every batch; shorter ones are padded with weightless rows
   * @param grouped whether the ids are grouped for the embedding gradient too
   */
  constructor(
    private readonly data: Pick<EncodedData, 'sparse' | 'dense' | 'labels' | 'domainIds' | 'domains'>,
    private readonly shape: ModelShape,
    readonly size: number,
    private readonly grouped: boolean,
  ) {
    this.offsets = fieldOffsets(shape);
  }

  /** @param positions into the encoded rows, 1 to `size` of them */
  make(positions: Int32Array): Batch {
    const { sparse, dense, labels, domainIds } = this.data;
    const { size } = this;
    const count = positions.length;
    const fields = sparse.length;

    const ids = new Int32Array(size * fields);
    const denseValues = new Float32Array(size * dense.length);
    const oneHot = new Float32Array(this.shape.domains * size);
    const labelValues = new Float32Array(size);
    const weights = new Float32Array(size);
    for (let b = 0; b < size; b++) {
      // Padding repeats the first row: any valid ids will do, since its weight is 0.
      const row = positions[b < count ? b : 0] as number;
      for (let f = 0; f < fields; f++) ids[b * fields + f] = (this.offsets[f] as number) + ((sparse[f] as { ids: Int32Array }).ids[row] as number);
      for (let c = 0; c < dense.length; c++) denseValues[b * dense.length + c] = (dense[c] as { values: Float32Array }).values[row] as number;
      oneHot[(domainIds[row] as number) * size + b] = 1;
      labelValues[b] = labels[row] as number;
      weights[b] = b < count ? 1 / count : 0;
    }

    const made: Tensor[] = [];
    const own = <T extends Tensor>(tensor: T): T => {
      made.push(tensor);
      return tensor;
    };
    const groups: IdGroups | undefined = this.grouped ? groupIds(ids, this.offsets.at(-1) as number, own) : undefined;
    return {
      input: {
        ids: own(tensor1d(ids, 'int32')),
        groups,
        dense: dense.length > 0 ? own(tensor3d(denseValues, [1, size, dense.length])) : undefined,
        batch: size,
      },
      domainOneHot: own(tensor3d(oneHot, [this.shape.domains, size, 1])),
      labels: own(tensor3d(labelValues, [1, size, 1])),
      rows: {
        mean: own(tensor3d(weights, [1, 1, size])),
        column: own(tensor3d(weights.slice(), [1, size, 1])),
        sum: own(tensor3d(new Float32Array(size).fill(1), [1, 1, size])),
        unbias: own(scalar(count > 1 ? count / (count - 1) : 1)),
      },
      count,
      dispose: () => {
        for (const tensor of made) tensor.dispose();
      },
    };
  }
}
