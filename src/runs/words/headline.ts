import { capital } from '../../lib/capital';
import { fixed, signed } from '../../lib/numbers';
import type { Effect } from '../../protocol/insight';
import type { Comparison, Evaluation } from '../../protocol/result';
import { experimentOf } from '../experiment/run-id';
import { overSeeds } from '../over-seeds';
import { domainNames, isActive, isStored, modelOf, type RunRecord } from '../record';
import { hasBaseline, modelPhrase } from './names';
import { provisional } from './provisional';
import { differenceText, type ResultRow, resultRows, resultText } from './results';
import { unequalTurns } from './unequal-turns';
import { nameTwo, unequalSentence, verdictSentence } from './verdict-sentence';

/** What stands over all that a run shows. */
export interface HeadlineText {
  /** Whether HAMUR helps, by how much, and where; or why that cannot be said (yet). */
  verdict: string;
  /** Whose verdict it is and how sure, or what to do. */
  whose: string;
  /** Whether the trained model relies on the hyper-network knowing the domain, where that was measured. */
  relies?: string;
  /** Whether it stays as it is. While a run goes on, it changes with every epoch. */
  settled: boolean;
}

/**
 * The headline of a run, whatever its state.
 *
 * @param run none: nothing was trained yet
 * @param goesOn whether it was cut off, and can go on from here
 */
export function headlineOf(run: RunRecord | undefined, goesOn = false): HeadlineText {
  if (!run) return { ...NOTHING_YET, settled: true };
  if (isActive(run)) return { ...underWay(run), settled: false };
  const relies = reliesOn(run.ablation?.verdict.domain ?? 'unknown', run.config.model.adapterKind === 'per-domain');
  return { ...ended(run, goesOn), ...(run.test && relies && { relies }), settled: true };
}

const NOTHING_YET = {
  verdict: 'HAMUR: one model for several domains, in which a hyper-network makes small adapters for each row and its domain.',
  whose: 'Press Train to see whether that helps on these data: HAMUR and its backbone alone learn from the same rows, and are compared.',
};

/** Where what is shown is a run of other data than those on the page. */
export const OF_OTHER_DATA: HeadlineText = {
  verdict: 'Press Train to see whether HAMUR helps on these data.',
  whose:
    'What stands below, pale, was trained on other data: it says nothing of these. HAMUR and its backbone alone will learn from the same rows, and be compared.',
  settled: true,
};

/** @param own whether each domain has an adapter of its own, and no hyper-network */
function reliesOn(effect: Effect, own: boolean): string | undefined {
  const what = own ? 'each domain having an adapter of its own' : 'its hyper-network knowing the domain';
  const does = own ? 'each domain has an adapter of its own' : 'its hyper-network knows the domain';
  return {
    helps: `The trained model relies on ${what}.`,
    harms: `The trained model does worse because ${does}.`,
    'none seen': own
      ? 'No sign that the trained model needs an adapter for each domain.'
      : 'No sign that the trained model needs its hyper-network to know the domain.',
    unknown: undefined,
  }[effect];
}

type Said = Pick<HeadlineText, 'verdict' | 'whose'>;

/** A run that goes on: who is ahead so far. */
function underWay(run: RunRecord): Said {
  const { phase } = run;
  const name = modelPhrase(run);
  const later = 'The verdict, with its interval, comes at the end, from test rows that training does not see.';
  if (run.config.model.adapters.length === 0) {
    return { verdict: 'The backbone alone is being trained: without adapters there is nothing to compare.', whose: NO_ADAPTERS };
  }
  if (!hasBaseline(run))
    return { verdict: `${capital(name)} is being trained alone: without its backbone beside it, nothing shows whether it helps.`, whose: NO_BASELINE };
  if (phase === 'preparing') return { verdict: `Getting ready to train ${name} and its backbone alone on the same rows.`, whose: later };
  if (phase === 'evaluating') return { verdict: `Trained. ${capital(name)} and its backbone are now tested.`, whose: later };
  const rest = phase === 'paused' ? 'Paused. ' : '';
  const so = provisional(run);
  return so ? { verdict: so, whose: `${rest}Provisional. ${later}` } : { verdict: `Too early to say whether ${name} helps.`, whose: `${rest}${later}` };
}

const WITHOUT = {
  domains: 'This model has no adapters, so it is the backbone alone',
  pooled: 'This is one model that knows no domain, without adapters',
  separate: 'This is one model per domain, with nothing shared',
};
const SEPARATE = 'A baseline: an experiment compares it with models in which the domains share something.';
const NO_ADAPTERS = 'Switch an adapter on, and press Train, to see whether HAMUR helps.';
const NO_BASELINE = 'Switch on “Train the backbone too”, and press Train.';

const ofComparison = (name: string) => `It is a run of a comparison: the tab Compare says whether ${name} helps.`;

const MEND = 'When what went wrong is mended, press Train again.';

const cutOff = (name: string) => `The run was cut off before its end, so nothing says yet whether ${name} helps.`;
const BEGIN = 'Press Train to begin again.';

