import { BOUNDS } from './bounds';
import type { KillProof } from './kills/pieces';
import { killRows } from './kills/rows';
import { markdown } from './markdown';
import { MUTATED, type TestProof } from './tests';

/** The proofs of what is never to go wrong, a line for each. @returns Markdown */
export function reliabilityTable(proofOf: (key: string) => TestProof | undefined, killsOf: (key: string) => KillProof | undefined): string {
  const rows = [MUTATED, ...BOUNDS].map(({ key, what, wanted }) => {
    const proof = proofOf(key);
    return [what, wanted, ...(proof ? ['it does', `${proof.seconds} s`, proof.date, proof.commit] : ['not on record', '', '', ''])];
  });
  return markdown(['what is tried', 'what is wanted', 'outcome', 'took', 'date', 'commit'], [...rows, ...killRows(killsOf)]);
}
