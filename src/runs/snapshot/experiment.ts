import { completeRunConfig } from '../../config/complete';
import type { Experiment } from '../../config/experiment';
import { shorten } from '../../config/kinds/kind';
import { fromLink, toLink } from '../../config/link';
import { overlay } from '../../config/overlay';
import { ConfigError } from '../../config/problems';
import type { RunConfig, RunConfigInput } from '../../config/run-config';
import { UserError } from '../../lib/user-error';
import type { Outcome, Scores } from '../experiment/outcome';
import type { ExperimentRecord } from '../experiment/record';
import { type ExperimentSnapshot, type LeftOut, SNAPSHOT_VERSION } from './form';
import { hiddenName } from './hidden-name';

/** How much of an experiment is told. */
export interface ExperimentShare {
  errors: boolean;
  /** Digits of its scores; undefined: all. */
  digits?: number;
}

export const EXPERIMENT_SHARES: readonly { share: ExperimentShare; leftOut: LeftOut[] }[] = [
  { share: { errors: true }, leftOut: [] },
  { share: { errors: false }, leftOut: ['errors of the test rows'] },
  { share: { errors: false, digits: 6 }, leftOut: ['errors of the test rows', 'digits'] },
];

/**
 * What is told of an experiment: of each run that is done the scores, by which the receiver's page works out the table and the answers.
 *
 * @param page the settings that stand beside it; contestants tell what differs from them, but not the engine, which another machine may lack
 * @param settings, day, hide as of a run
 */
export function snapshotOfExperiment(
  { contestants, jobs, reference, data }: ExperimentRecord,
  page: RunConfig,
  settings: string,
  day: string,
  hide: boolean,
  { share, leftOut } = EXPERIMENT_SHARES[0] as (typeof EXPERIMENT_SHARES)[number],
): ExperimentSnapshot {
  const outcomes = jobs.flatMap(({ outcome }) => outcome ?? []);
  const score = (value: number | null) =>
    value === null || !Number.isFinite(value) ? null : share.digits === undefined ? value : Number(value.toPrecision(share.digits));
  const scores = ({ mean, all, byDomain }: Scores): Scores => ({ mean: score(mean), all: score(all), byDomain: byDomain.map(score) });
  const known = ({ all, byDomain }: Scores) => [all, ...byDomain].some((value) => value !== null);
  const place = (name: string) => contestants.findIndex((each) => each.name === name);
  return {
    version: SNAPSHOT_VERSION,
    kind: 'experiment',
    day,
    settings,
    ...(leftOut.length > 0 && { leftOut }),
    data,
    domains: (outcomes[0]?.domains ?? []).map((name, d) => (hide ? hiddenName(d) : name)),
    contestants: contestants.map(({ name, config }) => ({ name, settings: toLink({ ...config, engine: page.engine }, page) })),
    reference: place(reference),
    outcomes: outcomes.map((each) => ({
      of: place(each.contestant),
      seed: each.seed,
      testRows: each.testRows,
      auc: scores(each.scores.auc),
      logLoss: scores(each.scores.logLoss),
      ...(known(each.scores.perUser) && { perUser: scores(each.scores.perUser) }),
      ...(share.errors && each.aucErrors && { aucErrors: scores(each.aucErrors) }),
      ...(share.errors && each.perUserErrors && { perUserErrors: scores(each.perUserErrors) }),
      ...(each.splitBySeed !== undefined && { splitBySeed: each.splitBySeed }),
      ...(each.separate && { separate: each.separate }),
      ...(each.testedLast && { testedLast: each.testedLast }),
      parameters: each.parameters,
      secondsPerEpoch: Number(each.secondsPerEpoch.toPrecision(3)),
      epochs: each.epochs,
      bestEpoch: each.bestEpoch,
      engine: each.engine,
      ...(each.machine && { machine: each.machine }),
    })),
  };
}

/** What a snapshot tells of an experiment. */
export interface SentExperiment {
  /** To be trained anew. */
  plan: Experiment;
  outcomes: Outcome[];
}

/**
 * @param page the settings that came with it
 * @throws UserError where a contestant states what is no setting, or what a setting cannot be: it would be another than the sender's; or
 *   where its settings contradict each other
 */
export function experimentOfSnapshot({ contestants, outcomes, reference, domains, data }: ExperimentSnapshot, page: RunConfig): SentExperiment {
  const names = contestants.map(({ name }) => name);
  const none = { mean: null, all: null, byDomain: domains.map(() => null) };
  return {
    plan: {
      contestants: contestants.map(({ name, settings }) => ({ name, config: settingsOf(name, settings, page) })),
      seeds: [...new Set(outcomes.map(({ seed }) => seed))].sort((a, b) => a - b),
      reference: names[reference] as string,
    },
    outcomes: outcomes.map(({ of, auc, logLoss, perUser, aucErrors, perUserErrors, splitBySeed, separate, testedLast, ...each }) => ({
      ...each,
      contestant: names[of] as string,
      data: data.hash,
      domains,
      scores: { auc, logLoss, perUser: perUser ?? none },
      ...(aucErrors && { aucErrors }),
      ...(perUserErrors && { perUserErrors }),
      ...(splitBySeed !== undefined && { splitBySeed }),
      ...(separate && { separate }),
      ...(testedLast && { testedLast }),
    })),
  };
}

/** Every setting but the engine: all runs take the one of the page. */
function settingsOf(name: string, settings: string, page: RunConfig): RunConfigInput {
  const { input, notes } = fromLink(settings);
  if (notes.length > 0)
    throw new UserError(`what it says of “${shorten(name)}” cannot be read`, 'result', 'Load the page anew: a newer version may have made it.');
  try {
    const { engine: _, ...config } = completeRunConfig(overlay(page, input), page.data);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UserError(`the settings of “${shorten(name)}” contradict each other`, 'result', 'Ask for the link again, or train.');
  }
}
