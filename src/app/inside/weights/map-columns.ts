/** How wide small maps may be, and how far they stand apart. */
export const [GAP, WIDEST] = [12, 208];
const NARROWEST = 72;

/** How many columns `count` maps stand in: as few rows as let each be read, filled evenly. */
export function mapColumns(count: number, width: number): number {
  for (let rows = 1; rows < count; rows++) {
    const columns = Math.ceil(count / rows);
    if ((width - GAP * (columns - 1)) / columns >= NARROWEST) return columns;
  }
  return 1;
}
