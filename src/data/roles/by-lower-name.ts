import type { ColumnProfile } from '../../protocol/columns';

/** The columns by their names in small letters; of several the first. */
export function byLowerName(profiles: readonly ColumnProfile[]): Map<string, ColumnProfile> {
  const byName = new Map<string, ColumnProfile>();
  for (const profile of profiles) {
    const name = profile.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, profile);
  }
  return byName;
}
