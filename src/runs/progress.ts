import { modelOf, type RunRecord, variantsOf } from './record';

export interface Progress {
  /** Epochs of the whole run that are done, with a fraction: the mean over its models, which take turns; all of them when it is done. */
  done: number;
  /** Epochs that the configured model has done, with a fraction. */
  epoch: number;
  /** Of the configured model. */
  rowsPerSecond?: number;
  /** At most, for all models; undefined until an epoch is done. */
  secondsLeft?: number;
}

/** How far a run is. */
export function progressOf(run: RunRecord): Progress {
  const { progress = {}, phase, config } = run;
  const variants = variantsOf(run);
  const epochs = variants.map((variant) => progress[variant]?.epoch ?? modelOf(run, variant).epochs.length);
  const told = variants.flatMap((variant) => progress[variant]?.secondsLeft ?? []);
  return {
    done: phase === 'done' ? config.train.epochs : epochs.reduce((sum, each) => sum + each, 0) / variants.length,
    epoch: epochs[0] ?? 0,
    ...(progress.model && { rowsPerSecond: progress.model.rowsPerSecond }),
    // A model that has told nothing yet takes about as long as the other.
    ...(told.length > 0 && { secondsLeft: (told.reduce((sum, each) => sum + each, 0) / told.length) * variants.length }),
  };
}
