import { closeSync, existsSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { overlay } from '../config/overlay';
import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import { missingColumns } from '../exports/missing-columns';
import { splitJson } from '../exports/predictions';
import { sayColumns, sayScored } from '../exports/say-scored';
import { statedByModel } from '../exports/stated-by-model';
import type { RunEvent } from '../protocol/run';
import type { SplitFile } from '../protocol/take-away';
import { decodeRun } from '../runs/decode';
import { encodeRun } from '../runs/file';
import { type RunRecord, recordedOf } from '../runs/record';
import { parseTrainArguments, scoresFile, type TrainArguments, toWrite, USAGE, withSetting } from './arguments';
import { asAuthors } from './as-authors';
import { forTerminal } from './for-terminal';
import { inHeadlessPage } from './headless';
import { pageErrorText } from './page-error';
import { partsOf } from './predicted-parts';
import { ProgressShow } from './progress';
import { readJson } from './read-json';
import { existingFile, foldersOf, openInPage, readSource, rowsFileOf, withData } from './run-source';
import { tellData, tellPreview } from './tell-data';
import { checkToWrite, sayWritten } from './to-write';
import { onUnread } from './unread';
import { readWeights } from './weights-file';
import { writeOnnx } from './write-onnx';
import { writePredictions } from './write-predictions';

/** `npm run train`: one run without a window, by the worker that the page uses. */
async function main(): Promise<void> {
  const args = parseTrainArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return;
  }
  const files = toWrite(args);
  // Behind `| head` the run ends; one that writes a file goes on without a reader.
  onUnread(process.stdout, () => {
    if (files.length === 0) process.exit(0);
  });
  // Before hours of training, not after them.
  checkToWrite(files);
  const { config, authors, split, folders } = readConfig(args);
  const source = readSource(args.data, config, folders.data);
  const rowsFile = rowsOf(config, folders.rows, split);
  const scored = args.score === undefined ? undefined : existingFile(args.score, '--score');
  const show = new ProgressShow(process.stdout, config.train?.baseline ?? false);

  await inHeadlessPage(async (page) => {
    await page.exposeFunction('onRunEvent', (event: RunEvent) => show.event(event));
    const table = await openInPage(page, source, config.data?.read, rowsFile);
    const opened = withData(config, source, table);
    const full = authors ? asAuthors(authors, opened, table, args.from ?? '', show) : opened;
    tellData(show, table, config, full);
    if (scored) await tellScored(page, scored, full, show);
    if (args.dryRun) {
      tellPreview(show, await page.evaluate((input) => window.headless.preview(input), full), table);
      return;
    }
    if (args.from) await page.setInputFiles('#model', args.from);
    const asked = [full, args.out !== undefined && args.inside !== 'none'] as const;
    const done = args.from
      ? page.evaluate(([input, look]) => window.headless.openModel(input, look), asked)
      : page.evaluate(([input, look]) => window.headless.train(input, look), asked);
    const run = decodeRun(await done);
    if (run.data?.positive) show.line(`Positive: ${run.data.positive}.`);
    for (const { reason, rows } of run.data?.leftOut ?? []) show.line(`Left out: ${rows} rows, because ${reason}.`);
    for (const warning of run.data?.warnings ?? []) show.line(`Note: ${warning}`);
    if (run.data && run.data.split.train < run.config.train.batch)
      show.line(
        `Note: there are ${run.data.split.train.toLocaleString('en')} training rows, so that a step has these, not ${run.config.train.batch.toLocaleString('en')}: each epoch is one step.`,
      );
    for (const { message } of run.data?.alarms ?? []) show.line(`Alarm: ${message}`);
    show.summary(run);
    if (args.out) write(args.out, asFile(run), show);
    if (args.out && args.inside === 'all') {
      show.line('Measuring what the adapters do to the test rows …');
      write(args.out, asFile(decodeRun(await page.evaluate(() => window.headless.measure()))), show);
    }
    if (args.weights) write(args.weights, Buffer.from(await page.evaluate(() => window.headless.weights()), 'base64'), show);
    if (args.predictions) {
      await writePredictions(page, args.predictions, partsOf(args['predictions-of']));
      show.line(sayWritten(args.predictions));
    }
    if (args['split-rows']) write(args['split-rows'], await page.evaluate(() => window.headless.splitRows()), show);
    if (args.encoding) write(args.encoding, await page.evaluate(() => window.headless.encoding()), show);
    if (args.torch) write(args.torch, Buffer.from(await page.evaluate(() => window.headless.torch()), 'base64'), show);
    if (args.onnx) for (const line of writeOnnx(await page.evaluate(() => window.headless.onnx()), args.onnx)) show.line(line);
    if (scored) await scoreInto(page, scored, args, show);
  });
}

