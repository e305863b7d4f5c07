import { type KeptRun, type ListedScores, MOST_LISTED_DOMAINS } from '../protocol/library';
import { perUserScoresOf, type Scores, scoresOf } from './experiment/outcome';
import type { RunRecord } from './record';

const LONGEST_NAME = 1000;

/** What a list says of a run, as far as the run itself knows it. */
export type RunSummary = Omit<KeptRun, 'began' | 'saved' | 'bytes' | 'resumable' | 'elsewhere'>;

export function summaryOf({ id, data, config, phase, epochs, test, parameters, engine }: RunRecord): RunSummary {
  return {
    id,
    dataName: data?.name ?? '',
    dataHash: data?.hash ?? '',
    config,
    phase,
    epochs: epochs.length,
    seconds: epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    ...(engine && { engine: engine.name }),
    ...(test && testedPart(test, data)),
    ...(test && parameters !== undefined && { parameters }),
  };
}

function testedPart(test: NonNullable<RunRecord['test']>, data: RunRecord['data']): Partial<RunSummary> {
  const many = test.domains.length > MOST_LISTED_DOMAINS;
  const listed = ({ mean, all, byDomain }: Scores): ListedScores => ({
    mean: finite(mean),
    all: finite(all),
    byDomain: many ? [] : byDomain.map(finite),
  });
  const best = data?.bestPossible;
  return {
    ...(typeof test.auc === 'number' && { auc: test.auc }),
    scores: {
      auc: listed(scoresOf(test, ({ auc }) => auc, best)),
      logLoss: listed(scoresOf(test, ({ logLoss }) => logLoss, best)),
      ...(test.perUser && { perUser: listed(perUserScoresOf(test, best)) }),
    },
    domains: many ? [] : test.domains.map(({ name }) => name.slice(0, LONGEST_NAME)),
  };
}

/** What a model came to that has gone astray is no score: a list with it could not be read again. */
const finite = (value: number | null): number | null => (Number.isFinite(value) ? value : null);
