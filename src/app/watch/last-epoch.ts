import { modelOf, type RunRecord } from '../../runs/record';

/** The last epoch on the axes of a run's curves. While it may go on, they show how far. */
export function lastEpochOf(run: RunRecord): number {
  const seen = Math.max(run.epochs.length, modelOf(run, 'baseline').epochs.length);
  return run.phase === 'done' || run.phase === 'stopped' ? seen : run.config.train.epochs;
}
