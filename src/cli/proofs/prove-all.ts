import type { TrainedProof } from '../../headless/calls';
import { duration } from '../duration';
import { pageErrorText } from '../page-error';
import type { Run } from './proof';
import type { Prover } from './prover';
import { said } from './say';

/**
 * Does the runs and says what each came to; one that fails is said and costs no other.
 *
 * @param keep takes each proof as soon as it is there
 * @returns how many runs failed
 */
export async function proveAll({ prove }: Pick<Prover, 'prove'>, runs: readonly Run[], keep: (run: Run, proof: TrainedProof) => void): Promise<number> {
  const begun = Date.now();
  let [done, failed] = [0, 0];
  await prove(
    runs,
    (run, proof) => {
      keep(run, proof);
      console.log(`${run.key}: ${said(proof)}`);
    },
    ({ job, error }) => {
      done++;
      if (error !== undefined) {
        failed++;
        console.error(`${job.key} FAILED: ${pageErrorText(error)}`);
      }
      const left = ((Date.now() - begun) / 1000 / done) * (runs.length - done);
      if (left > 0) console.log(`  ${done} of ${runs.length}, about ${duration(left)} left`);
    },
  );
  if (failed > 0) console.error(`${failed} of ${runs.length} runs failed; the same command tries them again.`);
  return failed;
}
