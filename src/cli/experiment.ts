import { resolve } from 'node:path';
import { type Experiment, MOST_SEEDS, parseExperiment } from '../config/experiment';
import { isSweep, parseSweep } from '../config/sweep';
import { toCsv } from '../exports/csv';
import { UserError } from '../lib/user-error';
import { answersOf, methodOf } from '../runs/experiment/answer';
import { toLatex, toMarkdown, toRows } from '../runs/experiment/formats';
import { METRICS } from '../runs/experiment/outcome';
import { experimentTable } from '../runs/experiment/table';
import { experimentReport } from '../runs/report/experiment-report';
import { withSetting } from './arguments';
import { type ExperimentArguments, parseExperimentArguments, USAGE } from './experiment-arguments';
import { ExperimentFolder } from './experiment-folder';
import { type ExperimentJob, trainRuns } from './experiment-runs';
import { forTerminal } from './for-terminal';
import { pageErrorText } from './page-error';
import { readJson } from './read-json';
import { runSweep } from './sweep';
import { onUnread } from './unread';

/** `npm run experiment`: contestants by seeds without a window, and the table of them. */
async function main(): Promise<void> {
  // It writes files: it goes on without a reader.
  onUnread(process.stdout, () => {});
  const args = parseExperimentArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return;
  }
  const json = readAll(args);
  if (isSweep(json)) await runSweep(args, parseSweep(json));
  else await compare(args, parseExperiment(json));
}

async function compare(args: ExperimentArguments, experiment: Experiment): Promise<void> {
  const { contestants, seeds, reference } = experiment;
  const folder = new ExperimentFolder(resolve(args.out));
  folder.open(contestants);
  // By seed first: what is compared is there as early as can be.
  const jobs = seeds.flatMap((seed) => contestants.map((contestant): ExperimentJob => ({ contestant, seed })));
  const missing = jobs.filter(({ contestant, seed }) => !folder.has(contestant.name, seed));
  console.log(`${contestants.length} contestants, ${seeds.length} seeds: ${jobs.length - missing.length} of ${jobs.length} runs are there.`);
  const { length: failed } = await trainRuns(args, folder, missing);

  const outcomes = folder.outcomes(jobs.map(({ contestant, seed }) => ({ contestant: contestant.name, seed })));
  const names = contestants.map(({ name }) => name);
  const table = experimentTable(outcomes, names, reference, METRICS);
  const [answers, method, markdown] = [answersOf(table), methodOf(table, seeds), toMarkdown(table)];
  folder.write('table.md', `${[...answers, markdown, method].join('\n\n')}\n`);
  folder.write('table.tex', `${toLatex(table)}\n`);
  folder.write('table.csv', toCsv(toRows(table)));
  const [first] = outcomes;
  const data = first && folder.dataOf(first.contestant, first.seed);
  folder.write('table.json', `${JSON.stringify({ experiment, data, answers, method, table }, undefined, 2)}\n`);
  folder.write('report.html', experimentReport(table, experiment, seeds, data));
  console.log(`\n${answers.join('\n')}\n\n${markdown}\n\n${method}\n\nWritten to ${resolve(args.out)}.`);
  if (failed > 0) throw new UserError(`${failed} of ${missing.length} runs failed`, undefined, 'The same command tries them again.');
}

/** What the file and the arguments say together. */
function readAll({ file, seeds, reference, engine }: ExperimentArguments): unknown {
  let json = file === undefined ? {} : readJson(file, 'experiment.json');
  if (seeds) json = withSetting(json, ['seeds'], seeds.slice(0, MOST_SEEDS + 1));
  if (reference !== undefined) json = withSetting(json, ['reference'], reference);
  return withSetting(json, ['base', 'engine'], engine);
}

try {
  await main();
} catch (error) {
  console.error(forTerminal(pageErrorText(error)));
  process.exit(1);
}
