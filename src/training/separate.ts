import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import { UserError } from '../lib/user-error';
import { Model } from '../model/model';
import { modelShape } from './rows/batch';

/** BatchNorm's statistics of fewer rows are hardly any. */
const FEWEST_ROWS = 32;

/** What trains one of the models of `separate`: its configuration and its rows. */
export interface Part {
  config: RunConfig;
  /** The domain's rows, encoded by themselves. */
  data: EncodedData;
  model: Model;
  /** Whether there is anything to train on. */
  trains: boolean;
}

/**
 * One model per domain: each as a run of the domain's rows alone would have it, with one thing changed. Its batches are its share of
 * `train.batch`, at least 32 rows, so that each model makes as many steps an epoch as one model of all rows. Its loss is the mean of its own
 * batch, so that weight decay, the optimiser's epsilon and clipping mean what they mean in a run of its own.
 *
 * @returns [D]
 */
export function partsOf(config: RunConfig, data: EncodedData): Part[] {
  const { model, train } = config;
  const apart = data.apart?.();
  if (!apart) throw new Error('These rows cannot be parted: they were not made from a table.');
  const all = data.split.train.length;
  return apart.map((own) => {
    const rows = own.split.train.length;
    const batch = Math.min(train.batch, Math.max(FEWEST_ROWS, Math.ceil((train.batch * rows) / Math.max(1, all))));
    // A model that knows one domain weighs all of its rows alike.
    const ownConfig: RunConfig = {
      ...config,
      model: { ...model, sharing: 'domains' },
      train: { ...train, batch, domainWeights: 'none', baseline: false },
    };
    const weighs = !own.rowWeights || own.split.train.some((position) => (own.rowWeights?.[position] ?? 0) > 0);
    return { config: ownConfig, data: own, model: new Model(modelShape(own, ownConfig.model), ownConfig.model), trains: rows > 1 && weighs };
  });
}

/** @throws UserError where no domain has rows to train on */
export function checkParts(parts: readonly Part[]): void {
  if (!parts.some(({ trains }) => trains))
    throw new UserError('no domain has two training rows, so none can have a model of its own', 'model.sharing', 'Set model.sharing to "domains" or "pooled".');
}
