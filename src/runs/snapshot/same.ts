import type { Evaluation } from '../../protocol/result';
import type { Outcome } from '../experiment/outcome';
import type { TrainedRun } from '../record';

/** How a run that was trained anew compares with one that was sent. */
export interface Confirmed {
  /** Whether all numbers of the test rows are the same, to the last bit. */
  same: boolean;
  /** Largest difference of any AUC, and of any LogLoss. */
  auc: number;
  logLoss: number;
  /** Numbers that were compared. */
  numbers: number;
  /** Numbers that only one of the two has. */
  unpaired: number;
}

type Scored = { auc: number | null; logLoss: number | null };

/** The test metrics of both models, over all rows and by domain. */
export function confirmRun(own: TrainedRun, sent: TrainedRun): Confirmed {
  const of = (run: TrainedRun) => [...scored(run.test), ...scored(run.baseline?.test)];
  return compared(of(own), of(sent));
}

const scored = (test: Evaluation | undefined): Scored[] => (test ? [test, ...test.domains] : []);

/** The scores of those outcomes that both have: of one contestant and one seed. */
export function confirmOutcomes(own: readonly Outcome[], sent: readonly Outcome[]): Confirmed {
  const pairs = sent.flatMap((theirs) => {
    const ours = own.find(({ contestant, seed }) => contestant === theirs.contestant && seed === theirs.seed);
    return ours ? [[ours, theirs] as const] : [];
  });
  const of = ({ scores: { auc, logLoss } }: Outcome): Scored[] => [
    { auc: auc.all, logLoss: logLoss.all },
    ...auc.byDomain.map((each, d) => ({ auc: each, logLoss: logLoss.byDomain[d] ?? null })),
  ];
  return compared(
    pairs.flatMap(([ours]) => of(ours)),
    pairs.flatMap(([, theirs]) => of(theirs)),
  );
}

function compared(own: readonly Scored[], sent: readonly Scored[]): Confirmed {
  const outcome = { same: true, auc: 0, logLoss: 0, numbers: 0, unpaired: 0 };
  for (let i = 0; i < Math.max(own.length, sent.length); i++) {
    for (const metric of ['auc', 'logLoss'] as const) {
      const [ours, theirs] = [own[i]?.[metric] ?? null, sent[i]?.[metric] ?? null];
      if (ours === null && theirs === null) continue;
      if (ours === null || theirs === null) outcome.unpaired++;
      else {
        outcome.numbers++;
        outcome[metric] = Math.max(outcome[metric], Math.abs(ours - theirs));
      }
    }
  }
  const { auc, logLoss, numbers, unpaired } = outcome;
  return { ...outcome, same: numbers > 0 && unpaired === 0 && auc === 0 && logLoss === 0 };
}
