import { scoreText } from '../../lib/score-text';
import { dateText, timesText } from '../kept/texts';
import { ENGINE_NAMES } from '../top-bar/engine-names';
import type { ListedRun } from './listed';
import { dataTitle } from './names';
import { NO_USERS } from './run-texts';

/** What may stand in a column of the table of runs. */
export interface RunColumn {
  id: string;
  title: string;
  /** Whether it is shown where the person has not said otherwise. */
  usual: boolean;
  /** Of one run: what it is sorted by; undefined where there is none. */
  value: (run: ListedRun) => number | string | undefined;
  /** Of a number: as text. Left out: it is a text itself. */
  number?: (value: number) => string;
  /** Whether a group shows its mean over the seeds; else what all its runs have in common. */
  spread?: boolean;
  /** From the least to the most of a group's runs, as text; left out: both as `number` has them. */
  range?: (least: number, most: number) => string;
  /** Whether it may stand in two lines, where the table has no room. */
  folds?: boolean;
  /** Why a run has none. */
  lacking?: (run: ListedRun) => string;
}

/** Of more domains than this none has a column that is shown by itself. */
const MOST_USUAL = 4;
/** Of more none has a column at all. */
const MOST_DOMAINS = 24;

const counted = (value: number) => value.toLocaleString('en');
/** What can be read of such a run is filled in; see `LibraryRoom`. */
const KEPT_EARLIER = 'an earlier version has kept it';
const untested = (run: ListedRun) => (run.auc === undefined && run.scores === undefined ? 'it was not tested' : KEPT_EARLIER);
const unnamed = (run: ListedRun) => (run.config.data.group ? untested(run) : NO_USERS);

/** The columns that some runs have, in the order of the table; the first, the name, apart. */
export function columnsOf(runs: readonly ListedRun[]): RunColumn[] {
  const domains = [...new Set(runs.flatMap((run) => run.domains ?? []))];
  const severalData = new Set(runs.map(({ dataHash }) => dataHash)).size > 1;
  const known = domains.length > MOST_DOMAINS ? [] : domains;
  const usual = domains.length <= MOST_USUAL;
  const ofUsers = runs.some(({ scores }) => scores?.perUser);
  return [
    { id: 'data', title: 'Data', usual: severalData, value: dataTitle },
    { id: 'seed', title: 'Seed', usual: true, value: ({ config }) => config.seed, number: String },
    score('auc mean', 'AUC, mean over domains', true, ({ scores }) => scores?.auc.mean),
    score('auc all', 'AUC, all rows', false, (run) => run.scores?.auc.all ?? run.auc),
    ...known.map((name) => score(`auc in ${name}`, `AUC, ${name}`, usual, ({ scores, domains: own }) => scores?.auc.byDomain[own?.indexOf(name) ?? -1], name)),
    score('logLoss mean', 'LogLoss, mean over domains', true, ({ scores }) => scores?.logLoss.mean),
    score('logLoss all', 'LogLoss, all rows', false, ({ scores }) => scores?.logLoss.all),
    ...known.map((name) =>
      score(`logLoss in ${name}`, `LogLoss, ${name}`, false, ({ scores, domains: own }) => scores?.logLoss.byDomain[own?.indexOf(name) ?? -1], name),
    ),
    ...(ofUsers
      ? [
          { ...score('perUser mean', 'AUC per user, mean over domains', true, ({ scores }) => scores?.perUser?.mean), lacking: unnamed },
          { ...score('perUser all', 'AUC per user, all rows', false, ({ scores }) => scores?.perUser?.all), lacking: unnamed },
        ]
      : []),
    { id: 'epochs', title: 'Epochs', usual: true, value: ({ epochs }) => epochs, number: counted },
    {
      id: 'seconds',
      title: 'Seconds',
      usual: true,
      value: ({ seconds }) => seconds,
      number: (value) => (value < 99.95 ? value.toFixed(1) : counted(Math.round(value))),
      spread: true,
      lacking: () => KEPT_EARLIER,
    },
    { id: 'engine', title: 'Engine', usual: true, value: ({ engine }) => engine && ENGINE_NAMES[engine], lacking: () => KEPT_EARLIER },
    { id: 'parameters', title: 'Parameters', usual: false, value: ({ parameters }) => parameters, number: counted, lacking: untested },
    { id: 'began', title: 'Began', usual: true, value: ({ began }) => began, number: dateText, range: timesText, folds: true },
  ];
}

function score(id: string, title: string, usual: boolean, of: (run: ListedRun) => number | null | undefined, domain?: string): RunColumn {
  return {
    id,
    title,
    usual,
    value: (run) => of(run) ?? undefined,
    number: (value) => scoreText(value),
    spread: true,
    lacking: (run) => (domain !== undefined && run.domains && !run.domains.includes(domain) ? 'its data have no such domain' : untested(run)),
  };
}
