import { UserError } from '../../lib/user-error';
import type { ProofOf, Run } from './proof';
import type { Prover } from './prover';
import { RUNS } from './tables';

/**
 * A demo's configuration does not tell how its rows are drawn: for each demo of the runs, one proof on record is compared with what
 * the demo makes today.
 *
 * @throws UserError where they differ
 */
export async function refuseOtherData({ bestPossible }: Pick<Prover, 'bestPossible'>, runs: readonly Run[], proofOf: ProofOf): Promise<void> {
  for (const demo of new Set(runs.flatMap((run) => run.demo ?? []))) {
    const proven = RUNS.find((run) => run.demo === demo && proofOf(run));
    if (!proven) continue;
    const [before, now] = [proofOf(proven)?.bestPossible, await bestPossible(proven)];
    if (JSON.stringify(before) !== JSON.stringify(now))
      throw new UserError(`the demo "${demo}" makes other rows than when its proofs were made`, undefined, `Remove them: --forget demo/${demo}/`);
  }
}
