/** What a model must know of the data. */
export interface ModelShape {
  /** Sparse fields in order, the domain last, with the rows of each one's table. */
  fields: { name: string; rows: number }[];
  /** Number of dense fields. */
  dense: number;
  domains: number;
}

/** Width of x0: all embeddings side by side, then the dense values. */
export function inputWidth(shape: ModelShape, embedding: number): number {
  return shape.fields.length * embedding + shape.dense;
}

/** Where each field's rows begin in the stacked embedding table, and where the table ends: [F + 1]. */
export function fieldOffsets(shape: ModelShape): number[] {
  const offsets = [0];
  for (const { rows } of shape.fields) offsets.push((offsets.at(-1) as number) + rows);
  return offsets;
}
