import { scoreText } from '../../lib/score-text';
import type { KeptRun, Library } from '../../protocol/library';
import { dataTitle, namesOf } from '../runs/names';

const counted = (count: number, one: string, several: string) => `${count.toLocaleString('en')} ${count === 1 ? one : several}`;

/** `2 runs and 1 data set`. */
export function sumText({ runs, data }: Pick<Library, 'runs' | 'data'>): string {
  const parts = [runs.length > 0 ? counted(runs.length, 'run', 'runs') : '', data.length > 0 ? counted(data.length, 'data set', 'data sets') : ''];
  return parts.filter((part) => part !== '').join(' and ');
}

/** A share in percent, with as many digits as tell it from nothing. */
export function shareText(bytes: number, of: number): string {
  const percent = (100 * bytes) / of;
  if (percent > 0 && percent < 0.01) return 'less than 0.01 %';
  return `${percent < 1 ? percent.toFixed(2) : percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** `26 Nov 2026, 16:40`, in the person's own time. */
export const dateText = (ms: number): string => new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The same with its seconds. */
const secondText = (ms: number): string => new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** From one time to a later one: `26 Nov 2026, 16:40 – 17:05`. The day stands once where it is the same, and the times stay on one line. */
export function timesText(from: number, to: number): string {
  const [first, last] = [dateText(from), dateText(to)];
  if (first === last) return first;
  const [day, time] = last.split(', ');
  return first.startsWith(`${day}, `) ? `${first}\u00a0–\u00a0${time}` : `${first} – ${last}`;
}

/** Names of runs by id, each its own: of those that are called alike also when they began. @param nameOf with the seed */
export function ownNames<R extends Pick<KeptRun, 'id' | 'began'>>(runs: readonly R[], nameOf: (run: R) => string): Map<string, string> {
  const times = new Map<string, number>();
  for (const run of runs) times.set(nameOf(run), (times.get(nameOf(run)) ?? 0) + 1);
  return new Map(runs.map((run) => [run.id, `${nameOf(run)}${(times.get(nameOf(run)) ?? 0) > 1 ? `, ${secondText(run.began)}` : ''}`]));
}

/** What runs are of: their data, their model, what differs among them, the seed; and when they began, where nothing else tells them apart. */
export function runTitles(runs: readonly Pick<KeptRun, 'id' | 'began' | 'dataName' | 'config'>[]): Map<string, string> {
  const names = namesOf(runs);
  return ownNames(runs, (run) => `${dataTitle(run)}, ${names.get(run.id)}, seed ${run.config.seed}`);
}

/** What came of a run, and what the person has put down about it: `mean AUC .7212 · before the fix`; empty where there is neither. */
export function outcomeText({ scores, auc, note }: Pick<KeptRun, 'scores' | 'auc' | 'note'>): string {
  const mean = scores?.auc.mean ?? undefined;
  const score = mean !== undefined ? `mean AUC ${scoreText(mean)}` : auc === undefined ? '' : `AUC ${scoreText(auc)}`;
  return [score, note].filter(Boolean).join(' · ');
}

/** What is said of a run that the worker of the page does not train. @param ownLane whether a lane of this tab's comparison does */
export const trainerText = (ownLane: boolean): string => (ownLane ? 'the comparison trains it' : 'another tab trains it');

/** How far a run came. @param here whether this tab trains it @param ownLane whether it does so for its comparison */
export function stateText({ phase, epochs, elsewhere }: Pick<KeptRun, 'phase' | 'epochs' | 'elsewhere'>, here = false, ownLane = false): string {
  if (elsewhere) return trainerText(ownLane);
  if (here) return 'is being trained';
  const far = counted(epochs, 'epoch', 'epochs');
  // Who trains to its end has trained an epoch.
  if (phase === 'done') return epochs === 0 ? 'opened from a file' : far;
  if (phase === 'failed') return `failed after ${far}`;
  return phase === 'stopped' ? `stopped after ${far}` : `cut off after ${far}`;
}
