import { DOMAIN_COLUMN, WEIGHT_COLUMN } from '../engine/kernels/fused';

/** A sparse field, as a model sees it. */
export interface FieldShape {
  name: string;
  /** Rows of its embedding table. */
  rows: number;
  /** Width of its embedding. */
  width: number;
  /** Most values that a row has; left out: 1. The embeddings of several are added, each with its weight. */
  slots?: number;
  /** The field whose table it uses; left out: its own. */
  share?: string;
  /** Whether it says who a row is of, user or item, to a backbone that asks. */
  id?: true;
  /** No part of the backbone trains its table: a hyper-network that reads it would. */
  apart?: Apart;
}

/** The domain's table has a place of its own where a hyper-network may read the domain alone. */
export type Apart = 'with the others' | 'the domain';

/** What a model must know of the data. */
export interface ModelShape {
  /** Sparse fields in order, the domain last where it is an input. */
  fields: FieldShape[];
  /** Number of dense fields. */
  dense: number;
  domains: number;
}

/** Fields of one width, their tables stacked into one. */
export interface EmbeddingTable {
  /** Name of the parameter. */
  name: string;
  width: number;
  /** Rows of all tables together. */
  rows: number;
  /** By their place in the model's order, with where each one's rows begin. */
  fields: { field: number; offset: number; slots: number }[];
  /** Values of a row in all of its fields. */
  slots: number;
  /** Where no part of the backbone trains it. */
  apart: Apart | undefined;
}

/** What follows the name of a table apart. */
export const SUFFIX: Record<Apart, string> = { 'with the others': '.apart', 'the domain': '.domain' };

/** The model's embedding tables, one for each width, those apart that the backbone does not train; most models have one. */
export function embeddingTables({ fields }: ModelShape): EmbeddingTable[] {
  const widths = new Set(fields.map(({ width }) => width));
  const kinds = new Map(fields.map(({ width, apart }) => [`${width} ${apart}`, { width, apart }]));
  return [...kinds.values()].map(({ width, apart }) => {
    const name = `embedding${widths.size === 1 ? '' : `.${width}`}${apart ? SUFFIX[apart] : ''}`;
    const table: EmbeddingTable = { name, width, rows: 0, fields: [], slots: 0, apart };
    const offsets = new Map<string, number>();
    const members = [...fields.entries()].filter(([, field]) => field.width === width && field.apart === apart);
    for (const [, { name, rows, share }] of members) {
      if (share !== undefined) continue;
      offsets.set(name, table.rows);
      table.rows += rows;
    }
    for (const [field, { name, share, slots = 1 }] of members) {
      table.fields.push({ field, offset: offsets.get(share ?? name) as number, slots });
      table.slots += slots;
    }
    return table;
  });
}

/** Widths of x0 (all embeddings side by side, then the dense values), and of the embeddings alone. */
export function inputWidths(shape: ModelShape): { all: number; fields: number } {
  const fields = shape.fields.reduce((sum, { width }) => sum + width, 0);
  return { all: fields + shape.dense, fields };
}

/** Where a batch's numbers lie; see `engine/kernels/fused.ts`. */
export interface BatchColumns {
  /** Columns of the whole numbers: the domain, then each table's ids. */
  ints: number;
  /** Columns of the others: label, weight in the loss, dense values, then the weights of the values of tables that need any. */
  floats: number;
  denseColumn: number;
  dense: number;
  /** In the order of `embeddingTables`; a weight column of -1: each value counts once. */
  tables: { column: number; weightColumn: number }[];
}

export function batchColumns(shape: ModelShape): BatchColumns {
  const denseColumn = WEIGHT_COLUMN + 1;
  let [ints, floats] = [DOMAIN_COLUMN + 1, denseColumn + shape.dense];
  const tables = embeddingTables(shape).map(({ slots, fields }) => {
    const weighted = slots > fields.length;
    const columns = { column: ints, weightColumn: weighted ? floats : -1 };
    ints += slots;
    if (weighted) floats += slots;
    return columns;
  });
  return { ints, floats, denseColumn, dense: shape.dense, tables };
}
