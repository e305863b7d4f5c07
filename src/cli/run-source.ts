import { dirname, resolve } from 'node:path';
import type { Page } from 'playwright';
import { DEFAULT_SOURCE } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';
import { UserError } from '../lib/user-error';
import type { OpenTable } from '../protocol/data';
import { type DataFile, dataFiles } from './data-files';
import { statOf } from './stat-of';

type Demo = { demo: string; rows?: number; seed?: number };
/** Where a run's data come from, as the headless page takes it. */
export type Source = Demo | { url: string } | { files: DataFile[]; as?: SourceFile[] };

/**
 * What the arguments name, else the configuration.
 *
 * @param data paths, or `demo:NAME`
 * @param folders that paths of the configuration begin from: the first that has the file counts
 * @throws UserError where a file is in none of them
 */
export function readSource(data: readonly string[] | undefined, config: RunConfigInput, folders: readonly string[]): Source {
  const named = config.data?.source;
  const [first] = data ?? [];
  if (first?.startsWith('demo:')) {
    const demo = first.slice('demo:'.length);
    return named && 'demo' in named && named.demo === demo ? withoutUndefined(named) : { demo };
  }
  const said = named && 'files' in named ? { as: named.files } : {};
  if (data) return { files: dataFiles(data, '--data'), ...said };
  if (!named || 'demo' in named) return withoutUndefined(named ?? (DEFAULT_SOURCE as { demo: string }));
  if ('file' in named) return { files: dataFiles([fileIn(folders, named.file, 'data.source.file')], 'data.source.file') };
  if ('url' in named) return { url: named.url };
  return { files: named.files.map(({ name }) => ({ path: existingFile(fileIn(folders, name, 'data.source.files'), 'data.source.files'), name })), ...said };
}

/**
 * The path of the file of row numbers, where the configuration names one.
 *
 * @param folders see `readSource`
 * @throws UserError where the file is in none of them
 */
export function rowsFileOf({ split }: RunConfigInput, folders: readonly string[]): string | undefined {
  if (!split || !('rowsFile' in split)) return undefined;
  return existingFile(fileIn(folders, split.rowsFile, 'split.rowsFile'), 'split.rowsFile');
}

/** Folders in which data and row numbers are looked for, one after the other. */
interface Folders {
  data: readonly string[];
  rows: readonly string[];
}

/**
 * What a configuration names lies in its folder, or else in the current one. What a file of weights names lies beside the weights, as what a
 * run names lies beside the run; else in the current folder.
 *
 * @param said what configuration and arguments state; the rest comes from the weights
 */
export function foldersOf({ config, from }: { config?: string; from?: string }, said: RunConfigInput): Folders {
  const own = [config === undefined ? process.cwd() : dirname(resolve(config))];
  if (from === undefined) return { data: own, rows: own };
  const beside = [dirname(resolve(from)), process.cwd()];
  return { data: said.data?.source ? own : beside, rows: said.split ? own : beside };
}

/** @throws UserError that names each place where the file might be, where it is in none */
function fileIn(folders: readonly string[], name: string, where: string): string {
  const paths = [...new Set(folders.map((folder) => resolve(folder, name)))];
  const found = paths.find((path) => statOf(path));
  if (found !== undefined) return found;
  const fix = where === 'split.rowsFile' ? 'Put it there.' : 'Put it there, or name the data with --data.';
  throw new UserError(`there is no file ${paths.join(', and no ')}`, where, fix);
}

/** Opens the data in the headless page, with the file of row numbers beside them. */
export async function openInPage(
  page: Page,
  source: Source,
  read: NonNullable<RunConfigInput['data']>['read'],
  rowsFile: string | undefined,
): Promise<OpenTable> {
  if ('files' in source) {
    await page.setInputFiles(
      '#data',
      source.files.map(({ path }) => path),
    );
  }
  if (rowsFile) await page.setInputFiles('#rows', rowsFile);
  const asked = 'files' in source ? { names: source.files.map(({ name }) => name), ...(source.as && { as: source.as }) } : source;
  return page.evaluate(([from, how]) => window.headless.open(from, how), [asked, read] as const);
}

/** The configuration with its data as they were opened, and with the split that the files propose. */
export function withData(config: RunConfigInput, source: Source, table: OpenTable): RunConfigInput {
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

/** @throws UserError where there is no such file */
export function existingFile(path: string, where: string): string {
  if (!statOf(path)?.isFile()) throw new UserError(`there is no file ${path}`, where, 'Check the path.');
  return path;
}

function withoutUndefined<T extends object>(value: T): T & { rows?: number; seed?: number } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T & { rows?: number; seed?: number };
}
