import { DOMAIN_COLUMN, type Sets } from '../../engine/kernels/fused';
import type { RowWeights } from '../../engine/ops/batch/rows';
import { once } from '../../lib/once';
import { ONNX_TYPES, type OnnxValue } from '../../protocol/onnx-graph';
import { batchColumns, embeddingTables, type ModelShape } from '../shape';
import type { GraphBuilder } from './builder';

/**
 * What a graph is given, and what a pass through a model reads of a batch, made of that by the graph itself, for any number of rows.
 */

/** The name of the number of rows. */
const ROWS = 'rows';

/**
 * Ids and their weights lie in the order of the fields, as many as each has slots. Of what a shape has none of there is no input: weights where
 * each field holds one value, dense values, and the domain where there is one.
 */
export function graphInputs({ fields, dense, domains }: ModelShape): OnnxValue[] {
  const slots = fields.reduce((sum, { slots = 1 }) => sum + slots, 0);
  const has = { ids: slots > 0, weights: slots > fields.length, dense: dense > 0, domain: domains > 1 };
  const all: (OnnxValue & { name: keyof typeof has })[] = [
    { name: 'ids', type: 'int64', shape: [ROWS, slots] },
    { name: 'weights', type: 'float', shape: [ROWS, slots] },
    { name: 'dense', type: 'float', shape: [ROWS, dense] },
    { name: 'domain', type: 'int64', shape: [ROWS] },
  ];
  return all.filter(({ name }) => has[name]);
}

export const GRAPH_OUTPUT: OnnxValue = { name: 'probability', type: 'float', shape: [ROWS] };

/** A size that is fixed, or so many times the rows of the batch. */
export type Size = number | { rows: number };
const EACH_ROW: Size = { rows: 1 };

/** How many rows the graph is given, [1]. */
function rowCount(graph: GraphBuilder, { fields }: ModelShape): string {
  return graph.node('Gather', [graph.node('Shape', [fields.length > 0 ? 'ids' : 'dense']), graph.ints([0])]);
}

/** One number, all over. @param value its name */
export function filled(graph: GraphBuilder, shape: ModelShape, value: string, sizes: Size[]): string {
  const each = sizes.map((size) => {
    if (typeof size === 'number') return graph.ints([size]);
    const count = rowCount(graph, shape);
    return size.rows === 1 ? count : graph.node('Mul', [count, graph.ints([size.rows])]);
  });
  return graph.node('Expand', [value, each.length > 1 ? graph.node('Concat', each, { axis: { int: 0 } }) : (each[0] as string)]);
}

/** Names of what is read of a batch. */
export const BATCH = { ints: 'batch.ints', floats: 'batch.floats', oneHot: 'batch.oneHot' } as const;
export const weightName = (sets: Sets, part: keyof RowWeights): string => `batch.${sets}.${part}`;

