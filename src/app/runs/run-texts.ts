import { isActive } from '../../runs/record';
import { trainerText } from '../kept/texts';
import { seedsOf } from './item-text';
import type { ListedRun } from './listed';

/** What the table says under a run's name: where it is, or how it ended; empty of one that is done and kept. @param ownLane as of `isOfOwnLane` */
export function whereText(
  { where, phase, elsewhere, epochs }: Pick<ListedRun, 'where' | 'phase' | 'elsewhere'> & Partial<Pick<ListedRun, 'epochs'>>,
  ownLane: boolean,
): string {
  if (where === 'page') return 'comes with the page';
  if (elsewhere) return trainerText(ownLane);
  const how = phase === 'done' ? (epochs === 0 ? 'opened from a file' : '') : isActive({ phase }) ? 'cut off' : phase;
  return [how, where === 'visit' ? 'not kept: gone with a reload' : ''].filter(Boolean).join(', ');
}

/** How many runs a group has, and of how many seeds. */
export function groupText(runs: readonly { config: { seed: number } }[]): string {
  const seeds = seedsOf(runs);
  return seeds === runs.length ? `${seeds} seeds` : `${runs.length} runs, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`;
}

/** Why a run cannot be put on the page now; undefined where it can. How one of the comparison is going stands there. */
export function openHindrance({ running, isOpen, ownLane }: Record<'running' | 'isOpen' | 'ownLane', boolean>): string | undefined {
  if (running) return 'A run is still going on. Stop it first.';
  if (isOpen) return 'It is on the page.';
  return ownLane ? 'The comparison is training it.' : undefined;
}

/** Why a run has no AUC per user. */
export const NO_USERS = 'no column of its users is named';
