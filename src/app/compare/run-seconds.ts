import { mean } from '../../lib/mean';
import { isStored } from '../../runs/record';
import type { AppState } from '../store/store';

/** About how long one run takes here, in seconds: as those of the same data took that were trained here; undefined where there is none. */
export function runSecondsOf({ experiment, run, table }: Pick<AppState, 'experiment' | 'run' | 'table'>): number | undefined {
  if (experiment && experiment.data.hash === table?.hash) {
    const known = mean(experiment.jobs.flatMap(({ outcome }) => (outcome ? [outcome.secondsPerEpoch * outcome.epochs] : [])));
    if (known !== null && known > 0) return known;
  }
  if (!run?.data || run.data.hash !== table?.hash || isStored(run) || run.phase !== 'done') return undefined;
  const seconds = run.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return seconds > 0 ? seconds : undefined;
}
