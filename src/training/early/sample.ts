import type { EncodedData } from '../../data/types';
import { randomStream, shuffle } from '../../lib/random';

/** Rows of the sample, as a share of the training rows: a pass over it takes about a hundredth of an epoch. */
const SHARE = 0.025;
/** More would say little more. */
const MOST = 20_000;

type Rows = Pick<EncodedData, 'split' | 'domains' | 'domainIds' | 'labels'>;

/**
 * The validation rows that are measured within an epoch, in their own order: all, or a seeded sample in whole batches with as many
 * rows of each domain as it has up to an equal share. Of a domain's rows both labels have their share.
 *
 * @param batch rows of a batch: a part of one costs as much as a whole
 * @returns positions into the encoded rows
 */
export function earlySample({ split: { train, val }, domains, domainIds, labels }: Rows, batch: number, seed: number): Int32Array {
  const wanted = batch * Math.max(1, Math.round(Math.min(MOST, SHARE * train.length) / batch));
  if (val.length <= wanted) return val;
  const strata = domains.map(() => [[], []] as [number[], number[]]);
  for (const [place, row] of val.entries()) strata[domainIds[row] as number]?.[labels[row] === 1 ? 1 : 0].push(place);
  const quotas = equalShares(
    strata.map(([negatives, positives]) => negatives.length + positives.length),
    wanted,
  );
  const places = strata.flatMap(([negatives, positives], d) => {
    const quota = quotas[d] as number;
    const random = randomStream(seed, `early/${d}`);
    const ofPositives = Math.min(quota, Math.round((quota * positives.length) / Math.max(1, negatives.length + positives.length)));
    return [...shuffle(positives, random).slice(0, ofPositives), ...shuffle(negatives, random).slice(0, quota - ofPositives)];
  });
  return Int32Array.from(
    places.sort((a, b) => a - b),
    (place) => val[place] as number,
  );
}

/** Parts `total` among groups: as many for each, but no more than it has; what it lacks goes to the others. */
export function equalShares(counts: readonly number[], total: number): number[] {
  const shares = new Array<number>(counts.length).fill(0);
  let left = total;
  const order = [...counts.keys()].sort((a, b) => (counts[a] as number) - (counts[b] as number));
  for (const [i, group] of order.entries()) {
    const share = Math.min(counts[group] as number, Math.floor(left / (order.length - i)));
    shares[group] = share;
    left -= share;
  }
  return shares;
}
