import type { TrainConfig } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import { UserError } from '../../lib/user-error';

/**
 * Each row's weight in the loss: its own, if the data have weights, times its class's times its domain's, scaled so that the training rows' mean is 1 and the
 * learning rate keeps its meaning. Counts are those of the training rows.
 *
 * @returns [rows], or undefined where all rows weigh the same
 * @throws UserError where `domainWeights` does not fit the domains
 */
export function lossWeights(
  { labels, domainIds, domains, split, rowWeights }: Pick<EncodedData, 'labels' | 'domainIds' | 'domains' | 'split' | 'rowWeights'>,
  { positiveWeight, domainWeights }: Pick<TrainConfig, 'positiveWeight' | 'domainWeights'>,
): Float32Array | undefined {
  if (Array.isArray(domainWeights) && domainWeights.length !== domains.length) {
    throw new UserError(
      `there are ${domainWeights.length} weights for ${domains.length} domains (${domains.map(({ name }) => name).join(', ')})`,
      'train.domainWeights',
      'Give one weight per domain, in this order.',
    );
  }
  if (positiveWeight === 1 && domainWeights === 'none' && !rowWeights) return undefined;
  const rowsOfDomain = new Array<number>(domains.length).fill(0);
  let positives = 0;
  for (const row of split.train) {
    rowsOfDomain[domainIds[row] as number] = (rowsOfDomain[domainIds[row] as number] as number) + 1;
    positives += labels[row] as number;
  }
  const { length } = split.train;
  const ofPositive = positiveWeight === 'balanced' ? (length - positives) / Math.max(1, positives) : positiveWeight;
  const ofDomain = Array.isArray(domainWeights)
    ? domainWeights
    : rowsOfDomain.map((rows) => (domainWeights === 'balanced' ? length / (domains.length * Math.max(1, rows)) : 1));
  const weights = Float32Array.from(
    labels,
    (label, row) => (rowWeights?.[row] ?? 1) * (label ? ofPositive : 1) * (ofDomain[domainIds[row] as number] as number),
  );
  const mean = split.train.reduce((sum, row) => sum + (weights[row] as number), 0) / length;
  return weights.map((weight) => weight / mean);
}
