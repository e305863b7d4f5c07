import { keep, type Tensor, type Tensor1D, type Tensor2D, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { DOMAIN_FIELD } from '../../config/fields';
import type { ModelConfig } from '../../config/run-config';
import type { EncodedData, SparseField } from '../../data/types';
import { type EmbedFields, LABEL_COLUMN, PICK_ROWS, type PickRows, runFused, type Sets, WEIGHT_COLUMN } from '../../engine/kernels/fused';
import { shuffled } from '../../engine/kernels/shuffle';
import type { Batch, ComposedRows } from '../../engine/ops/batch/batch';
import { groupIds } from '../../engine/ops/batch/group-ids';
import { type HostRows, rowWeights } from '../../engine/ops/batch/row-weights';
import type { RowWeights } from '../../engine/ops/batch/rows';
import type { IdGroups } from '../../engine/ops/embed-fields';
import { once } from '../../lib/once';
import { type Apart, type BatchColumns, batchColumns, embeddingTables, type ModelShape } from '../../model/shape';
import { idFieldsOf, untrainedFields } from './id-fields';
import type { RowOrder } from './row-order';

/** A batch that the batcher made; `dispose` gives it back. */
export interface MadeBatch extends Batch {
  /**
   * [count] int32: where each row that was asked for lies in the batch; undefined where the order is that of the asking.
   */
  places: Tensor1D | undefined;
  dispose(): void;
}

/** The batches of one epoch; its order lies on the engine until it is disposed of. */
export interface Epoch {
  steps: number;
  /** @param step from 0 */
  batch(step: number): MadeBatch;
  dispose(): void;
}

/**
 * The shape of a model: what the data says, and the widths of the embeddings that the configuration states. A pooled model has one domain,
 * and no field that says which.
 */
export function modelShape(
  data: Pick<EncodedData, 'sparse' | 'dense' | 'domains'>,
  model: Pick<ModelConfig, 'embedding' | 'sharing' | 'backbone' | 'idFields' | 'follows' | 'adapterKind'>,
): ModelShape {
  const { embedding, sharing } = model;
  const pooled = sharing === 'pooled';
  const fields = pooled ? data.sparse.filter(({ name }) => name !== DOMAIN_FIELD) : data.sparse;
  const widthOf = ({ width, share }: SparseField) => (share === undefined ? width : data.sparse.find(({ name }) => name === share)?.width) ?? embedding;
  const ids = idFieldsOf(fields, model);
  const apart = untrainedFields(fields, ids, model);
  return {
    fields: fields.map((field) => ({
      name: field.name,
      rows: field.vocabulary.length,
      width: widthOf(field),
      slots: field.slots,
      ...(field.share !== undefined && { share: field.share }),
      ...(ids.has(field.name) && { id: true as const }),
      ...(apart.has(field.name) && { apart: apartOf(field, model) }),
    })),
    dense: data.dense.length,
    domains: pooled ? 1 : data.domains.length,
  };
}

/** Whatever the adapters: with and without them a model starts from the same tables. */
const apartOf = ({ name, share }: SparseField, { adapterKind }: Pick<ModelConfig, 'adapterKind'>): Apart =>
  adapterKind === 'domain-only' && (share ?? name) === DOMAIN_FIELD ? 'the domain' : 'with the others';

export interface BatcherOptions {
  /** Rows of every batch; shorter ones are padded with weightless rows. */
  size: number;
  /** Whether sums run in parallel on the engine, so that composed embedding gradients need their ids grouped. */
  parallelSums: boolean;
  /** Whether the rows of a batch are sorted by domain, for towers that run on their own rows. */
  sorted?: boolean;
  /** [rows] weights of the encoded rows in the loss; left out: all weigh the same. */
  weights?: Float32Array | undefined;
}

/** Puts the encoded rows on the engine, once, and makes batches of them there: what is uploaded later is row numbers. */
export class Batcher {
  private readonly columns: BatchColumns;
  private readonly tables: { offset: number; field: SparseField }[][];
  /** [rows, I] int32 and [rows, L]: all encoded rows. */
  private readonly ints: Tensor2D;
  private readonly floats: Tensor2D;
  private readonly hostInts: Int32Array;
  /** [n] int32 positions of the training rows, uploaded for the first epoch. */
  private train: Tensor1D | undefined;

  constructor(
    private readonly data: Pick<EncodedData, 'sparse' | 'dense' | 'labels' | 'domainIds'> & { split: Pick<EncodedData['split'], 'train'> },
    private readonly shape: ModelShape,
    private readonly options: BatcherOptions,
  ) {
    this.columns = batchColumns(shape);
    this.tables = embeddingTables(shape).map(({ fields }) => fields.map(({ field, offset }) => ({ offset, field: data.sparse[field] as SparseField })));
    this.hostInts = this.allInts();
    const rows = data.labels.length;
    this.ints = tensor2d(this.hostInts, [rows, this.columns.ints], 'int32');
    this.floats = tensor2d(this.allFloats(), [rows, this.columns.floats]);
  }

  get size(): number {
    return this.options.size;
  }

  /**
   * @param positions into the encoded rows, 1 to `size` of them
   * @param count of them that count; those behind them are carried through as padding is, with their own values. All, where batches
   *   are sorted
   */
  make(positions: Int32Array, count = positions.length): MadeBatch {
    const { sorted, places } = this.sorted(positions);
    const padded = new Int32Array(this.size).fill(sorted[0] as number);
    padded.set(sorted);
    const order = tensor1d(padded, 'int32');
    const made = this.pick(order, 0, sorted.length, () => sorted, places, count);
    order.dispose();
    return made;
  }

  /**
   * @param order the rows that an epoch goes through; where it is a shuffle of the training rows, the engine makes it
   * @param length rows of it that are taken
   */
  epoch(order: RowOrder, length: number): Epoch {
    const { size } = this;
    const steps = Math.ceil(length / size);
    const onEngine = order.key !== undefined && !this.options.sorted;
    const arranged = once(() => {
      const all = order.positions().slice(0, length);
      for (let start = 0; start < length; start += size) all.set(this.sorted(all.subarray(start, start + size)).sorted, start);
      return all;
    });
    const uploaded = onEngine ? shuffled(this.trainRows(), order.key as number) : tensor1d(arranged(), 'int32');
    return {
      steps,
      batch: (step) => {
        const [start, count] = [step * size, Math.min(size, length - step * size)];
        return this.pick(uploaded, start, count, () => arranged().subarray(start, start + count), undefined);
      },
      dispose: () => uploaded.dispose(),
    };
  }

  dispose(): void {
    for (const tensor of [this.ints, this.floats, ...(this.train ? [this.train] : [])]) tensor.dispose();
  }

  /** As the model has it: a model of one domain takes all rows for that one's. */
  private domainOf(position: number): number {
    return this.shape.domains === 1 ? 0 : (this.data.domainIds[position] as number);
  }

  private trainRows(): Tensor1D {
    this.train ??= tensor1d(this.data.split.train.slice(), 'int32');
    return this.train;
  }

  /** Rows sorted by domain, as they were within one; `places` says where each went. */
  private sorted(positions: Int32Array): { sorted: Int32Array; places: Int32Array | undefined } {
    if (!this.options.sorted) return { sorted: positions, places: undefined };
    const starts = this.startsOf(positions);
    const sorted = new Int32Array(positions.length);
    const places = positions.map((position) => {
      const domain = this.domainOf(position);
      const place = starts[domain] as number;
      starts[domain] = place + 1;
      sorted[place] = position;
      return place;
    });
    return { sorted, places };
  }

  /** [D + 1] where each domain's rows begin when sorted. */
  private startsOf(positions: Int32Array): Int32Array {
    const { domains } = this.shape;
    const starts = new Int32Array(domains + 1);
    for (const position of positions) {
      const next = this.domainOf(position) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let d = 0; d < domains; d++) starts[d + 1] = (starts[d + 1] as number) + (starts[d] as number);
    return starts;
  }

  /**
   * @param rows the batch's positions, which are order[start] to order[start + picked - 1]
   * @param count of them that count
   */
  private pick(order: Tensor1D, start: number, picked: number, rows: () => Int32Array, places: Int32Array | undefined, count = picked): MadeBatch {
    const { size } = this;
    const attributes: PickRows = { start, count: picked, size };
    const [ints, floats] = runFused<[Tensor2D, Tensor2D]>(PICK_ROWS, { ints: this.ints, floats: this.floats, order }, attributes);
    const made: Tensor[] = [ints, floats];
    const own = <T extends Tensor>(tensor: T): T => {
      // Kept: it may be made within a step, and lives as long as the batch.
      made.push(keep(tensor));
      return tensor;
    };
    return {
      size,
      count,
      domains: this.shape.domains,
      ints,
      floats,
      starts: this.options.sorted ? own(tensor1d(this.startsOf(rows()), 'int32')) : undefined,
      places: places && own(tensor1d(places, 'int32')),
      composed: this.composedRows(rows, count, own),
      dispose: () => {
        for (const tensor of made) tensor.dispose();
      },
    };
  }

  private composedRows(rows: () => Int32Array, count: number, own: <T extends Tensor>(tensor: T) => T): ComposedRows {
    const { size, hostInts, columns, shape } = this;
    const rowAt = (b: number) => rows()[b < rows().length ? b : 0] as number;
    const host = once(
      (): HostRows => ({
        size,
        count,
        domains: shape.domains,
        domainOf: Int32Array.from({ length: size }, (_, b) => this.domainOf(rowAt(b))),
      }),
    );
    const weights = new Map<Sets, RowWeights>();
    const groups = new Map<number, IdGroups>();
    return {
      weights: (sets) => {
        const known = weights.get(sets) ?? rowWeights(host(), sets, own);
        weights.set(sets, known);
        return known;
      },
      oneHot: once(() => {
        const oneHot = new Float32Array(shape.domains * size);
        for (const [b, d] of host().domainOf.entries()) oneHot[d * size + b] = 1;
        return own(tensor3d(oneHot, [shape.domains, size, 1]));
      }),
      groups: ({ column, slots }: EmbedFields, tableRows) => {
        if (!this.options.parallelSums) return undefined;
        const known = groups.get(column);
        if (known) return known;
        const each = slots.reduce((sum, count) => sum + count, 0);
        const ids = Int32Array.from({ length: size * each }, (_, i) => hostInts[rowAt(Math.floor(i / each)) * columns.ints + column + (i % each)] as number);
        const made = groupIds(ids, tableRows, own);
        groups.set(column, made);
        return made;
      },
    };
  }

  private allInts(): Int32Array {
    const { labels } = this.data;
    const { ints: width, tables } = this.columns;
    const all = new Int32Array(labels.length * width);
    for (let row = 0; row < labels.length; row++) all[row * width] = this.domainOf(row);
    for (const [t, fields] of this.tables.entries()) {
      let { column } = tables[t] as BatchColumns['tables'][number];
      for (const { offset, field } of fields) {
        for (let i = 0; i < field.ids.length; i++) {
          all[Math.floor(i / field.slots) * width + column + (i % field.slots)] = offset + (field.ids[i] as number);
        }
        column += field.slots;
      }
    }
    return all;
  }

  private allFloats(): Float32Array {
    const { labels, dense } = this.data;
    const { floats: width, denseColumn, tables } = this.columns;
    const all = new Float32Array(labels.length * width);
    for (let row = 0; row < labels.length; row++) {
      all[row * width + LABEL_COLUMN] = labels[row] as number;
      all[row * width + WEIGHT_COLUMN] = this.options.weights?.[row] ?? 1;
      for (const [c, { values }] of dense.entries()) all[row * width + denseColumn + c] = values[row] as number;
    }
    for (const [t, fields] of this.tables.entries()) {
      let column = (tables[t] as BatchColumns['tables'][number]).weightColumn;
      if (column < 0) continue;
      for (const { field } of fields) {
        for (let i = 0; i < field.ids.length; i++) {
          all[Math.floor(i / field.slots) * width + column + (i % field.slots)] = field.weights ? (field.weights[i] as number) : 1;
        }
        column += field.slots;
      }
    }
    return all;
  }
}
