import { OF_THE_ROWS } from '../../config/experiment';
import { linkEntries } from '../../config/link';
import { valueAt } from '../../config/settings';
import { isTrained } from '../../runs/record';
import { EXPERIMENT_SHARES, snapshotOfExperiment } from '../../runs/snapshot/experiment';
import type { LeftOut, Snapshot } from '../../runs/snapshot/form';
import { settingsMark } from '../../runs/snapshot/mark';
import { RUN_SHARES, snapshotOfRun } from '../../runs/snapshot/of-run';
import { isSent } from '../../runs/snapshot/sent';
import { packed } from '../../runs/snapshot/text';
import { addressOf } from '../address';
import { ghostOf, shownRun } from '../store/selectors';
import { DEFAULT_CONFIG, linkOf } from '../store/settings';
import type { AppState } from '../store/store';
import { writeLook } from './look';

/** Characters of a link that mail and chat carry whole. */
export const LONGEST_SHARED = 8000;

/** What a link is to say beside the settings. */
export interface ShareChoice {
  look: boolean;
  result: 'none' | 'run' | 'experiment';
  /** Whether domains keep their names, which are values of a column. */
  names: boolean;
}

export interface SharedLink {
  /** What stands behind the `#`. */
  hash: string;
  /** Kinds of parts of the result that did not fit. */
  leftOut: readonly LeftOut[];
  /** Whether it is too long for a link; then nothing was left out, and it is for a file. */
  long: boolean;
}

/** Results that are there to be sent: those of the settings on the page. */
export function resultsOf(state: AppState): ('run' | 'experiment')[] {
  const run = shownRun(state);
  const { experiment, config, table } = state;
  const first = experiment?.contestants[0]?.config;
  const ofRows =
    experiment !== undefined &&
    !experiment.sweep &&
    first !== undefined &&
    experiment.data.hash === table?.hash &&
    experiment.jobs.some(({ outcome, contestant }) => outcome && contestant === experiment.reference) &&
    OF_THE_ROWS.every((path) => JSON.stringify(valueAt(first, path)) === JSON.stringify(valueAt(config, path)));
  return [...(run && isTrained(run) && !isSent(run) && ghostOf(state) === undefined ? ['run' as const] : []), ...(ofRows ? ['experiment' as const] : [])];
}

/**
 * The link of what stands on the page.
 *
 * @param base address of the page, without what stands behind the `#`: the length of a link counts it
 * @param day ISO
 */
export function sharedLink(state: AppState, { look, result, names }: ShareChoice, base: string, day: string): SharedLink {
  const settings = linkOf(state.config);
  const { tour } = look ? state : { tour: undefined };
  const looks = look ? writeLook(state) : [];
  const hash = (snapshot?: Snapshot) => addressOf({ link: settings, tour, look: [...looks, ...(snapshot ? [`result=${packed(snapshot)}`] : [])].join('&') });
  const fits = (text: string) => base.length + 1 + text.length <= LONGEST_SHARED;
  const shares = snapshotsOf(state, result, names, settingsMark(settings), day);
  if (shares.length === 0) {
    const text = hash();
    return { hash: text, leftOut: [], long: !fits(text) };
  }
  for (const share of shares) {
    const snapshot = share();
    const text = hash(snapshot);
    if (fits(text)) return { hash: text, leftOut: snapshot.leftOut ?? [], long: false };
  }
  return { hash: hash((shares[0] as () => Snapshot)()), leftOut: [], long: true };
}

/** From all that is worth telling to the least. */
function snapshotsOf(state: AppState, result: ShareChoice['result'], names: boolean, mark: string, day: string): (() => Snapshot)[] {
  const { config, experiment } = state;
  const run = shownRun(state);
  if (result === 'run' && run && isTrained(run)) return RUN_SHARES.map((share) => () => snapshotOfRun(run, mark, day, !names, share));
  if (result === 'experiment' && experiment) return EXPERIMENT_SHARES.map((share) => () => snapshotOfExperiment(experiment, config, mark, day, !names, share));
  return [];
}

/** Whether the data are the person's own: what they hold is not told unasked. */
export const isPrivate = ({ data: { source } }: AppState['config']): boolean => !('demo' in source);

/** Keys of a link that hold values of columns, as far as the settings state them. */
const VALUE_KEYS = new Set(['positive', 'groups', 'cuts', 'missing', 'splitTrain', 'splitVal', 'splitTest']);

/** Whether values are bounds such as `> 3` and `25..34`, which are no cells of a table. */
function areBounds(values: string): boolean {
  const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));
  return values.split(',').every((value) => {
    const text = value.trim();
    const ends = text.split('..');
    return /^[<>]/.test(text) ? isNumber(text.replace(/^[<>]=?/, '')) : ends.length === 2 && ends.every(isNumber);
  });
}

/** What the settings themselves tell of the values of private data: `positive=…`; empty where they name columns and bounds alone. */
export function valuesInSettings(config: AppState['config']): string[] {
  if (!isPrivate(config)) return [];
  return linkEntries(config, DEFAULT_CONFIG).flatMap(([key, value]) => (VALUE_KEYS.has(key) && !areBounds(value) ? [`${key}=${value}`] : []));
}
