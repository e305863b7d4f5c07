import { changeOf, percent } from './changes';
import { layerOf, weightsOf } from './parts';
import type { Side } from './sides';

/** Columns that differ by less than this share of the largest number are the same but for rounding. */
const ROUNDING = 1e-3;

/** What stands out in a row's walk from the authors' start: twin columns of W_down, and an H that hardly knows the domain. */
export function authorsSentence(ours: Side, authors: Side, adapter: number): string {
  const width = layerOf(authors, adapter).z.length;
  const alike = twinColumns(weightsOf(authors, adapter).down, width, authors.look.bottleneck);
  const columns = alike
    ? `From the authors’ start all ${authors.look.bottleneck} columns of W_down are the same, so the bottleneck’s units are one unit`
    : 'From the authors’ start the columns of W_down differ';
  const [own, theirs] = [movedByDomain(ours), movedByDomain(authors)];
  return own === undefined || theirs === undefined
    ? `${columns}.`
    : `${columns}; another domain moves this row’s H by ${percent(theirs)} of its size, from our start by ${percent(own)}.`;
}

/** Whether all columns of a matrix [rows, columns] are the same but for rounding. */
export function twinColumns(values: Float32Array, rows: number, columns: number): boolean {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 1; j < columns; j++) {
      if (Math.abs((values[i * columns + j] as number) - (values[i * columns] as number)) > ROUNDING * largest) return false;
    }
  }
  return true;
}

/** How far the row's H as a row of each other domain is from its own, on the mean; undefined where there is no other. */
export function movedByDomain({ look, walk }: Side): number | undefined {
  const others = (look.walks ?? []).filter(({ row, domain }) => row === walk.row && domain !== walk.domain);
  const moves = others.map(({ h }) => changeOf([{ values: walk.h }], [{ values: h }])).filter((change) => change !== 'other');
  return moves.length > 0 ? moves.reduce((sum, move) => sum + move, 0) / moves.length : undefined;
}
