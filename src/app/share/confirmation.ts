import { counted } from '../../lib/counted';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { isTrained, type RunRecord } from '../../runs/record';
import { type Confirmed, confirmOutcomes, confirmRun } from '../../runs/snapshot/same';
import { trainAlike } from '../../runs/stored';
import type { Received } from '../store/received';
import { ENGINE_NAMES } from '../top-bar/engine-names';

/** What one's own training says of a result that was sent; empty where nothing was trained yet that could say anything. */
export function confirmationOf(
  { run: sent, experiment: theirs, snapshot }: Received,
  run: RunRecord | undefined,
  experiment: ExperimentRecord | undefined,
): string {
  if (sent) {
    if (!run || !trainAlike(run.config, sent.config)) return '';
    if (!isTrained(run)) return run.phase === 'failed' ? 'Your run failed, so nothing is confirmed.' : '';
    if (run.data.hash !== sent.data.hash) return `Your run is of other data than the sender’s, though they have the same name: the numbers cannot be compared.`;
    return said(confirmRun(run, sent), sent.engine.name, run.engine.name, false);
  }
  if (!theirs || !experiment || experiment.data.hash !== snapshot.data.hash) return '';
  const own = experiment.jobs.flatMap(({ outcome }) => outcome ?? []);
  const done = theirs.outcomes.filter(({ contestant, seed }) => own.some((each) => each.contestant === contestant && each.seed === seed)).length;
  if (done === 0) return '';
  const [a, b] = [theirs.outcomes[0]?.engine, own[0]?.engine];
  const text = said(confirmOutcomes(own, theirs.outcomes), a, b, snapshot.leftOut?.includes('digits') ?? false);
  return done < theirs.outcomes.length ? `So far, of ${done} of ${theirs.outcomes.length} runs: ${text}` : text;
}

type Engine = keyof typeof ENGINE_NAMES | undefined;

function said({ same, auc, logLoss, numbers, unpaired }: Confirmed, theirs: Engine, own: Engine, rounded: boolean): string {
  const where =
    theirs === own
      ? `on the same engine (${ENGINE_NAMES[own ?? 'auto']})`
      : `on ${ENGINE_NAMES[own ?? 'auto']}, and the sender’s on ${ENGINE_NAMES[theirs ?? 'auto']}`;
  const differ = `AUC by at most ${size(auc)}, LogLoss by at most ${size(logLoss)}`;
  if (same) return `Confirmed: all ${numbers} numbers of the test rows are the same, bit for bit, ${where}.`;
  if (unpaired > 0) return `Not the same: ${counted(unpaired, 'number')} stand on one side only, trained ${where}. The others differ: ${differ}.`;
  if (rounded && Math.max(auc, logLoss) < 1e-5) return `Confirmed to the six digits that the link holds, trained ${where}.`;
  return theirs === own
    ? `Not the same, trained ${where}: ${differ}. The same engine gives the same bits for the same page: the sender’s was of another version, or the numbers were changed.`
    : `Your run was trained ${where}. Engines round differently; the numbers differ: ${differ}.`;
}

const size = (value: number) => (value === 0 ? '0' : value.toPrecision(2));
