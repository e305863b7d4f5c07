import { meanOverDomains } from '../../../measures/classification/mean-over-domains';
import { pairedDifferences } from '../../../measures/paired/differences';
import type { Card } from '../../../runs/gallery/card';
import type { Condition, Measured, Quantity } from '../../../runs/gallery/claim';
import type { Proof, ProofOf } from '../proof';
import { galleryRun, seedsOf } from './runs';

/**
 * A quantity by seed, from the proofs on record.
 *
 * @param minus what is taken from it
 * @returns undefined where a proof is missing, or does not have the number
 */
export function valuesOf(card: Card, proofOf: ProofOf, of: Quantity, minus?: Quantity): number[] | undefined {
  const values = seedsOf(card).map((seed) => {
    const [a, b] = [of, minus].map((quantity) => quantity && numberOf(quantity, proofOf(galleryRun(card.runs[quantity.run] as string, seed))));
    return minus ? difference(a, b) : (a ?? null);
  });
  return values.every((value) => value !== null) ? values : undefined;
}

const difference = (a: number | null | undefined, b: number | null | undefined) => (typeof a === 'number' && typeof b === 'number' ? a - b : null);

/** What was measured of a condition, and whether it holds; undefined while a proof is missing. */
export function judge(card: Card, condition: Condition, proofOf: ProofOf): Measured | undefined {
  const values = valuesOf(card, proofOf, condition.of, condition.minus);
  if (!values) return undefined;
  const { mean, interval } = pairedDifferences(values);
  const [low, high] = [interval?.low ?? mean, interval?.high ?? mean];
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY, by } = condition;
  const ends = by === 'interval' ? [low, high] : values;
  return { values: values.map(short), mean: short(mean), low: short(low), high: short(high), holds: ends.every((end) => end > above && end < below) };
}

function numberOf({ what, domain }: Quantity, proof: Proof | undefined): number | null {
  if (!proof) return null;
  const { model, alone, inside, ablation, bestPossible, domains } = proof;
  switch (what) {
    case 'auc':
    case 'alone': {
      const scores = what === 'auc' ? model : alone;
      if (!scores) return null;
      return domain === undefined ? meanOverDomains(scores.byDomain, bestPossible) : (scores.byDomain[domains.indexOf(domain)] ?? null);
    }
    case 'all':
      return model.auc;
    case 'parameters':
      return model.parameters;
    case 'moved':
    case 'rank':
    case 'still':
      return inside?.[what] ?? null;
    default:
      return ablation?.[what] ?? null;
  }
}

/** Five digits are more than seeds can tell apart. */
const short = (value: number) => Math.round(value * 1e5) / 1e5;
