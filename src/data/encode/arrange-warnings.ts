import type { DataWarning } from '../../protocol/data';

/** So many columns of one warning are named one by one. */
const FEW = 3;
/** So many names stand in a warning about many columns. */
const NAMED = 5;

/** What a warning is about, the weightiest first. */
const ORDER = ['data.domain', 'data.label', 'data', 'split', 'domain'];

const OF_COLUMN = /^column "(.*)"$/s;

/** The warnings in the order of their weight, those that say the same of many columns as one. */
export function arrangeWarnings(warnings: readonly DataWarning[]): DataWarning[] {
  const alike = new Map<string, string[]>();
  for (const { message, where } of warnings) {
    const column = OF_COLUMN.exec(where ?? '')?.[1];
    if (column !== undefined) alike.set(message, [...(alike.get(message) ?? []), column]);
  }
  const told = new Set<string>();
  const grouped = warnings.flatMap((warning) => {
    const { message, where } = warning;
    const columns = OF_COLUMN.test(where ?? '') ? (alike.get(message) ?? []) : [];
    if (columns.length <= FEW) return [warning];
    if (told.has(message)) return [];
    told.add(message);
    const more = columns.length - NAMED;
    const names = columns.slice(0, NAMED).map((name) => `"${name}"`);
    return [{ message, where: `${columns.length} columns (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})` }];
  });
  return grouped
    .map((warning, i) => ({ warning, i, rank: rankOf(warning) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map(({ warning }) => warning);
}

function rankOf({ where = '' }: DataWarning): number {
  const rank = ORDER.findIndex((about) => where === about || where.startsWith(`${about}.`) || where.startsWith(`${about},`) || where.startsWith(`${about} `));
  return rank < 0 ? ORDER.length : rank;
}
