import type { KnownData, KnownSetInfo } from '../../protocol/files';
import type { Table } from '../table/table';
import { aliCcp } from './ali-ccp';
import { aliexpress } from './aliexpress';
import { amazon } from './amazon';
import { douban } from './douban';
import type { KnownSet, Recipe } from './known-set';
import { kuairand } from './kuairand';
import { mind } from './mind';
import { movielens1m, movielens100k, movielensNewer } from './movielens';
import { tenrec } from './tenrec';

/** Every data set that is recognised, in the order of their list. The first that knows files or a table is it. */
export const KNOWN_SETS: readonly KnownSet[] = [movielens100k, movielens1m, movielensNewer, aliCcp, kuairand, douban, mind, amazon, tenrec, aliexpress];

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
