import { VIEW_ALIGNMENT } from '../engine/engine';
import type { Random } from '../lib/random';

/** One parameter, or one running statistic, of a model. */
export interface Entry {
  name: string;
  shape: number[];
  /** The part of the model that it counts towards: embedding, tower, hyper-network, adapter, head. */
  part: string;
  /** Fills the start values, row-major; `random` is a stream of this entry's own. */
  init: (values: Float32Array, random: Random) => void;
  /** It never moves: nothing that is computed reads it in a way that a gradient would take, and weight decay leaves it alone. */
  still?: boolean;
  /** Multiply-adds that it takes part in, for one row, forward. */
  cost?: number;
}

/**
 * Entries laid one after the other in one flat buffer, so that an optimiser's step is one operation in all. Each begins at
 * a place where a view may begin; the gaps hold 0.
 */
export class Layout {
  /** Length of the flat buffer. */
  readonly size: number;
  /** Numbers in all entries. */
  readonly count: number;
  private readonly offsets: number[] = [];

  constructor(readonly entries: readonly Entry[]) {
    let offset = 0;
    for (const entry of entries) {
      this.offsets.push(offset);
      offset += Math.ceil(sizeOf(entry.shape) / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;
    }
    this.size = offset;
    this.count = entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  }

  /** The start values of every entry, flat. @param stream gives each entry its own random numbers, by name */
  start(stream: (name: string) => Random): Float32Array {
    const flat = new Float32Array(this.size);
    for (const [i, { name, shape, init }] of this.entries.entries()) {
      const offset = this.offsets[i] as number;
      init(flat.subarray(offset, offset + sizeOf(shape)), stream(name));
    }
    return flat;
  }

  /** A view of one entry's values in a flat array. @throws Error if there is no such entry */
  view(flat: Float32Array, name: string): Float32Array {
    return flat.subarray(...this.range(name));
  }

  /** Where an entry begins in a flat array, and where it ends. @throws Error if there is no such entry */
  range(name: string): [from: number, to: number] {
    const i = this.indexOf(name);
    const offset = this.offsets[i] as number;
    return [offset, offset + sizeOf((this.entries[i] as Entry).shape)];
  }

  /** Where the first entry of a part begins, and where its last one ends; nowhere if there is none. The entries of a part lie together. */
  rangeOf(part: string): [from: number, to: number] {
    const ranges = this.entries.filter((entry) => entry.part === part).map(({ name }) => this.range(name));
    return [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? 0];
  }

  has(name: string): boolean {
    return this.entries.some((entry) => entry.name === name);
  }

  shapeOf(name: string): number[] {
    return (this.entries[this.indexOf(name)] as Entry).shape;
  }

  /** Numbers in each part. */
  countByPart(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { part, shape } of this.entries) counts[part] = (counts[part] ?? 0) + sizeOf(shape);
    return counts;
  }

  /** Multiply-adds a row, forward, in each part; parts that only look up or add have 0. */
  costByPart(): Record<string, number> {
    const costs: Record<string, number> = {};
    for (const { part, cost = 0 } of this.entries) costs[part] = (costs[part] ?? 0) + cost;
    return costs;
  }

  private indexOf(name: string): number {
    const i = this.entries.findIndex((entry) => entry.name === name);
    if (i < 0) throw new Error(`The model has no "${name}".`);
    return i;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
