import type { RunProgress, VariantName } from '../protocol/run';
import { modelOf, type RunRecord, variantsOf } from './record';

export interface Progress {
  /** Epochs wanted of each model. */
  epochs: number;
  /** How many of them are done, with a fraction: the mean over the models, which take turns. What will not be trained any more is done. */
  done: number;
  /** The model that is trained now, or was last. */
  variant: VariantName;
  /** Of that model: the epoch under way, from 1; the last one where the run has ended; 0 before the first step. */
  epoch: number;
  /** Of that model. */
  rowsPerSecond?: number;
  /** Of all models, at most; undefined until some steps have been timed, and where nothing is trained any more. */
  secondsLeft?: number;
}

/** How far a run is. */
export function progressOf(run: RunRecord): Progress {
  const { progress = {}, phase, config } = run;
  const { epochs } = config.train;
  const variants = variantsOf(run);
  const doneBy = (variant: VariantName) => (progress[variant]?.ended ? epochs : (progress[variant]?.epoch ?? modelOf(run, variant).epochs.length));
  const variant = progress.latest ?? 'model';
  const current = progress[variant];
  const left = phase === 'training' || phase === 'paused' ? secondsLeft(variants.map((each) => progress[each])) : undefined;
  return {
    epochs,
    done: phase === 'done' ? epochs : variants.reduce((sum, each) => sum + doneBy(each), 0) / variants.length,
    variant,
    // A whole number of epochs is the end of one, not the beginning of the next.
    epoch: Math.ceil(current?.epoch ?? modelOf(run, variant).epochs.length),
    ...(current && { rowsPerSecond: current.rowsPerSecond }),
    ...(left !== undefined && { secondsLeft: left }),
  };
}

/**
 * A model that has yet to begin takes as long as the longest of the others does in all. So does one in its first epoch, unless it is slower
 * still: its own pace is not known for sure, and what its validation costs not at all. One that is trained is still to be tested.
 */
function secondsLeft(models: readonly (RunProgress | undefined)[]): number | undefined {
  const told = models.filter((model) => model?.secondsLeft !== undefined);
  if (told.length === 0) return undefined;
  const left = (model: RunProgress | undefined) => {
    if (model?.ended) return model.secondsToTest ?? 0;
    const { epoch = 0, epochs = 1, secondsLeft: own = 0 } = model ?? {};
    const inAll = Math.max(0, ...told.map((other) => (other === model ? 0 : (other?.secondsInAll ?? 0))));
    return epoch < 1 ? Math.max(own, inAll * (1 - epoch / epochs)) : own;
  };
  return models.reduce((sum, model) => sum + left(model), 0);
}
