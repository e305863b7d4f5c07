import type { Scores, TrainedProof } from '../../headless/calls';
import { type HeadlessPlace, inHeadlessBrowser } from '../headless';
import { inPlaces, type Outcome } from '../pool';
import type { Run } from './proof';

/** A page, and the data that are open in it. */
interface ProofPlace extends HeadlessPlace {
  open?: string;
}

type FilesOf = (name: string) => readonly string[];

/** Pages that runs are proven in. */
export interface Prover {
  /** Does the runs in their order. `keep` gets the proof of each that has one, and `ended` is told of each. */
  prove(runs: readonly Run[], keep: (run: Run, proof: TrainedProof) => void, ended: (outcome: Outcome<Run>) => void): Promise<void>;
  /** What a demo's run would have as its best possible scores, without training. */
  bestPossible(run: Run): Promise<Scores | undefined>;
}

/**
 * Opens a browser for proofs, and closes it behind them.
 *
 * @param jobs runs side by side. Each has a page and a thread of its own; a single one has all threads. The bits are the same
 * @param filesOf the paths of what a run names as a file, which has been made sure of
 */
export function inProver<T>(jobs: number, filesOf: FilesOf, use: (prover: Prover) => Promise<T>): Promise<T> {
  return inHeadlessBrowser(jobs === 1 ? 'all' : 'one', (browser) =>
    use({
      prove: (runs, keep, ended) =>
        inPlaces<Run, ProofPlace>(
          runs,
          jobs,
          () => browser.open(),
          async (run, place) => {
            await openData(place, run, filesOf);
            keep(run, await place.page.evaluate(([config, asked]) => window.headless.prove(config, asked), [run.config, run.asked] as const));
          },
          ended,
        ),
      async bestPossible(run) {
        const place: ProofPlace = await browser.open();
        await openData(place, run, filesOf);
        const scores = await place.page.evaluate((config) => window.headless.bestPossible(config), run.config);
        await place.close();
        return scores;
      },
    }),
  );
}

/** Opens the run's data in the page, where they are not open yet. */
async function openData(place: ProofPlace, { config, file }: Run, filesOf: FilesOf): Promise<void> {
  const { page } = place;
  const rowsFile = config.split && 'rowsFile' in config.split ? filesOf(config.split.rowsFile) : undefined;
  const source = config.data?.source;
  const wanted = JSON.stringify([source, rowsFile]);
  if (place.open === wanted) return;
  delete place.open;
  if (file) await page.setInputFiles('#data', [...filesOf(file)]);
  await page.setInputFiles('#rows', [...(rowsFile ?? [])]);
  const demo = source && 'demo' in source ? { demo: source.demo, ...(source.seed !== undefined && { seed: source.seed }) } : ('file' as const);
  await page.evaluate((from) => window.headless.open(from), demo);
  place.open = wanted;
}
