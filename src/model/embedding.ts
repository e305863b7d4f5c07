import { concat, reshape, slice, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { hasHyperNetwork } from '../config/adapter-kinds';
import { DOMAIN_FIELD } from '../config/fields';
import type { ModelConfig } from '../config/run-config';
import { embedFields } from '../engine/ops/embed-fields';
import { once } from '../lib/once';
import type { Pass } from './context';
import { normal } from './init';
import type { Entry } from './layout';
import { type Module, parameterSlot } from './module';
import { type Apart, type BatchColumns, batchColumns, type EmbeddingTable, embeddingTables, type FieldShape, type ModelShape } from './shape';

/** Standard deviation of an embedding at the start, as the authors have it; the domain's has a setting of its own. */
const EMBEDDING_DEVIATION = 1e-4;

/** What a backbone reads; each is made when it is first asked for. */
export interface Embedded {
  /** All fields' embeddings, then the dense values: [1, B, W]. */
  readonly x0: Tensor3D;
  /** The embeddings alone. */
  readonly fields: Tensor3D;
  /** [1, B, C] */
  readonly dense: Tensor3D | undefined;
}

/**
 * One table for each width of embedding; fields that share one have one name in PyTorch, the owner's.
 *
 * @param torch PyTorch's name of a field's table
 */
export function embedding(shape: ModelShape, config: ModelConfig, torch = (field: string) => `embedding.embed_dict.${field}`): Module {
  const tables = embeddingTables(shape);
  const placeOf = new Map(tables.flatMap((table) => table.fields.map(({ field, offset }) => [field, { table, offset }] as const)));
  return {
    entries: tables.map((table) => ({
      name: table.name,
      part: EMBEDDINGS,
      shape: [table.rows, table.width],
      init: startOf(table, shape, config.domainStart),
      still: table.apart !== undefined && !hyperReads(table.apart, config),
    })),
    norms: [],
    slots: shape.fields.flatMap(({ name, rows, share }, f) => {
      if (share !== undefined) return [];
      const { table, offset } = placeOf.get(f) as { table: EmbeddingTable; offset: number };
      return [parameterSlot(`${torch(name)}.weight`, [rows, table.width], table.name, offset * table.width)];
    }),
    counters: [],
  };
}

/** Whether a hyper-network reads, and so trains, a table that the backbone does not train. */
function hyperReads(apart: Apart, config: ModelConfig): boolean {
  if (config.adapters.length === 0 || !hasHyperNetwork(config)) return false;
  return config.adapterKind !== 'domain-only' || apart === 'the domain';
}

function startOf({ fields, width }: EmbeddingTable, shape: ModelShape, domainStart: number): Entry['init'] {
  const domain = fields.find(({ field }) => shape.fields[field]?.name === DOMAIN_FIELD);
  const [from, to] = domain ? [domain.offset * width, (domain.offset + (shape.fields[domain.field] as FieldShape).rows) * width] : [0, 0];
  return (values, random) => {
    normal(EMBEDDING_DEVIATION)(values.subarray(0, from), random);
    normal(domainStart)(values.subarray(from, to), random);
    normal(EMBEDDING_DEVIATION)(values.subarray(to), random);
  };
}

/** The part that embeddings count towards; weight decay may treat it apart. */
export const EMBEDDINGS = 'embeddings';

export function embed(pass: Pass, shape: ModelShape): Embedded {
  const tables = embeddingTables(shape);
  const columns = batchColumns(shape);
  const dense = once(() => (shape.dense > 0 ? denseOf(pass, columns) : undefined));
  const fields = once(() => {
    const parts = tables.map((table, t) => fieldsOf(pass, table, columns, t, 0));
    return tables.length === 1 ? (parts[0] as Tensor3D) : inFieldOrder(tables, parts, pass.batch.size);
  });
  const x0 = once(() => {
    // One table: the embeddings and the dense values are put side by side in one go.
    if (tables.length === 1) return fieldsOf(pass, tables[0] as EmbeddingTable, columns, 0, shape.dense);
    const values = dense();
    return values ? concat([fields(), values], 2) : fields();
  });
  return {
    get x0() {
      return x0();
    },
    get fields() {
      return fields();
    },
    get dense() {
      return dense();
    },
  };
}

function denseOf({ batch: { floats, size } }: Pass, { dense, denseColumn }: BatchColumns): Tensor3D {
  return reshape(slice(floats, [0, denseColumn], [size, dense]), [1, size, dense]);
}

/** The embeddings of one table's fields, side by side, and `dense` dense values: [1, B, F * e + dense]. */
function fieldsOf(pass: Pass, table: EmbeddingTable, { tables, denseColumn }: BatchColumns, t: number, dense: number): Tensor3D {
  const { column, weightColumn } = tables[t] as BatchColumns['tables'][number];
  const slots = table.fields.map((field) => field.slots);
  return embedFields(pass.parameter<Tensor2D>(table.name), pass.batch, { column, slots, weightColumn, denseColumn, dense }, pass.lazyEmbeddings);
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