/** A run that has ended, however. */
function ended(run: RunRecord, goesOn: boolean): Said {
  const { phase, test, comparison } = run;
  const name = modelPhrase(run);
  if (!test) {
    if (phase === 'failed') return { verdict: `The run failed, so nothing says whether ${name} helps.`, whose: MEND };
    if (goesOn) return { verdict: cutOff(name), whose: 'Press Go on, or Train to begin again.' };
    if (run.epochs.length > 0) return { verdict: cutOff(name), whose: BEGIN };
    // Of one that comes back, nobody can tell whether a person or the end of the page stopped it.
    const how = isStored(run) ? 'ended' : 'was stopped';
    return { verdict: `The run ${how} before its first epoch was done, so nothing says whether ${name} helps.`, whose: BEGIN };
  }
  const theirs = modelOf(run, 'baseline').test;
  const row = resultRows(run)[0] as ResultRow;
  const scale = row.of === 'mean' ? 'mean AUC over domains' : 'AUC';
  const reached = resultText(run, row, 'model', 'auc');
  const { adapters, sharing } = run.config.model;
  if (adapters.length === 0) {
    return { verdict: `${WITHOUT[sharing]}: ${scale} ${reached ?? 'n/a'}.`, whose: sharing === 'separate' ? SEPARATE : NO_ADAPTERS };
  }
  if (!theirs) {
    const why = !hasBaseline(run)
      ? `The backbone was not trained beside it. ${experimentOf(run.id) === undefined ? NO_BASELINE : ofComparison(name)}`
      : phase === 'failed'
        ? `The run failed before its backbone was tested. ${MEND}`
        : 'The backbone was stopped before its first epoch.';
    return {
      verdict: `${capital(name)} reaches ${scale} ${reached ?? 'n/a'}; nothing says whether that is more than its backbone reaches.`,
      whose: why,
    };
  }
  if (!comparison) return withoutInterval(run, row, scale);
  const unequal = unequalTurns(run);
  return unequal === undefined
    ? { verdict: verdictSentence({ comparison, test, names: domainNames(run), name }), whose: whoseOf(run, comparison, test) }
    : { verdict: unequalSentence({ comparison, unequal }), whose: `${unequalWords(name)}${leftOut(run, comparison, test)}` };
}

const unequalWords = (name: string) =>
  `The one that was trained longer may be ahead for that alone. Press Train, and let both train as long, to see whether ${name} helps.`;

/** A run that was stored before intervals were. */
function withoutInterval(run: RunRecord, row: ResultRow, scale: string): Said {
  const said = differenceText(run, row);
  const name = modelPhrase(run);
  return {
    verdict: said ? `${capital(name)} less its backbone: ${scale} ${said.difference}.` : `These test rows cannot tell whether ${name} helps: there is no AUC.`,
    whose: 'How sure that is was not recorded. Press Train to learn it.',
  };
}

/** How sure the verdict is, and what it does not speak of. */
function whoseOf(run: RunRecord, comparison: Comparison, test: Evaluation): string {
  const { mean, all, meanOf } = comparison;
  const change = mean ?? all;
  const rows = (mean ? meanOf.reduce((sum, d) => sum + (test.domains[d]?.rows ?? 0), 0) : test.rows).toLocaleString('en');
  const sure = !change
    ? 'Test on more rows.'
    : change.low > 0 || change.high < 0
      ? `Chance in ${rows} test rows does not explain that.`
      : change.standardError === 0
        ? `The adapters change nothing in the order of ${rows} test rows.`
        : 'More test rows might show one.';
  return [
    run.stopped === 'person' ? `Stopped by hand after epoch ${run.epochs.length}. ` : '',
    sure,
    ` ${ofOneSeed(run.config, change?.difference)}`,
    leftOut(run, comparison, test),
    test.domains.length === 1 ? ' There is one domain only, so no other to tell apart.' : '',
  ].join('');
}

/** Domains that have no part in the mean, and why. */
function leftOut(run: RunRecord, { byDomain, meanOf, mean }: Comparison, test: Evaluation): string {
  if (!mean || test.domains.length === 1) return '';
  const out = [...test.domains.keys()].filter((d) => !meanOf.includes(d));
  const of = (holds: (d: number) => boolean, why: string) => {
    const some = out.filter(holds);
    return some.length > 0 ? [`${nameTwo(some, domainNames(run))} (${why})`] : [];
  };
  const hasAuc = (d: number) => typeof test.domains[d]?.auc === 'number';
  const reasons = [
    ...of((d) => (test.domains[d]?.rows ?? 0) === 0, 'no test rows'),
    ...of((d) => (test.domains[d]?.rows ?? 0) > 0 && !hasAuc(d), 'rows of one class only'),
    ...of((d) => hasAuc(d) && !byDomain[d], 'fewer than ten rows of a class'),
    ...of((d) => hasAuc(d) && Boolean(byDomain[d]), 'pure chance, nothing to learn'),
  ];
  return reasons.length > 0 ? ` Left out: ${reasons.join(', ')}.` : '';
}

/** What one run with one seed is worth: by what was measured over many, where these settings were. @param difference that it shows */
function ofOneSeed(config: RunRecord['config'], difference: number | undefined): string {
  const known = overSeeds(config);
  if (!known) return `It is one run with one seed (${config.seed}): another seed may change it by 0.01 or more, and the verdict with it.`;
  const { seeds, ahead, low, high } = known;
  const usual = `${signed(known.difference, 3)} on average (95 % ${fixed(low, 3)} to ${fixed(high, 3)}), HAMUR ahead in ${ahead}`;
  const unusual =
    difference === undefined || (difference >= low && difference <= high) ? '' : `; this one shows ${difference > high ? 'more' : 'less'} than the average`;
  return `It is one run with one seed (${config.seed}). Over ${seeds} seeds, which draw the rows anew too: ${usual}${unusual}.`;
}
