import { DEMOS } from '../../config/demos';

import { pairedDifferences } from '../../measures/paired/differences';
import { keyOfPair, type OverSeeds } from '../../runs/over-seeds';
import { MEASURED_BACKBONES } from './measured';
import { pairsOf, SEEDS } from './pairs';
import type { ProofOf } from './proof';

/** What the page says of a demo and a backbone over many seeds, from the proofs on record: only where that is all of them. */
export function overSeedsOf(proofOf: ProofOf): Record<string, OverSeeds> {
  const known = DEMOS.flatMap(({ name }) =>
    MEASURED_BACKBONES.flatMap((backbone) => {
      const pairs = pairsOf(proofOf, name, backbone);
      if (pairs.length < SEEDS.length) return [];
      const { n, won, mean, interval } = pairedDifferences(pairs.map(({ hamur, alone }) => hamur - alone));
      const [difference, low, high] = [mean, interval?.low ?? mean, interval?.high ?? mean].map((value) => Number(value.toFixed(5)));
      return [[keyOfPair(name, backbone), { seeds: n, ahead: won, difference, low, high } as OverSeeds] as const];
    }),
  );
  return Object.fromEntries(known);
}

/** The same as a file's text, a line for each. */
export function overSeedsText(measured: Record<string, OverSeeds>): string {
  const lines = Object.entries(measured).map(([key, { seeds, ahead, difference, low, high }]) => {
    return `  "${key}": { "seeds": ${seeds}, "ahead": ${ahead}, "difference": ${difference}, "low": ${low}, "high": ${high} }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
