import { nameOf } from '../../config/settings';
import { counted } from '../../lib/counted';
import { changeText, scoreText } from '../../lib/score-text';
import { pairedDifferences } from '../../measures/paired/differences';
import type { Scores } from './outcome';
import { importanceOf, isKnown } from './sweep-importance';
import { nextOf } from './sweep-next';
import { type Ranked, ranking, type SweepState } from './sweep-scores';

/** What a sweep has found. */
export interface SweepFound {
  /** The best by validation, of those that were measured at the last rung; none before. */
  best?: {
    contestant: string;
    /** Validation, mean over the seeds. */
    validation: number;
    /** Test, mean over the seeds: of this one alone, since the others were not chosen. */
    test: number | null;
    /** Configurations that it was chosen among: all that were measured. */
    among: number;
  };
  sentences: string[];
}

/** The answer first: which configuration is the best by validation, its test metric once, and what of that is luck of the choice. */
export function sweepAnswer(state: SweepState): SweepFound {
  const all = ranking(state);
  const { jobs, ended } = nextOf(state);
  const last = state.plan.rungs.length - 1;
  const final = all.filter(({ rung }) => rung === last);
  const [first, second] = final;
  const left = new Set(jobs.map(({ contestant }) => contestant.name)).size;
  const waiting =
    left === 0
      ? []
      : [`${counted(left, 'configuration')} ${left === 1 ? 'is' : 'are'} still to be measured${last > 0 ? ` with ${jobs[0]?.epochs} epochs` : ''}.`];
  if (!first) return { sentences: [...waiting, ...failures(state)] };
  const column = hasMean(first) ? 'mean' : 'all';
  const what = column === 'mean' ? 'mean AUC over the domains' : 'AUC of all rows';
  const test = averageOf(first, column);
  const best = { contestant: first.contestant.name, validation: first.score, test: test?.mean ?? null, among: all.length };
  return {
    best,
    sentences: [
      `Best of ${all.length} configurations by validation: ${best.contestant}, with a ${what} of ${scoreText(first.score)} on the validation rows${overSeeds(first.values.map(({ value }) => value))}.`,
      test
        ? `On the test rows it comes to ${scoreText(test.mean)}${overSeeds(test.values)}: chosen among ${all.length} by validation, whose own score, the highest of so many, is likely too high.`
        : 'Its test rows have no AUC.',
      ...(second ? [nextBest(first, second)] : []),
      ...early(ended),
      ...failures(state),
      ...waiting,
      ...important(state),
    ],
  };
}

const hasMean = ({ outcomes }: Ranked) => outcomes.every(({ validation }) => typeof validation?.auc.mean === 'number');

function averageOf({ outcomes }: Ranked, column: 'mean' | 'all'): { mean: number; values: number[] } | undefined {
  const values = outcomes.flatMap(({ scores }) => (scores.auc as Pick<Scores, 'mean' | 'all'>)[column] ?? []);
  return values.length === 0 ? undefined : { mean: values.reduce((a, b) => a + b) / values.length, values };
}

function overSeeds(values: readonly number[]): string {
  if (values.length < 2) return '';
  const centre = values.reduce((a, b) => a + b) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
  return ` (${values.length} seeds, standard deviation ${scoreText(deviation)})`;
}

/** How far the next one is behind: with several seeds, whether they tell the two apart. */
function nextBest(first: Ranked, second: Ranked): string {
  const behind = `The next, ${second.contestant.name}, is ${scoreText(first.score - second.score)} behind on validation`;
  const pairs = first.values.flatMap(({ seed, value }) => {
    const other = second.values.find((each) => each.seed === seed);
    return other ? [value - other.value] : [];
  });
  const { interval, n } = pairs.length > 0 ? pairedDifferences(pairs) : { interval: null, n: 0 };
  if (!interval) return `${behind}; one seed cannot tell the two apart.`;
  return `${behind} (95 % interval of the difference ${changeText(interval.low)} to ${changeText(interval.high)})${interval.low > 0 ? '' : `; ${n} seeds do not tell the two apart`}.`;
}

function early(ended: ReturnType<typeof nextOf>['ended']): string[] {
  if (ended.length === 0) return [];
  const each = ended.map(({ epochs, contestants }) => `${contestants.length} after ${epochsText(epochs)}`);
  return [`Ended early, since others were ahead on validation: ${each.join(', ')}. What would have come later with them is not known.`];
}

function failures({ failed }: SweepState): string[] {
  const names = [...new Set(failed.map(({ contestant }) => contestant))];
  return names.length === 0 ? [] : [`Left out, since runs failed: ${names.join('; ')}.`];
}

const epochsText = (epochs: number) => (epochs === 1 ? 'one epoch' : `${epochs} epochs`);
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Importance is said with its interval, or not at all. */
function important(state: SweepState): string[] {
  if (state.plan.vary.length < 2) return [];
  const all = importanceOf(state);
  const known = all.filter(isKnown).sort((a, b) => b.share - a.share);
  const [rung] = state.plan.rungs as [number];
  const when = state.plan.rungs.length > 1 ? ` after ${epochsText(rung)}` : '';
  const said = known.map(({ path, share, low, high }) => `${nameOf(path)} ${percent(share)} (95 % interval ${percent(low)} to ${percent(high)})`);
  const why = new Map<string, string[]>();
  for (const each of all) if (!isKnown(each)) why.set(each.why, [...(why.get(each.why) ?? []), nameOf(each.path)]);
  const unsaid = [...why].map(([reason, names]) => `${names.join(', ')} (${reason})`);
  return [
    ...(said.length > 0 ? [`Of the variance of the validation scores${when}, single settings explain: ${said.join(', ')}.`] : []),
    ...(unsaid.length > 0 ? [`How much these settings matter cannot be said: ${unsaid.join('; ')}.`] : []),
  ];
}
