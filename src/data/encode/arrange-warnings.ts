import type { DataWarning } from '../../protocol/data';

/** So many columns, or parts of domains, that have the same warning are named one by one. */
const FEW = 3;
/** So many names stand in a warning about many columns. */
const NAMED = 5;

/** What a warning is about, the weightiest first. */
const ORDER = ['data.domain', 'data.label', 'data', 'split', 'domain'];

const OF_ONE = /^(column|domain) (".*)$/s;
const MANY = { column: 'columns', domain: 'parts of domains' };

/** The warnings in the order of their weight, those that say the same of many columns or domains as one. */
export function arrangeWarnings(warnings: readonly DataWarning[]): DataWarning[] {
  const alike = new Map<string, string[]>();
  for (const { message, where } of warnings) {
    const [, , name] = OF_ONE.exec(where ?? '') ?? [];
    if (name === undefined) continue;
    const names = alike.get(message) ?? [];
    names.push(name);
    alike.set(message, names);
  }
  const told = new Set<string>();
  const grouped = warnings.flatMap((warning) => {
    const { message, where } = warning;
    const [, kind] = OF_ONE.exec(where ?? '') ?? [];
    const all = kind === undefined ? [] : (alike.get(message) as string[]);
    const rank = rankOf(warning);
    if (all.length <= FEW) return [{ warning, rank }];
    if (told.has(message)) return [];
    told.add(message);
    const more = all.length - NAMED;
    const names = all.slice(0, NAMED).join(kind === 'column' ? ', ' : '; ');
    return [{ rank, warning: { message, where: `${all.length} ${MANY[kind as keyof typeof MANY]} (${names}${more > 0 ? ` and ${more} more` : ''})` } }];
  });
  // Those of the same weight stay as they came.
  return grouped.sort((a, b) => a.rank - b.rank).map(({ warning }) => warning);
}

function rankOf({ where }: DataWarning): number {
  // It is about the whole file.
  if (where === undefined) return -1;
  const rank = ORDER.findIndex((about) => where === about || where.startsWith(`${about}.`) || where.startsWith(`${about},`) || where.startsWith(`${about} `));
  return rank < 0 ? ORDER.length : rank;
}
