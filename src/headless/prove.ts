import type { RunConfig } from '../config/run-config';
import { mean } from '../lib/mean';
import { meanOverDomains } from '../measures/classification/mean-over-domains';
import type { UserAuc } from '../measures/classification/user-auc';
import { effectiveRank } from '../measures/spectra/spectrum';
import type { Ablation, Look } from '../protocol/insight';
import type { Evaluation } from '../protocol/result';
import type { TrainOptions } from '../protocol/run';
import type { Session } from '../protocol/session';
import type { ModelRecord } from '../runs/record';
import type { Asked, ProvenModel, Scores, TrainedProof } from './calls';
import { followRun } from './follow-run';

/** See `HeadlessPage.prove`. */
export async function prove(session: Session, config: RunConfig, options: TrainOptions, asked: Asked): Promise<TrainedProof> {
  const begun = performance.now();
  const run = await followRun(session, config, { ...options, inside: false });
  const seconds = (performance.now() - begun) / 1000;
  // Nobody has watched: the first look is at the weights that the run has kept.
  const look = asked.look ? await session.inside.look() : undefined;
  const ablation = asked.ablation ? await session.inside.ablate(() => {}) : undefined;
  const { bestPossible, domains, hash } = run.data;
  return {
    engine: run.engine.name,
    data: hash,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(run.speed.rowsPerSecond),
    domains: domains.map(({ name }) => name),
    testRows: run.test.domains.map(({ rows }) => rows),
    model: proven(run),
    ...(run.baseline && { alone: proven(run.baseline) }),
    ...(bestPossible && { bestPossible: scores(bestPossible) }),
    ...(look && { inside: insideOf(look) }),
    ...(ablation && { ablation: ablationOf(ablation, bestPossible && scores(bestPossible)) }),
  };
}

function proven({ parameters, epochs, bestEpoch, test }: ModelRecord): ProvenModel {
  if (parameters === undefined || bestEpoch === undefined || test === undefined) throw new Error('The run ended before its models were tested.');
  return { parameters, epochs: epochs.length, bestEpoch, ...scores(test) };
}

export function scores({ auc, logLoss, domains, perUser }: Evaluation): Scores {
  return {
    auc: short(auc),
    logLoss: short(logLoss),
    byDomain: domains.map((each) => short(each.auc)),
    ...(perUser && { perUser: usersOf(perUser) }),
  };
}

/** The errors are of the test rows alone, and no record needs them. */
const usersOf = ({ auc, users, outOf, rows }: UserAuc): UserAuc => ({ auc: short(auc), users, outOf, rows });

function insideOf({ domains, similarity, use, spectra }: Look): TrainedProof['inside'] {
  const pairs = domains.flatMap((_, a) => domains.flatMap((__, b) => (a < b ? [similarity?.moved[a * domains.length + b] ?? null] : [])));
  // A model that is looked at has adapters.
  const ranks = spectra.adapters.flatMap(({ down }) => down.flatMap((each) => (each.length > 0 ? [effectiveRank(each)] : [])));
  return { moved: short(mean(pairs)), still: short(mean(use.map(({ still }) => still)) as number), rank: short(mean(ranks) as number) };
}

/** Over the domains that the means of AUC are over, too. */
export function ablationOf({ conditions }: Pick<Ablation, 'conditions'>, bestPossible: Scores | undefined): TrainedProof['ablation'] {
  const changeOf = (byDomain: Ablation['conditions'][number]['byDomain']) =>
    meanOverDomains(
      byDomain.map((change) => change?.difference),
      bestPossible,
    );
  return Object.fromEntries(conditions.map(({ name, byDomain }) => [name, short(changeOf(byDomain))]));
}

/** Eight digits are more than test rows can tell apart, and a third of the record's bytes. */
function short(value: number): number;
function short(value: number | null): number | null;
function short(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e8) / 1e8;
}
