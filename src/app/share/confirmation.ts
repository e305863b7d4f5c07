import { completeStored } from '../../config/complete';
import type { Contestant } from '../../config/experiment';
import type { RunConfig } from '../../config/run-config';
import { counted } from '../../lib/counted';
import type { EngineName } from '../../protocol/engine';
import type { Outcome } from '../../runs/experiment/outcome';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { machineMark } from '../../runs/machine-mark';
import { isTrained, type RunRecord } from '../../runs/record';
import { type Confirmed, confirmOutcomes, confirmRun, type Pair } from '../../runs/snapshot/same';
import { trainAlike } from '../../runs/stored';
import type { Received } from '../store/received';
import { ENGINE_NAMES } from '../top-bar/engine-names';

/** Why a result can never be confirmed: a clause; undefined where it can. */
export const unconfirmable = ({ run }: Received): string | undefined =>
  run?.stopped === 'person' ? 'its sender stopped it by hand, and training again does not stop there' : undefined;

/** What one's own training says of a result that was sent; empty where nothing was trained yet that could say anything. */
export function confirmationOf(received: Received, run: RunRecord | undefined, experiment: ExperimentRecord | undefined): string {
  const { run: sent, experiment: theirs, snapshot } = received;
  if (unconfirmable(received)) return '';
  if (sent) {
    if (!run || !trainAlike(run.config, sent.config)) return '';
    if (!isTrained(run)) return run.phase === 'failed' ? 'Your run failed, so nothing is confirmed.' : '';
    if (run.stopped === 'person') return 'You stopped your run by hand, so nothing is confirmed.';
    if (run.data.hash !== sent.data.hash) return `Your run is of other data than the sender’s, though they have the same name: the numbers cannot be compared.`;
    const machine = snapshot.kind === 'run' ? snapshot.machine : undefined;
    const ground = groundOf([
      [
        { engine: run.engine.name, machine: machineMark(run) },
        { engine: sent.engine.name, machine },
      ],
    ]);
    return said(confirmRun(run, sent), ground, RUN_NUMBERS, false);
  }
  if (!theirs || !experiment || experiment.data.hash !== snapshot.data.hash) return '';
  const pairs = pairsOf(experiment, theirs);
  if (pairs.length === 0) return '';
  const text = said(confirmOutcomes(pairs), groundOf(pairs), OUTCOME_NUMBERS, snapshot.leftOut?.includes('digits') ?? false);
  return pairs.length < theirs.outcomes.length ? `So far, of ${pairs.length} of ${theirs.outcomes.length} runs: ${text}` : text;
}

/** What is compared, and what stands beside it. */
const RUN_NUMBERS = 'AUC and LogLoss of both models, their errors and differences; not curves, adapters and what else the link says';
const OUTCOME_NUMBERS = 'AUC and LogLoss over the domains, of all rows and by domain';

/** The outcomes that both have, of contestants that are trained alike: a name alone says nothing. */
function pairsOf({ contestants, jobs }: ExperimentRecord, { plan, outcomes }: NonNullable<Received['experiment']>): Pair[] {
  const alike = new Set(plan.contestants.filter((theirs) => contestants.some((own) => isSame(own, theirs))).map(({ name }) => name));
  const own = new Map(jobs.flatMap(({ outcome }) => (outcome ? [[keyOf(outcome), outcome]] : [])));
  return outcomes.flatMap((theirs) => {
    const ours = alike.has(theirs.contestant) ? own.get(keyOf(theirs)) : undefined;
    return ours ? [[ours, theirs] as const] : [];
  });
}

const keyOf = ({ contestant, seed }: Outcome) => `${seed} ${contestant}`;

/** The source may have another name here, since the data have been compared; seeds and engine stand beside the settings. */
function isSame(own: Contestant, theirs: Contestant): boolean {
  // A record has every setting, and so has what came.
  const [mine, sent] = [own.config as RunConfig, theirs.config as RunConfig];
  const { seed, engine, data, train } = mine;
  const asOwn = { ...sent, seed, engine, data: { ...sent.data, source: data.source }, train: { ...sent.train, baseline: train.baseline } };
  return own.name === theirs.name && trainAlike(mine, completeStored(asOwn));
}

/** Where something was trained. */
interface Trained {
  engine: EngineName;
  machine?: string | undefined;
}

/** Where the runs of each side were trained, and whether the same bits are to be expected of both. */
interface Ground {
  where: string;
  alike: 'engines differ' | 'machines differ' | 'nobody knows' | 'yes';
}

function groundOf(pairs: readonly (readonly [own: Trained, sent: Trained])[]): Ground {
  const names = (at: 0 | 1) => [...new Set(pairs.map((pair) => ENGINE_NAMES[pair[at].engine]))].join(' and ');
  if (pairs.some(([own, sent]) => own.engine !== sent.engine)) return { where: `on ${names(0)}, and the sender’s on ${names(1)}`, alike: 'engines differ' };
  const known = pairs.filter(([own, sent]) => own.machine !== undefined && sent.machine !== undefined);
  const alike = known.some(([own, sent]) => own.machine !== sent.machine) ? 'machines differ' : known.length < pairs.length ? 'nobody knows' : 'yes';
  return { where: `on the same engine (${names(0)})`, alike };
}

/** Why the numbers may differ. */
const WHY: Record<Ground['alike'], string> = {
  'engines differ': 'Engines round differently.',
  'machines differ': 'It is another build of the engine, or another GPU, and these round differently.',
  'nobody knows': 'Other machines may round differently, and so may other versions of the page.',
  yes: 'On such a machine the same version of the page gives the same bits: the sender’s page, browser or driver was another, or the numbers were changed.',
};

function said({ same, auc, logLoss, numbers, unpaired }: Confirmed, { where, alike }: Ground, what: string, rounded: boolean): string {
  const differ = `AUC by at most ${size(auc)}, LogLoss by at most ${size(logLoss)}`;
  if (same) return `Confirmed: all ${numbers} numbers of the test rows are the same, bit for bit, ${where}. Compared were ${what}.`;
  if (unpaired > 0) return `Not the same: ${counted(unpaired, 'number')} stand on one side only, trained ${where}. The others differ: ${differ}.`;
  if (rounded && Math.max(auc, logLoss) < 1e-5) return `Confirmed to the six digits that the link holds, trained ${where}. Compared were ${what}.`;
  return `Not the same, trained ${where}: ${differ}. ${WHY[alike]}`;
}

const size = (value: number) => (value === 0 ? '0' : value.toPrecision(2));
