import type { KnownData, KnownSetInfo } from '../../protocol/files';
import type { Table } from '../table/table';
import type { KnownSet, Recipe } from './known-set';

/** Every data set that is recognised, in the order of their list. The first that knows files or a table is it. */
export const KNOWN_SETS: readonly KnownSet[] = [];

export const knownSetInfos = (): KnownSetInfo[] => KNOWN_SETS.map(({ info }) => info);

/** How files are read whose names are known. @param names without folders */
export function recipeOf(names: readonly string[]): Recipe | undefined {
  for (const set of KNOWN_SETS) {
    const recipe = set.recipe?.(names);
    if (recipe) return recipe;
  }
  return undefined;
}

/** What the authors of a known data set make of its table. */
export function knownData(table: Table): KnownData | undefined {
  for (const set of KNOWN_SETS) {
    const made = set.made(table);
    if (made) return made;
  }
  return undefined;
}
