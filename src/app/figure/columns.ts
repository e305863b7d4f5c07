/** How many of `count` small pictures stand in a row, `most` at the most and hardly fewer, so that the least room stays empty. */
export function columnsFor(count: number, most: number): number {
  if (count <= most) return Math.max(1, count);
  const emptyWith = (columns: number) => 1 - count / (Math.ceil(count / columns) * columns);
  return emptyWith(most - 1) < emptyWith(most) ? most - 1 : most;
}
