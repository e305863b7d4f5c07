import { dirname, resolve } from 'node:path';
import { type Contestant, type Experiment, MOST_SEEDS, parseExperiment } from '../config/experiment';
import { overlay } from '../config/overlay';
import { toCsv } from '../exports/csv';
import { UserError } from '../lib/user-error';
import { answersOf, methodOf } from '../runs/experiment/answer';
import { toLatex, toMarkdown, toRows } from '../runs/experiment/formats';
import { METRICS } from '../runs/experiment/outcome';
import { experimentTable } from '../runs/experiment/table';
import { withSetting } from './arguments';
import { duration } from './duration';
import { type ExperimentArguments, parseExperimentArguments, USAGE } from './experiment-arguments';
import { ExperimentFolder } from './experiment-folder';
import { forTerminal } from './for-terminal';
import { type HeadlessPlace, inHeadlessBrowser } from './headless';
import { pageErrorText } from './page-error';
import { inPlaces } from './pool';
import { readJson } from './read-json';
import { openInPage, readSource, rowsFileOf, type Source, withData } from './run-source';
import { onUnread } from './unread';

interface Job {
  contestant: Contestant;
  seed: number;
}

/** `npm run experiment`: contestants by seeds without a window, and the table of them. */
async function main(): Promise<void> {
  // It writes files: it goes on without a reader.
  onUnread(process.stdout, () => {});
  const args = parseExperimentArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return;
  }
  const experiment = readExperiment(args);
  const { contestants, seeds, reference } = experiment;
  const folder = new ExperimentFolder(resolve(args.out));
  folder.open(contestants);
  // By seed first: what is compared is there as early as can be.
  const jobs = seeds.flatMap((seed) => contestants.map((contestant): Job => ({ contestant, seed })));
  const missing = jobs.filter(({ contestant, seed }) => !folder.has(contestant.name, seed));
  console.log(`${contestants.length} contestants, ${seeds.length} seeds: ${jobs.length - missing.length} of ${jobs.length} runs are there.`);
  const failed = missing.length > 0 ? await train(args, experiment, folder, missing) : 0;

  const outcomes = folder.outcomes(jobs.map(({ contestant, seed }) => ({ contestant: contestant.name, seed })));
  const names = contestants.map(({ name }) => name);
  const table = experimentTable(outcomes, names, reference, METRICS);
  const [answers, method, markdown] = [answersOf(table), methodOf(table, seeds), toMarkdown(table)];
  folder.write('table.md', `${[...answers, markdown, method].join('\n\n')}\n`);
  folder.write('table.tex', `${toLatex(table)}\n`);
  folder.write('table.csv', toCsv(toRows(table)));
  folder.write('table.json', `${JSON.stringify({ experiment, answers, method, table }, undefined, 2)}\n`);
  console.log(`\n${answers.join('\n')}\n\n${markdown}\n\n${method}\n\nWritten to ${resolve(args.out)}.`);
  if (failed > 0) throw new UserError(`${failed} of ${missing.length} runs failed`, undefined, 'The same command tries them again.');
}

function readExperiment({ file, seeds, reference, engine }: ExperimentArguments): Experiment {
  let json = file === undefined ? {} : readJson(file, 'experiment.json');
  if (seeds) json = withSetting(json, ['seeds'], seeds.slice(0, MOST_SEEDS + 1));
  if (reference !== undefined) json = withSetting(json, ['reference'], reference);
  return parseExperiment(withSetting(json, ['base', 'engine'], engine));
}

/** Trains what is missing and keeps each run as soon as it is there. @returns how many failed */
async function train({ file, data, jobs }: ExperimentArguments, { contestants }: Experiment, folder: ExperimentFolder, missing: Job[]): Promise<number> {
  const from = file === undefined ? process.cwd() : dirname(resolve(file));
  // All contestants have the same data.
  const { config: any } = contestants[0] as Contestant;
  const source: Source = readSource(data, any, from);
  const rowsFile = rowsFileOf(any, from);
  const begun = Date.now();
  let [done, failed] = [0, 0];
  await inHeadlessBrowser(jobs === 1 ? 'all' : 'one', (browser) =>
    inPlaces<Job, HeadlessPlace & { withData(contestant: Contestant): Contestant['config'] }>(
      missing,
      jobs,
      async () => {
        const place = await browser.open();
        const table = await openInPage(place.page, source, any.data?.read, rowsFile);
        folder.expectData(table.hash);
        return { ...place, withData: ({ config }) => withData(config, source, table) };
      },
      async ({ contestant, seed }, place) => {
        const config = overlay(place.withData(contestant), { seed });
        folder.keep(contestant.name, seed, await place.page.evaluate((input) => window.headless.train(input), config));
      },
      ({ job: { contestant, seed }, error }) => {
        done++;
        if (error !== undefined) failed++;
        const left = ((Date.now() - begun) / 1000 / done) * (missing.length - done);
        const what = `seed ${seed}, ${contestant.name}`;
        if (error === undefined) console.log(forTerminal(`${what}: trained. ${done} of ${missing.length}${left > 0 ? `, about ${duration(left)} left` : ''}`));
        else console.error(forTerminal(`${what} FAILED: ${pageErrorText(error)}`));
      },
    ),
  );
  return failed;
}

try {
  await main();
} catch (error) {
  console.error(forTerminal(pageErrorText(error)));
  process.exit(1);
}
