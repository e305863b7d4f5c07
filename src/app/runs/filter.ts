import type { RunsLook } from '../store/runs';
import type { ListedRun } from './listed';
import { dataTitle } from './names';

/** Runs of the data that are looked at, and starred where that is asked for: their names are made of what differs among them. */
export function runsShown(runs: readonly ListedRun[], { data, starred }: Pick<RunsLook, 'data' | 'starred'>): ListedRun[] {
  return runs.filter((run) => (data === '' || run.dataHash === data) && (!starred || run.star === true));
}

/** Runs with every word of a text in their name, seed, data or note, whatever its case. */
export function runsWith(runs: readonly ListedRun[], text: string, names: ReadonlyMap<string, string>): ListedRun[] {
  const words = text.toLowerCase().split(' ').filter(Boolean);
  if (words.length === 0) return [...runs];
  return runs.filter((run) => {
    const said = `${names.get(run.id) ?? ''} seed ${run.config.seed} ${dataTitle(run)} ${run.dataName} ${run.note ?? ''}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** Enough of a hash to tell data apart; that of a demo set is words. */
export const shortHash = (hash: string): string => (hash.startsWith('demo-') ? hash : hash.slice(0, 12));

/** The data of some runs, each once, by name. */
export function dataOf(runs: readonly ListedRun[]): { hash: string; title: string }[] {
  const found = new Map<string, string>();
  for (const run of runs) if (!found.has(run.dataHash)) found.set(run.dataHash, dataTitle(run));
  const titles = [...found.values()];
  return [...found]
    .map(([hash, title]) => ({ hash, title: titles.indexOf(title) === titles.lastIndexOf(title) ? title : `${title} (${shortHash(hash)})` }))
    .sort((a, b) => a.title.localeCompare(b.title));
}
