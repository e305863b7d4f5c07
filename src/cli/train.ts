import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DEFAULT_SOURCE } from '../config/complete';
import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { OpenTable } from '../protocol/data';
import type { RunEvent } from '../protocol/run';
import { decodeRun, encodeRun } from '../runs/file';
import { parseTrainArguments, type TrainArguments, USAGE, withSetting } from './arguments';
import { type DataFile, dataFiles } from './data-files';
import { forTerminal } from './for-terminal';
import { inHeadlessPage } from './headless';
import { ProgressShow } from './progress';
import { tellData, tellPreview } from './tell-data';
import { onUnread } from './unread';

/** `npm run train`: one run without a window, by the worker that the page uses. */
async function main(): Promise<void> {
  const args = parseTrainArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return;
  }
  // Behind `| head` the run ends; one that writes a file goes on without a reader.
  onUnread(process.stdout, () => {
    if (args.out === undefined && args.weights === undefined) process.exit(0);
  });
  const config = readConfig(args);
  const source = readSource(args, config);
  const rowsFile = config.split && 'rowsFile' in config.split ? existingFile(resolve(configFolder(args), config.split.rowsFile), 'split.rowsFile') : undefined;
  const show = new ProgressShow(process.stdout, config.train?.baseline ?? false);

  await inHeadlessPage(async (page) => {
    await page.exposeFunction('onRunEvent', (event: RunEvent) => show.event(event));
    if ('files' in source) {
      await page.setInputFiles(
        '#data',
        source.files.map(({ path }) => path),
      );
    }
    if (rowsFile) await page.setInputFiles('#rows', rowsFile);
    const asked = 'files' in source ? { names: source.files.map(({ name }) => name), ...(source.as && { as: source.as }) } : source;
    const table = await page.evaluate(([from, read]) => window.headless.open(from, read), [asked, config.data?.read] as const);
    const full = withData(config, source, table);
    tellData(show, table, config, full);
    if (args.dryRun) {
      tellPreview(show, await page.evaluate((input) => window.headless.preview(input), full), table);
      return;
    }
    const run = decodeRun(await page.evaluate((input) => window.headless.train(input), full));
    if (run.data?.positive) show.line(`Positive: ${run.data.positive}.`);
    for (const { reason, rows } of run.data?.leftOut ?? []) show.line(`Left out: ${rows} rows, because ${reason}.`);
    for (const warning of run.data?.warnings ?? []) show.line(`Note: ${warning}`);
    if (run.data && run.data.split.train < run.config.train.batch)
      show.line(
        `Note: there are ${run.data.split.train.toLocaleString('en')} training rows, so that a step has these, not ${run.config.train.batch.toLocaleString('en')}: each epoch is one step.`,
      );
    for (const { message } of run.data?.alarms ?? []) show.line(`Alarm: ${message}`);
    show.summary(run);
    if (args.out) writeFileSync(args.out, `${encodeRun({ ...run, recorded: new Date().toISOString().slice(0, 10) }, { space: 2 })}\n`);
    if (args.weights) writeFileSync(args.weights, Buffer.from(await page.evaluate(() => window.headless.weights()), 'base64'));
  });
}

function readConfig(args: TrainArguments): RunConfigInput {
  let json: unknown = {};
  if (args.config) {
    const path = existingFile(resolve(args.config), '--config');
    try {
      json = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new UserError(`this is not JSON (${errorText(error)})`, args.config, 'Correct it at the place named.');
    }
  }
  for (const [path, value] of args.set) json = withSetting(json, path, value);
  if (args.engine) json = withSetting(json, ['engine'], args.engine);
  if (args.seed !== undefined) json = withSetting(json, ['seed'], args.seed);
  // The command trains what it is told to: a second model only where the configuration asks for it.
  const config = parseRunConfig(json);
  return { ...config, train: { baseline: false, ...config.train } };
}

function configFolder(args: TrainArguments): string {
  return args.config ? dirname(resolve(args.config)) : process.cwd();
}

type Demo = { demo: string; rows?: number; seed?: number };
type Source = Demo | { url: string } | { files: DataFile[]; as?: SourceFile[] };

/** What the arguments name, else the configuration. */
function readSource(args: TrainArguments, config: RunConfigInput): Source {
  const named = config.data?.source;
  const [first] = args.data ?? [];
  if (first?.startsWith('demo:')) {
    const demo = first.slice('demo:'.length);
    return named && 'demo' in named && named.demo === demo ? withoutUndefined(named) : { demo };
  }
  const said = named && 'files' in named ? { as: named.files } : {};
  if (args.data) return { files: dataFiles(args.data, '--data'), ...said };
  if (!named || 'demo' in named) return withoutUndefined(named ?? (DEFAULT_SOURCE as { demo: string }));
  const folder = configFolder(args);
  if ('file' in named) return { files: dataFiles([resolve(folder, named.file)], 'data.source.file') };
  if ('url' in named) return { url: named.url };
  return { files: named.files.map(({ name }) => ({ path: existingFile(resolve(folder, name), 'data.source.files'), name })), ...said };
}

function withoutUndefined<T extends object>(value: T): T & { rows?: number; seed?: number } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T & { rows?: number; seed?: number };
}

/** The configuration with its data as they were opened, and with the split that the files propose. */
function withData(config: RunConfigInput, source: Source, table: OpenTable): RunConfigInput {
  const [file] = 'files' in source ? source.files : [];
  const several = table.combined && 'files' in source && source.files.length > 1;
  const opened =
    'demo' in source
      ? source
      : several && table.combined
        ? { files: table.combined.files.map((each) => each.source) }
        : { file: file?.name ?? '', hash: table.hash };
  const split = config.split ?? table.proposal?.split;
  // A configuration that states roles was made with the columns in view: without weights, its rows count the same.
  const weight = config.data?.label ? config.data.weight : (config.data?.weight ?? table.proposal?.weight);
  return { ...config, data: { ...config.data, source: opened, ...(weight !== undefined && { weight }) }, ...(split && { split }) };
}

function existingFile(path: string, where: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UserError(`there is no file ${path}`, where, 'Check the path.');
  return path;
}

try {
  await main();
} catch (error) {
  console.error(forTerminal(reasonOf(error)));
  process.exit(1);
}

/** One line: Playwright puts a call's name before the page's error and a stack behind it. */
function reasonOf(error: unknown): string {
  const text = errorText(error);
  const [line] = text
    .replace(/^page\.evaluate: /, '')
    .replace(/^(Uncaught )?(UserError|Error): /, '')
    .split('\n');
  return line as string;
}
