import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { decodeRun } from '../runs/decode';
import type { RunRecord } from '../runs/record';
import { experimentReport } from '../runs/report/experiment-report';
import { EXPORT_USAGE, type ExportArguments, isWeights, parseExportArguments, type RunExport } from './export-arguments';
import { exportFigures } from './export-figures';
import { forTerminal } from './for-terminal';
import { madeOfRun } from './made-of-run';
import { existingFile } from './run-source';
import { checkToWrite, sayWritten } from './to-write';
import { onUnread } from './unread';

/** `npm run export`: a file of a run, of an experiment, or of a model. */
async function main(): Promise<void> {
  const args = parseExportArguments(process.argv.slice(2));
  if (!args) {
    console.log(EXPORT_USAGE);
    return;
  }
  if (args.out !== undefined) checkToWrite([{ argument: '--out', path: args.out }]);
  if (args.kind === 'model') {
    exportModel(args);
    return;
  }
  const path = resolve(args.run);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (isFolder) give(ofFolder(path, args.as), args.out);
  else if (args.as === 'figures') {
    readRun(path);
    // As it is: written anew, its numbers would be rounded once more.
    await exportFigures(readFileSync(path, 'utf8'), args.out);
    console.log(sayWritten(args.out));
  } else give(madeOfRun(args.as, readRun(path)), args.out);
}

/** Writes a text into a file, or prints it. */
function give(text: string, out: string | undefined): void {
  if (out === undefined) {
    onUnread(process.stdout, () => process.exit(0));
    process.stdout.write(text);
    return;
  }
  writeFileSync(out, text);
  console.log(sayWritten(out));
}

const readRun = (path: string) => decodeRun(readFileSync(existingFile(path, 'RUN'), 'utf8'));

/** @throws UserError where the folder holds no table yet, or something else than its report is wanted */
function ofFolder(folder: string, as: RunExport): string {
  if (as !== 'report') throw new UserError(`of an experiment there is a report, and no “${as}”`, '--as', `Name one of the runs in ${join(folder, 'runs')}.`);
  const path = join(folder, 'table.json');
  if (!existsSync(path))
    throw new UserError(`${folder} holds no table of an experiment`, 'arguments', 'Run `npm run experiment -- --out FOLDER` to its end first.');
  try {
    const { experiment, data, table } = JSON.parse(readFileSync(path, 'utf8'));
    return experimentReport(table, experiment, experiment.seeds, data);
  } catch (error) {
    throw new UserError(
      `${path} is not what \`npm run experiment\` writes now (${errorText(error)})`,
      'arguments',
      'Run the same command again: it trains nothing that is there.',
    );
  }
}

/** `npm run train` opens the weights, or trains again, and writes the file. */
function exportModel({ run, as, out, data = [], predicted }: Extract<ExportArguments, { kind: 'model' }>): void {
  const path = resolve(run);
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-export-'));
  try {
    const of = isWeights(run) ? ['--from', existingFile(path, 'RUN')] : trainingAgain(path, scratch, data.length > 0);
    const train = join(import.meta.dirname, '..', '..', 'scripts', 'train.mjs');
    const { status } = spawnSync(
      process.execPath,
      [train, ...of, ...data.flatMap((each) => ['--data', each]), `--${as}`, out, ...(predicted ? ['--predictions-of', predicted] : [])],
      { stdio: 'inherit' },
    );
    if (status !== 0) process.exitCode = status ?? 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The arguments that train a run's configuration again, on the engine that it was trained on. @param named whether its data are named */
function trainingAgain(path: string, scratch: string, named: boolean): string[] {
  const { config, engine, opened, phase } = readRun(path);
  if (opened !== undefined)
    throw new UserError(`the model of this run was opened from ${opened} and not trained`, '--train-again', 'Name that file instead of the run.');
  if (phase !== 'done')
    throw new UserError(
      `this run was not trained to its end (${phase}), and trained again it would be`,
      '--train-again',
      'Name its weights (.safetensors) instead of the run.',
    );
  const { source } = config.data;
  const files = 'file' in source ? [source.file] : 'files' in source ? source.files.map(({ name }) => name) : [];
  const beside = files.map((name) => join(dirname(path), name));
  const missing = named ? undefined : beside.find((file) => !existsSync(file));
  if (missing) throw new UserError(`${missing} is not there, which the run was trained on`, '--data', 'Name its data.');
  const file = join(scratch, 'config.json');
  writeFileSync(file, JSON.stringify(withRows(config, dirname(path), scratch)));
  return [...['--config', file], ...(engine ? ['--engine', engine.name] : []), ...(named ? [] : beside.flatMap((each) => ['--data', each]))];
}

/** The configuration as it is read from `scratch`, into which its row numbers are copied. */
function withRows(config: RunRecord['config'], folder: string, scratch: string): RunRecord['config'] {
  if (!('rowsFile' in config.split)) return config;
  const from = existingFile(resolve(folder, config.split.rowsFile), 'split.rowsFile');
  copyFileSync(from, join(scratch, basename(from)));
  return { ...config, split: { ...config.split, rowsFile: basename(from) } };
}

try {
  await main();
} catch (error) {
  console.error(forTerminal(errorText(error)));
  process.exit(1);
}
