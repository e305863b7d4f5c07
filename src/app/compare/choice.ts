import { completeRunConfig } from '../../config/complete';
import { type Experiment, MOST_SEEDS, parseExperiment } from '../../config/experiment';
import { overlay } from '../../config/overlay';
import { ConfigError, type SettingProblem } from '../../config/problems';
import { parseRunConfig, type RunConfig, type RunConfigInput } from '../../config/run-config';
import { type Proposal, USUAL_REFERENCE } from '../../config/usual-contestants';
import { USUAL_SEEDS } from '../../config/usual-seeds';
import { wholeNumber } from '../../config/whole-number';
import { fewestSeeds } from '../../measures/paired/holm';
import type { Metric } from '../../runs/experiment/outcome';
import { differenceWords, type PageSettings, usualName, usualProposals } from './proposals';

/** A contestant as it is chosen. */
export interface Entry extends Proposal {
  /** Tells one from another while they are chosen. */
  id: string;
  /** What the person calls it; left out: what it is. */
  name?: string | undefined;
}

/** What is chosen to be compared, as it stands in the form. */
export interface Choice {
  /** Left out: what is usual for the settings on the page. */
  entries?: Entry[] | undefined;
  /** As typed. */
  seeds: string;
  /** As typed; left out: the seed on the page. */
  from?: string | undefined;
  /** Id of an entry; left out: the usual. */
  reference?: string | undefined;
  /** What is looked at, the first first. */
  metrics: Metric[];
}

export const USUAL_CHOICE: Choice = { seeds: String(USUAL_SEEDS), metrics: ['auc', 'logLoss'] };

/** The entries of a choice, chosen or usual. */
export function entriesOf({ entries }: Choice, page: PageSettings): Entry[] {
  return entries ?? usualProposals(page).map((proposal, i) => ({ ...proposal, id: `usual ${i}` }));
}

export interface ChosenRow {
  entry: Entry;
  name: string;
  /** In what it is not as the page; empty where in nothing. */
  differs: string;
  /** What is wrong with its name, and with its settings. */
  problems: { name?: string; config?: string };
}

export interface ReadChoice {
  rows: ChosenRow[];
  reference: string;
  /** Where all can be trained. */
  experiment?: Experiment;
  /** What is wrong with the seeds, or with the whole. */
  problems: { seeds?: string; from?: string; whole?: string };
}

/**
 * What a choice comes to on a page: all is read by `parseExperiment`, as an experiment's file is, and what it finds is said where it
 * belongs.
 */
export function readChoice(choice: Choice, page: PageSettings): ReadChoice {
  const { input, config: own } = page;
  const entries = entriesOf(choice, page);
  const reference = entries.find(({ id }) => id === choice.reference)?.id ?? entries[USUAL_REFERENCE]?.id ?? entries[0]?.id ?? '';
  const rows = entries.map((entry): ChosenRow => {
    const config = configOf(entry.over, page);
    if (config instanceof ConfigError) return { entry, name: entry.name ?? '', differs: '', problems: { config: sentence(config.message) } };
    return { entry, name: entry.name ?? usualName(config, own), differs: differenceWords(config, own), problems: {} };
  });
  const problems: ReadChoice['problems'] = {};
  const [count, from] = [numberIn(choice.seeds), choice.from === undefined ? own.seed : numberIn(choice.from)];
  if (count === undefined) problems.seeds = `Must be a whole number from 1 to ${MOST_SEEDS}.`;
  if (from === undefined) problems.from = 'Must be a whole number from 0.';
  const json = {
    base: input,
    contestants: rows.map(({ entry, name }) => ({ name, config: entry.over })),
    seeds: Array.from({ length: Math.min(count ?? 1, MOST_SEEDS + 1) }, (_, i) => (from ?? 1) + i),
    reference: rows.find(({ entry }) => entry.id === reference)?.name.trim() ?? '',
  };
  let experiment: Experiment | undefined;
  try {
    experiment = parseExperiment(json);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) place(problem, rows, problems);
  }
  const wrong = Object.keys(problems).length > 0 || rows.some((row) => Object.keys(row.problems).length > 0);
  return { rows, reference, problems, ...(experiment && !wrong && { experiment }) };
}

/** What a contestant comes to, or what is wrong with it. */
export function configOf(over: RunConfigInput, { input, roles }: PageSettings): RunConfig | ConfigError {
  try {
    return completeRunConfig(parseRunConfig(overlay(input, parseRunConfig(over))), roles);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

const sentence = (text: string) => {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
};

function numberIn(text: string): number | undefined {
  const number = Number(wholeNumber(text) ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Puts a problem where it belongs. */
function place({ path, message, fix }: SettingProblem, rows: ChosenRow[], problems: ReadChoice['problems']): void {
  const said = fix ? `${sentence(message)} ${fix}` : sentence(message);
  const row = rows[Number(/^contestants\[(\d{1,3})\]/.exec(path)?.[1] ?? -1)];
  if (row && path.endsWith('.name')) row.problems.name ??= said;
  else if (row) row.problems.config ??= said;
  else if (/^seeds\[\d{1,3}\]$/.test(path)) problems.from ??= said;
  else if (path === 'seeds') problems.seeds ??= said;
  else if (path === 'contestants') problems.whole ??= `Contestants ${message}.`;
  else if (path !== 'reference') problems.whole ??= sentence(`${path} ${message}`);
}

/**
 * What so many seeds can say, in words.
 *
 * @param differences that the table will show
 */
export function seedsWords(seeds: number, differences: number): string {
  const least = fewestSeeds(1);
  const bold = fewestSeeds(Math.max(1, differences));
  if (seeds < least) return `With fewer than ${least} seeds no sign test can reach .05: with five, 2 of 32 patterns are already .0625.`;
  const one = `${seeds} seeds can answer the one question, whether the mean over the domains differs.`;
  return seeds >= bold
    ? one
    : `${one} The table shows ${differences} differences: after correction for so many, a single one can stand out from ${bold} seeds on.`;
}

/** How many differences a table shows. */
export const differencesShown = (contestants: number, domains: number, metrics: number): number =>
  Math.max(0, contestants - 1) * (domains === 1 ? 1 : domains + 2) * metrics;
