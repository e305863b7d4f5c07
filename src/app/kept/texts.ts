import { modelTitle } from '../../config/backbones';
import type { KeptRun, Library } from '../../protocol/library';
import { dataTitle } from '../runs/names';

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

/** From one time to a later one: `26 Nov 2026, 16:40 – 17:05`. The day stands once where it is the same, and the times stay on one line. */
export function timesText(from: number, to: number): string {
  const [first, last] = [dateText(from), dateText(to)];
  if (first === last) return first;
  const [day, time] = last.split(', ');
  return first.startsWith(`${day}, `) ? `${first}\u00a0–\u00a0${time}` : `${first} – ${last}`;
}

/** What a run is of: its data, and its model. */
export function runTitle(run: Pick<KeptRun, 'dataName' | 'config'>): string {
  return `${dataTitle(run)}, ${modelTitle(run.config.model)}, seed ${run.config.seed}`;
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
