import { isStored, isTrained, type RunRecord, type TrainedRun } from '../../runs/record';
import { isSent } from '../../runs/snapshot/sent';
import { comesWithPage } from '../../runs/stored';
import { type Around, GROUPS, type Made, type TakeAwayEntry } from './entries';
import type { Size } from './sizes';

/** A file that can be made of a run. */
export interface Offer {
  entry: TakeAwayEntry;
  size: () => Size | Promise<Size>;
  goesAlong: string;
  make: (around: Around) => Promise<string | Uint8Array>;
}

export interface Offers {
  groups: { title: string; offers: Offer[] }[];
  /** What cannot be made, by its reason: a sentence or two, with what to do. */
  missing: { titles: string[]; why: string }[];
}

/**
 * The files of an ended run that can be made, and why others cannot.
 *
 * @param current whether it is the worker's run, so that its model can be asked
 */
export function offersOf(run: RunRecord, current: boolean): Offers {
  const gone = whyNoModel(run, current);
  const missing = new Map<string, string[]>();
  const made = <Run extends RunRecord>(entry: TakeAwayEntry & Made<Run>, of: Run): Offer[] => [
    { entry, size: () => entry.size(of), goesAlong: entry.goesAlong(of), make: (around) => entry.make(of, around) },
  ];
  const offer = (entry: TakeAwayEntry): Offer[] => {
    const why = entry.ofModel ? gone : entry.absent?.(run);
    // What is not trained is gone too.
    if (why === undefined) return entry.ofModel ? made(entry, run as TrainedRun) : made(entry, run);
    missing.set(why, [...(missing.get(why) ?? []), entry.title]);
    return [];
  };
  const groups = GROUPS.map(({ title, entries }) => ({ title, offers: entries.flatMap(offer) })).filter(({ offers }) => offers.length > 0);
  return { groups, missing: [...missing].map(([why, titles]) => ({ titles, why })) };
}

/** Why a run's model cannot be asked, and what to do; undefined where it can. */
function whyNoModel(run: RunRecord, current: boolean): string | undefined {
  if (comesWithPage(run)) return 'this run came with the page, without its model. Press Train: the same run on your machine has them.';
  if (isSent(run)) return 'this result came from somebody else, without its model. Press Train to repeat it here, or drop their file of weights on the page.';
  if (isStored(run) || !current)
    return 'the model of this run is not in this tab. Where it was kept, it comes back when its data are open; otherwise press Train to repeat the run.';
  if (!isTrained(run)) return 'the model of this run was not trained and tested to its end. Press Train.';
  return undefined;
}
