import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DEFAULT_SOURCE } from '../config/complete';
import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { RunEvent } from '../protocol/run';
import { decodeRun, encodeRun } from '../runs/file';
import { parseTrainArguments, type TrainArguments, USAGE, withSetting } from './arguments';
import { inHeadlessPage } from './headless';
import { ProgressShow } from './progress';

/** `npm run train`: one run without a window, by the worker that the page uses. */
async function main(): Promise<void> {
  const args = parseTrainArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return;
  }
  const config = readConfig(args);
  const source = readSource(args, config);
  const rowsFile = config.split && 'rowsFile' in config.split ? existingFile(resolve(configFolder(args), config.split.rowsFile), 'split.rowsFile') : undefined;
  const show = new ProgressShow(process.stdout, config.train?.baseline ?? false);

  await inHeadlessPage(async (page) => {
    await page.exposeFunction('onRunEvent', (event: RunEvent) => show.event(event));
    if (typeof source === 'string') await page.setInputFiles('#data', source);
    if (rowsFile) await page.setInputFiles('#rows', rowsFile);
    const from = typeof source === 'string' ? ('file' as const) : source;
    const table = await page.evaluate(([from, read]) => window.headless.open(from, read), [from, config.data?.read] as const);
    show.line(`${table.name}: ${table.rows.toLocaleString('en')} rows, ${table.columns.length} columns.`);
    for (const { message, where } of table.warnings) show.line(`Note: ${where ? `${where}: ` : ''}${message}`);

    const hash = typeof source === 'string' ? { hash: table.hash } : {};
    const stated = config.data?.source;
    if (stated && 'file' in stated && stated.hash && stated.hash !== table.hash)
      show.line(`Note: ${table.name} is not the file that the configuration was made with: its content differs.`);
    const full = { ...config, data: { ...config.data, source: typeof source === 'string' ? { file: table.name, ...hash } : source } };
    const run = decodeRun(await page.evaluate((input) => window.headless.train(input), full as RunConfigInput));
    for (const { reason, rows } of run.data?.leftOut ?? []) show.line(`Left out: ${rows} rows, because ${reason}.`);
    for (const warning of run.data?.warnings ?? []) show.line(`Note: ${warning}`);
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

/** @returns a demo, or the path of a file */
function readSource(args: TrainArguments, config: RunConfigInput): string | { demo: string; rows?: number; seed?: number } | { url: string } {
  const named = config.data?.source;
  if (args.data?.startsWith('demo:')) {
    const demo = args.data.slice('demo:'.length);
    return named && 'demo' in named && named.demo === demo ? withoutUndefined(named) : { demo };
  }
  if (args.data) return existingFile(resolve(args.data), '--data');
  if (named && 'file' in named) return existingFile(resolve(configFolder(args), named.file), 'data.source.file');
  if (named && 'url' in named) return { url: named.url };
  return withoutUndefined(named ?? (DEFAULT_SOURCE as { demo: string }));
}

function withoutUndefined<T extends object>(value: T): T & { rows?: number; seed?: number } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T & { rows?: number; seed?: number };
}

function existingFile(path: string, where: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UserError(`there is no file ${path}`, where, 'Check the path.');
  return path;
}

try {
  await main();
} catch (error) {
  console.error(reasonOf(error));
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
