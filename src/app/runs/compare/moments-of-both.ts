import type { Look } from '../../../protocol/insight';
import { momentName } from '../../../runs/inside/moment-name';

/** A moment at which two runs are set side by side: so many epochs, or the weights that each of them kept. */
export type MomentOfBoth = number | 'kept';

/**
 * The whole epochs that either run was looked at, ascending, and at last the weights that were kept. Looks within an epoch are left out: they
 * come as time allows, and so stand at other moments in each run.
 */
export function momentsOfBoth(runs: readonly (readonly Look[])[]): MomentOfBoth[] {
  const epochs = runs.flatMap((looks) => looks.flatMap(({ epoch, final }) => (final || !Number.isInteger(epoch) ? [] : [epoch])));
  return [...[...new Set(epochs)].sort((a, b) => a - b), 'kept'];
}

/**
 * The look of a run that is shown at a moment: its own, else the nearest by epochs, the earlier of two.
 *
 * @param looks one at least
 * @returns with whether it is of that very moment
 */
export function lookAt(looks: readonly Look[], moment: MomentOfBoth): { look: Look; exact: boolean } {
  const kept = looks.findLast(({ final }) => final);
  if (moment === 'kept') return { look: kept ?? (looks.at(-1) as Look), exact: kept !== undefined };
  // The weights that were kept are those of an epoch too; what was seen amid training says the same of it.
  const [look] = [...looks].sort((a, b) => Math.abs(a.epoch - moment) - Math.abs(b.epoch - moment) || a.epoch - b.epoch || Number(a.final) - Number(b.final));
  return { look: look as Look, exact: look?.epoch === moment };
}

/** What a moment is called. */
export const nameOfBoth = (moment: MomentOfBoth): string => (moment === 'kept' ? 'weights kept' : momentName({ epoch: moment, final: false }));
