import { dirname, resolve } from 'node:path';
import type { Contestant } from '../config/experiment';
import { overlay } from '../config/overlay';
import { duration } from './duration';
import type { ExperimentArguments } from './experiment-arguments';
import type { ExperimentFolder } from './experiment-folder';
import { forTerminal } from './for-terminal';
import { type HeadlessPlace, inHeadlessBrowser } from './headless';
import { pageErrorText } from './page-error';
import { inPlaces } from './pool';
import { openInPage, readSource, rowsFileOf, type Source, withData } from './run-source';

/** A run of an experiment. */
export interface ExperimentJob {
  contestant: Contestant;
  seed: number;
  /** Under which it is kept; left out: the contestant's. */
  name?: string;
  /** Most epochs; left out: the contestant's. */
  epochs?: number;
}

/** Trains the runs and keeps each as soon as it is there. All have the same data. @returns those that failed */
export async function trainRuns(
  { file, data, inside, jobs: places }: ExperimentArguments,
  folder: ExperimentFolder,
  runs: readonly ExperimentJob[],
): Promise<ExperimentJob[]> {
  const [first] = runs;
  if (!first) return [];
  const from = file === undefined ? process.cwd() : dirname(resolve(file));
  const any = first.contestant.config;
  const source: Source = readSource(data, any, [from]);
  const rowsFile = rowsFileOf(any, [from]);
  const begun = Date.now();
  const failed: ExperimentJob[] = [];
  let done = 0;
  await inHeadlessBrowser(places === 1 ? 'all' : 'one', (browser) =>
    inPlaces<ExperimentJob, HeadlessPlace & { withData(contestant: Contestant): Contestant['config'] }>(
      runs,
      places,
      async () => {
        const place = await browser.open();
        const table = await openInPage(place.page, source, any.data?.read, rowsFile);
        folder.expectData(table.hash);
        return { ...place, withData: ({ config }) => withData(config, source, table) };
      },
      async ({ contestant, seed, epochs, name = contestant.name }, place) => {
        const config = overlay(place.withData(contestant), { seed, ...(epochs !== undefined && { train: { epochs } }) });
        // A look takes a fifth of a second, and some hundred KB. Of the many runs of a sweep none is shown.
        const asked = [config, inside === 'look' && epochs === undefined] as const;
        folder.keep(name, seed, await place.page.evaluate(([input, look]) => window.headless.train(input, look), asked));
      },
      ({ job, error }) => {
        const { contestant, seed } = job;
        done++;
        if (error !== undefined) failed.push(job);
        const left = ((Date.now() - begun) / 1000 / done) * (runs.length - done);
        const what = `seed ${seed}, ${contestant.name}`;
        if (error === undefined) console.log(forTerminal(`${what}: trained. ${done} of ${runs.length}${left > 0 ? `, about ${duration(left)} left` : ''}`));
        else console.error(forTerminal(`${what} FAILED: ${pageErrorText(error)}`));
      },
    ),
  );
  return failed;
}
