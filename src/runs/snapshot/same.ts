import type { Changes, Evaluation } from '../../protocol/result';
import type { Outcome, Scores } from '../experiment/outcome';
import type { TrainedRun } from '../record';

/** How what was trained anew compares with what was sent. */
export interface Confirmed {
  /** Whether all numbers of the test rows are the same, to the last bit. */
  same: boolean;
  /** Largest difference of any AUC, its error or its change, and of any LogLoss. */
  auc: number;
  logLoss: number;
  /** Numbers that were compared. */
  numbers: number;
  /** Numbers that only one of the two has. */
  unpaired: number;
}

type Metric = 'auc' | 'logLoss';
/** By metric and what it is of. */
type Numbers = Map<`${Metric} ${string}`, number | null | undefined>;

/**
 * The numbers of the test rows: the metrics of both models, over all rows and by domain, their errors, those within users, and how far the
 * two models differ.
 */
export function confirmRun(own: TrainedRun, sent: TrainedRun): Confirmed {
  // Links of before these errors lack them.
  const errors = [sent.test, ...sent.test.domains].some(({ perUser }) => perUser?.error !== undefined);
  return compared([[numbersOf(own, errors), numbersOf(sent, true)]]);
}

function numbersOf({ test, baseline, comparison }: TrainedRun, userErrors: boolean): Numbers {
  const numbers: Numbers = new Map();
  const evaluation = (model: string, of: Evaluation | undefined) => {
    for (const [d, { auc, logLoss, aucError, perUser }] of of ? [of, ...of.domains].entries() : [])
      numbers
        .set(`auc ${model} ${d}`, auc)
        .set(`auc ${model} ${d} error`, aucError)
        .set(`auc ${model} ${d} within users`, perUser?.auc)
        .set(`auc ${model} ${d} within users error`, userErrors ? perUser?.error : undefined)
        .set(`auc ${model} ${d} within users mean error`, userErrors ? perUser?.meanError : undefined)
        .set(`logLoss ${model} ${d}`, logLoss);
  };
  const changes = (what: string, of: Changes | undefined) => {
    // One domain more or less makes it another mean.
    const named = of ? ([['all', of.all], [`mean of ${comparison?.meanOf}`, of.mean], ...of.byDomain.entries()] as const) : [];
    for (const [name, change] of named) numbers.set(`auc ${what} ${name}`, change?.difference).set(`auc ${what} ${name} error`, change?.standardError);
  };
  evaluation('model', test);
  evaluation('baseline', baseline?.test);
  changes('change', comparison);
  changes('change within users', comparison?.perUser);
  return numbers;
}

/** Outcomes of one contestant and one seed: one's own, and the one that was sent. */
export type Pair = readonly [own: Outcome, sent: Outcome];

/** Their scores: over the domains, of all rows and by domain, and the errors where they were sent. */
export function confirmOutcomes(pairs: readonly Pair[]): Confirmed {
  return compared(
    pairs.map(([own, sent]) => [scoresOf(own, sent.aucErrors !== undefined, sent.perUserErrors !== undefined), scoresOf(sent, true, true)] as const),
  );
}

function scoresOf({ scores, aucErrors, perUserErrors }: Outcome, errors: boolean, userErrors: boolean): Numbers {
  const numbers: Numbers = new Map();
  const add = (what: `${Metric}${string}`, of: Scores | undefined) => {
    for (const [d, value] of of ? [of.mean, of.all, ...of.byDomain].entries() : []) numbers.set(`${what} ${d}` as `${Metric} ${string}`, value);
  };
  add('auc', scores.auc);
  add('logLoss', scores.logLoss);
  add('auc within users', scores.perUser);
  if (errors) add('auc error', aucErrors);
  if (userErrors) add('auc error within users', perUserErrors);
  return numbers;
}

function compared(pairs: readonly (readonly [own: Numbers, sent: Numbers])[]): Confirmed {
  const outcome = { same: true, auc: 0, logLoss: 0, numbers: 0, unpaired: 0 };
  for (const [own, sent] of pairs) {
    for (const what of new Set([...own.keys(), ...sent.keys()])) {
      const [ours, theirs] = [finite(own.get(what)), finite(sent.get(what))];
      if (ours === undefined && theirs === undefined) continue;
      if (ours === undefined || theirs === undefined) outcome.unpaired++;
      else {
        const metric = what.startsWith('auc') ? 'auc' : 'logLoss';
        outcome.numbers++;
        outcome[metric] = Math.max(outcome[metric], Math.abs(ours - theirs));
      }
    }
  }
  const { auc, logLoss, numbers, unpaired } = outcome;
  return { ...outcome, same: numbers > 0 && unpaired === 0 && auc === 0 && logLoss === 0 };
}

/** A link holds no number that is not finite. */
const finite = (value: number | null | undefined): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
