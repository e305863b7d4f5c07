import { concat, matMul, mul, reshape, slice, type Tensor1D, type Tensor2D, type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { embedFields, type IdGroups } from '../engine/ops/embed-fields';
import type { Pass } from './context';
import { normal } from './init';
import { type Module, parameterSlot } from './module';
import { type EmbeddingTable, embeddingTables, type ModelShape } from './shape';

/** The authors' start: N(0, 1e-4), the number being the standard deviation. */
const EMBEDDING_DEVIATION = 1e-4;

/** The ids of a batch in one embedding table. */
export interface TableInput {
  /** [B * slots] rows of the table, row by row of the batch. */
  ids: Tensor1D;
  /** The same ids grouped, on engines that need it for the gradient. */
  groups?: IdGroups | undefined;
  /** [B, slots, 1] weight of each value in its field's sum; left out where every field has one value. */
  weights?: Tensor3D | undefined;
}

/** A batch as the model reads it. */
export interface ModelInput {
  /** In the order of `embeddingTables`. */
  tables: TableInput[];
  /** [1, B, C]; left out where there are no dense fields. */
  dense?: Tensor3D | undefined;
  batch: number;
}

/** What a backbone reads. */
export interface Embedded {
  /** All fields' embeddings, then the dense values: [1, B, W]. */
  x0: Tensor3D;
  /** The embeddings alone. */
  fields: Tensor3D;
  /** [1, B, C] */
  dense: Tensor3D | undefined;
}

/** One table for each width of embedding; fields that share one have one name in PyTorch, the owner's. */
export function embedding(shape: ModelShape): Module {
  const tables = embeddingTables(shape);
  return {
    entries: tables.map((table) => ({ name: table.name, part: EMBEDDINGS, shape: [table.rows, table.width], init: normal(EMBEDDING_DEVIATION) })),
    norms: [],
    slots: shape.fields.flatMap(({ name, rows, share }, f) => {
      if (share !== undefined) return [];
      const table = tables.find(({ fields }) => fields.some(({ field }) => field === f)) as EmbeddingTable;
      const { offset } = table.fields.find(({ field }) => field === f) as { offset: number };
      return [parameterSlot(`embedding.embed_dict.${name}.weight`, [rows, table.width], table.name, offset * table.width)];
    }),
    counters: [],
  };
}

/** The part that embeddings count towards; weight decay may treat it apart. */
export const EMBEDDINGS = 'embeddings';

export function embed(pass: Pass, shape: ModelShape, input: ModelInput): Embedded {
  const tables = embeddingTables(shape);
  const parts = tables.map((table, t) => fieldsOf(pass, table, input.tables[t] as TableInput, input.batch));
  const fields = tables.length === 1 ? (parts[0] as Tensor3D) : inFieldOrder(tables, parts, input.batch);
  return { x0: input.dense ? concat([fields, input.dense], 2) : fields, fields, dense: input.dense };
}

/** The embeddings of one table's fields, side by side: [1, B, F * e]. */
function fieldsOf(pass: Pass, table: EmbeddingTable, { ids, groups, weights }: TableInput, batch: number): Tensor3D {
  const values = embedFields(pass.parameter<Tensor2D>(table.name), ids, groups);
  const sideBySide: [number, number, number] = [1, batch, table.fields.length * table.width];
  if (!weights) return reshape(values, sideBySide);
  const weighted: Tensor3D = mul(reshape(values, [batch, table.slots, table.width]), weights);
  return reshape(matMul(slotsOfFields(table), weighted), sideBySide);
}

/** [1, F, slots]: 1 where a slot belongs to a field, so that a product with it adds up each field's values. */
function slotsOfFields({ fields, slots }: EmbeddingTable): Tensor3D {
  const belongs = new Float32Array(fields.length * slots);
  let slot = 0;
  for (const [f, field] of fields.entries()) for (let i = 0; i < field.slots; i++) belongs[f * slots + slot++] = 1;
  return tensor3d(belongs, [1, fields.length, slots]);
}

function inFieldOrder(tables: EmbeddingTable[], parts: Tensor3D[], batch: number): Tensor3D {
  const pieces: { field: number; values: Tensor3D }[] = tables.flatMap(({ fields, width }, t) =>
    fields.map(({ field }, i) => ({ field, values: slice(parts[t] as Tensor3D, [0, 0, i * width], [1, batch, width]) })),
  );
  return concat(
    pieces.sort((a, b) => a.field - b.field).map(({ values }) => values),
    2,
  );
}