const asFile = (run: RunRecord) => `${encodeRun({ ...run, recorded: recordedOf(run) }, { space: 2 })}\n`;

function write(file: string, content: string | Uint8Array, show: ProgressShow): void {
  writeFileSync(file, content);
  show.line(sayWritten(file));
}

/**
 * Which columns of the file of new rows will be read: known as soon as the data are open.
 *
 * @throws UserError where some are not there
 */
async function tellScored(page: Page, file: string, config: RunConfigInput, show: ProgressShow): Promise<void> {
  await page.setInputFiles('#score', file);
  const columns = await page.evaluate((input) => window.headless.scoreColumns(input), config);
  if (columns.missing.length > 0) throw missingColumns(columns, basename(file));
  for (const line of sayColumns(columns)) show.line(`${basename(file)}: ${line}`);
}

/**
 * Predicts the rows of a file, and writes what comes as it comes. It goes into a file beside the wanted one, which takes its place at the end:
 * where something is wrong with the rows, what was there before stays.
 */
async function scoreInto(page: Page, file: string, args: TrainArguments, show: ProgressShow): Promise<void> {
  const out = scoresFile(args);
  // Once more: it may have been written anew while the model was trained.
  await page.setInputFiles('#score', file);
  const part = `${out}.${process.pid}.part`;
  const target = openSync(part, 'wx');
  try {
    try {
      await page.exposeFunction('onScores', (text: string) => void writeSync(target, text));
      const scored = await page.evaluate((columns) => window.headless.score(columns), args['score-columns'] ?? false);
      for (const line of sayScored(scored)) show.line(line);
    } finally {
      closeSync(target);
    }
    renameSync(part, out);
    show.line(sayWritten(out));
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * What configuration, arguments and weights say together.
 *
 * @returns `authors`: what is to be asked of the open data, where a model states no settings but its shapes; `split`: of the model's rows;
 * `folders`: where the files that the configuration names are looked for
 */
function readConfig(args: TrainArguments): {
  config: RunConfigInput;
  authors?: Parameters<typeof asAuthors>[0];
  split?: SplitFile;
  folders: ReturnType<typeof foldersOf>;
} {
  let json = args.config ? readJson(args.config, '--config') : {};
  for (const [path, value] of args.set) json = withSetting(json, path, value);
  if (args.engine) json = withSetting(json, ['engine'], args.engine);
  if (args.seed !== undefined) json = withSetting(json, ['seed'], args.seed);
  const stated = args.from === undefined ? undefined : statedByModel(readWeights(args.from, '--from'), args.from);
  // The command trains what it is told to: a second model only where the configuration asks for it.
  const said = parseRunConfig(json);
  const config = stated?.by === 'metadata' ? overlay(stated.config, said) : said;
  return {
    config: { ...config, train: { baseline: false, ...config.train } },
    folders: foldersOf(args, said),
    ...(stated?.by === 'authors' && { authors: stated.model }),
    ...(stated?.by === 'metadata' && stated.split && { split: stated.split }),
  };
}

/** The file of row numbers; where it is not there, those that the weights hold, in a file of their own. */
function rowsOf(config: RunConfigInput, folders: readonly string[], held: SplitFile | undefined): string | undefined {
  const { split = {} } = config;
  if (!held || !('rowsFile' in split) || folders.some((folder) => existsSync(resolve(folder, split.rowsFile as string)))) return rowsFileOf(config, folders);
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-rows-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const file = join(scratch, 'split.json');
  writeFileSync(file, splitJson(held));
  return file;
}

try {
  await main();
} catch (error) {
  console.error(forTerminal(pageErrorText(error)));
  process.exit(1);
}
