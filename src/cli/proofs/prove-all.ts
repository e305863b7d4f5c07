import type { TrainedProof } from '../../headless/calls';
import { errorText } from '../../lib/error-text';
import type { Run } from './proof';
import type { Prover } from './prover';
import { duration, said } from './say';

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
        console.error(`${job.key} FAILED: ${reasonOf(error)}`);
      }
      const left = ((Date.now() - begun) / 1000 / done) * (runs.length - done);
      if (left > 0) console.log(`  ${done} of ${runs.length}, about ${duration(left)} left`);
    },
  );
  if (failed > 0) console.error(`${failed} of ${runs.length} runs failed; the same command tries them again.`);
  return failed;
}

/** One line: Playwright puts a call's name before the page's error and a stack behind it. */
function reasonOf(error: unknown): string {
  const [line] = errorText(error)
    .replace(/^page\.evaluate: (Uncaught )?((User)?Error: )?/, '')
    .split('\n');
  return line as string;
}
