import { keep, type Tensor, type Tensor3D, tensor1d, tensor3d } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config/run-config';
import type { EncodedData, SparseField } from '../data/types';
import type { RowWeights } from '../engine/ops/rows';
import type { RowSets } from '../model/context';
import type { ModelInput, TableInput } from '../model/embedding';
import { type EmbeddingTable, embeddingTables, type ModelShape } from '../model/shape';
import { groupIds } from './group-ids';
import { type BatchRows, rowWeights } from './row-weights';

/** A batch on the engine. All batches of a run have one shape; `dispose` gives it back. */
export interface Batch {
  input: ModelInput;
  /** [D, B, 1] */
  domainOneHot: Tensor3D;
  /** [1, B, 1] */
  labels: Tensor3D;
  /** [1, B, 1] of each row in the loss; 0 for padding. */
  lossWeights: Tensor3D;
  /** The sets of rows that norms take their statistics over; made when first asked for. */
  rows(sets: RowSets): RowWeights;
  /** Rows that count. */
  count: number;
  dispose(): void;
}

/** What the data tells a model, and how wide the configuration wants the embeddings. */
export function modelShape(data: Pick<EncodedData, 'sparse' | 'dense' | 'domains'>, { embedding }: Pick<ModelConfig, 'embedding'>): ModelShape {
  const widthOf = ({ width, share }: SparseField) => (share === undefined ? width : data.sparse.find(({ name }) => name === share)?.width) ?? embedding;
  return {
    fields: data.sparse.map((field) => ({
      name: field.name,
      rows: field.vocabulary.length,
      width: widthOf(field),
      slots: field.slots,
      ...(field.share !== undefined && { share: field.share }),
    })),
    dense: data.dense.length,
    domains: data.domains.length,
  };
}

/** Puts rows of the encoded data on the engine. */
export class Batcher {
  private readonly tables: EmbeddingTable[];

  /**
   * @param size rows of every batch; shorter ones are padded with weightless rows
   * @param grouped whether the ids are grouped for the embedding gradient too
   * @param weights [rows] of the encoded rows in the loss; left out: all the same
   */
  constructor(
    private readonly data: Pick<EncodedData, 'sparse' | 'dense' | 'labels' | 'domainIds'>,
    private readonly shape: ModelShape,
    readonly size: number,
    private readonly grouped: boolean,
    private readonly weights?: Float32Array,
  ) {
    this.tables = embeddingTables(shape);
  }

  /** @param positions into the encoded rows, 1 to `size` of them */
  make(positions: Int32Array): Batch {
    const { dense, labels, domainIds } = this.data;
    const { size, shape } = this;
    const count = positions.length;
    // Padding repeats the first row: any valid ids will do, since its weight is 0.
    const rows = Int32Array.from({ length: size }, (_, b) => positions[b < count ? b : 0] as number);

    const denseValues = new Float32Array(size * dense.length);
    const oneHot = new Float32Array(shape.domains * size);
    for (const [b, row] of rows.entries()) {
      for (let c = 0; c < dense.length; c++) denseValues[b * dense.length + c] = (dense[c] as { values: Float32Array }).values[row] as number;
      oneHot[(domainIds[row] as number) * size + b] = 1;
    }

    const made: Tensor[] = [];
    const own = <T extends Tensor>(tensor: T): T => {
      made.push(tensor);
      return tensor;
    };
    const batchRows: BatchRows = { size, count, domains: shape.domains, domainOf: rows.map((row) => domainIds[row] as number) };
    const sets = new Map<RowSets, RowWeights>();
    return {
      input: {
        tables: this.tables.map((table) => this.tableInput(table, rows, own)),
        dense: dense.length > 0 ? own(tensor3d(denseValues, [1, size, dense.length])) : undefined,
        batch: size,
      },
      domainOneHot: own(tensor3d(oneHot, [shape.domains, size, 1])),
      labels: own(
        tensor3d(
          Float32Array.from(rows, (row) => labels[row] as number),
          [1, size, 1],
        ),
      ),
      lossWeights: own(
        tensor3d(
          Float32Array.from(rows, (row, b) => (b < count ? (this.weights?.[row] ?? 1) / count : 0)),
          [1, size, 1],
        ),
      ),
      rows: (which) => {
        // Kept: it is made within a step, and lives as long as the batch.
        const known = sets.get(which) ?? rowWeights(batchRows, which, (tensor) => own(keep(tensor)));
        sets.set(which, known);
        return known;
      },
      count,
      dispose: () => {
        for (const tensor of made) tensor.dispose();
      },
    };
  }

  private tableInput({ fields, slots, rows: tableRows }: EmbeddingTable, rows: Int32Array, own: <T extends Tensor>(tensor: T) => T): TableInput {
    const members = fields.map(({ field, offset }) => ({ ...(this.data.sparse[field] as SparseField), offset }));
    const weighted = members.some(({ weights }) => weights !== undefined);
    const ids = new Int32Array(rows.length * slots);
    const weights = new Float32Array(weighted ? ids.length : 0);
    let at = 0;
    for (const row of rows) {
      for (const field of members) {
        for (let s = row * field.slots; s < (row + 1) * field.slots; s++) {
          ids[at] = field.offset + (field.ids[s] as number);
          if (weighted) weights[at] = field.weights ? (field.weights[s] as number) : 1;
          at++;
        }
      }
    }
    return {
      ids: own(tensor1d(ids, 'int32')),
      groups: this.grouped ? groupIds(ids, tableRows, own) : undefined,
      weights: weighted ? own(tensor3d(weights, [rows.length, slots, 1])) : undefined,
    };
  }
}