/** By name, how each thing that is read of a batch is made in the graph. */
export function batchParts(graph: GraphBuilder, shape: ModelShape): Record<string, () => string> {
  const { domains } = shape;
  const axes = (...values: number[]) => graph.ints(values);
  const countAsFloat = () => graph.node('Cast', [rowCount(graph, shape)], { to: { int: ONNX_TYPES.float } });
  const of = (value: string, ...sizes: Size[]) => filled(graph, shape, value, sizes);

  /** [D, B, 1] */
  const oneHot = once(() => {
    if (domains === 1) return of(graph.float(1), 1, EACH_ROW, 1);
    const perRow = graph.node('OneHot', ['domain', graph.ints([domains]), graph.floats([0, 1])], { axis: { int: -1 } });
    return graph.node('Unsqueeze', [graph.node('Transpose', [perRow], { perm: { ints: [1, 0] } }), axes(2)]);
  });
  const turned = (tensor: string, ...perm: number[]) => graph.node('Transpose', [tensor], { perm: { ints: perm } });

  const ofAll = (): Record<string, () => string> => {
    const one = () => graph.float(1);
    const share = () => graph.node('Div', [one(), countAsFloat()]);
    return {
      mean: () => of(share(), 1, 1, EACH_ROW),
      column: () => of(share(), 1, EACH_ROW, 1),
      sum: () => of(one(), 1, 1, EACH_ROW),
      unbias: () => {
        const rows = countAsFloat();
        return graph.node('Div', [rows, graph.node('Max', [graph.node('Sub', [rows, one()]), one()])]);
      },
    };
  };
  const ofOwn = (sets: Sets): Record<string, () => string> => {
    const inTower = sets === 'own-in-tower';
    /** [D, 1, 1], or [1, D, 1] where the domains' sets lie side by side. */
    const perSet = (tensor: string) => (inTower ? tensor : turned(tensor, 1, 0, 2));
    const counts = () => graph.node('ReduceSum', [oneHot(), axes(1)], { keepdims: { int: 1 } });
    const few = (rows: string) => graph.node('Less', [rows, graph.float(2)]);
    const absent = () => graph.node('Cast', [few(counts())], { to: { int: ONNX_TYPES.float } });
    /** [D, B, 1] */
    const column = () => {
      const rows = counts();
      const share = graph.node('Where', [few(rows), graph.float(0), graph.node('Div', [graph.float(1), graph.node('Max', [rows, graph.float(1)])])]);
      return graph.node('Mul', [oneHot(), share]);
    };
    return {
      mean: () => (inTower ? turned(column(), 0, 2, 1) : turned(column(), 2, 0, 1)),
      column: () => (inTower ? column() : graph.node('ReduceSum', [column(), axes(0)], { keepdims: { int: 1 } })),
      sum: () => (inTower ? of(graph.float(1), 1, 1, EACH_ROW) : turned(oneHot(), 2, 0, 1)),
      unbias: () => {
        const rows = counts();
        const more = graph.node('Div', [rows, graph.node('Max', [graph.node('Sub', [rows, graph.float(1)]), graph.float(1)])]);
        return perSet(graph.node('Where', [few(rows), graph.float(1), more]));
      },
      absent: () => perSet(absent()),
      spread: () => turned(oneHot(), 2, 1, 0),
    };
  };
  const weights = (['batch', 'own-in-tower', 'own-in-row'] as const).flatMap((sets) =>
    Object.entries(sets === 'batch' ? ofAll() : ofOwn(sets)).map(([part, make]) => [weightName(sets, part as keyof RowWeights), make] as const),
  );
  return {
    [BATCH.ints]: () => ids(graph, shape),
    [BATCH.floats]: () => floats(graph, shape),
    [BATCH.oneHot]: oneHot,
    ...Object.fromEntries(weights),
  };
}

/** Where each field's first slot lies among all. */
function slotsBefore({ fields }: ModelShape): number[] {
  let before = 0;
  return fields.map(({ slots = 1 }) => {
    before += slots;
    return before - slots;
  });
}

/** By table, where each of its columns lies among all fields' slots, and what is added to its ids there. */
function tableColumns(shape: ModelShape): { column: number; plus: number }[][] {
  const begins = slotsBefore(shape);
  return embeddingTables(shape).map(({ fields }) =>
    fields.flatMap(({ field, offset, slots }) => Array.from({ length: slots }, (_, slot) => ({ column: (begins[field] as number) + slot, plus: offset }))),
  );
}

/** [B, I]: ids as rows of the stacked tables. The column of the domain is read by no composed op: any number may stand there. */
function ids(graph: GraphBuilder, shape: ModelShape): string {
  const before = Array.from({ length: DOMAIN_COLUMN + 1 }, () => ({ column: 0, plus: 0 }));
  const columns = [...before, ...tableColumns(shape).flat()];
  const picked = graph.node('Gather', ['ids', graph.ints(columns.map(({ column }) => column))], { axis: { int: 1 } });
  return graph.node('Add', [picked, graph.ints(columns.map(({ plus }) => plus))]);
}

/** [B, L]: dense values and weights. The columns of the label and of its weight are read by nothing at evaluation. */
function floats(graph: GraphBuilder, shape: ModelShape): string {
  const { denseColumn, tables } = batchColumns(shape);
  const weighted = tableColumns(shape).filter((_, t) => (tables[t]?.weightColumn as number) >= 0);
  const all = [...(shape.dense > 0 ? ['dense'] : []), ...(weighted.length > 0 ? ['weights'] : [])];
  const columns = [
    ...Array.from({ length: denseColumn }, () => 0),
    ...Array.from({ length: shape.dense }, (_, column) => column),
    ...weighted.flat().map(({ column }) => shape.dense + column),
  ];
  return graph.node('Gather', [all.length > 1 ? graph.node('Concat', all, { axis: { int: 1 } }) : (all[0] as string), graph.ints(columns)], {
    axis: { int: 1 },
  });
}
