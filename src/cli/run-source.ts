import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { DEFAULT_SOURCE } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { SourceFile } from '../config/settings/source';
import { UserError } from '../lib/user-error';
import type { OpenTable } from '../protocol/data';
import { type DataFile, dataFiles } from './data-files';

type Demo = { demo: string; rows?: number; seed?: number };
/** Where a run's data come from, as the headless page takes it. */
export type Source = Demo | { url: string } | { files: DataFile[]; as?: SourceFile[] };

/**
 * What the arguments name, else the configuration.
 *
 * @param data paths, or `demo:NAME`
 * @param folder that paths of the configuration begin from
 */
export function readSource(data: readonly string[] | undefined, config: RunConfigInput, folder: string): Source {
  const named = config.data?.source;
  const [first] = data ?? [];
  if (first?.startsWith('demo:')) {
    const demo = first.slice('demo:'.length);
    return named && 'demo' in named && named.demo === demo ? withoutUndefined(named) : { demo };
  }
  const said = named && 'files' in named ? { as: named.files } : {};
  if (data) return { files: dataFiles(data, '--data'), ...said };
  if (!named || 'demo' in named) return withoutUndefined(named ?? (DEFAULT_SOURCE as { demo: string }));
  if ('file' in named) return { files: dataFiles([resolve(folder, named.file)], 'data.source.file') };
  if ('url' in named) return { url: named.url };
  return { files: named.files.map(({ name }) => ({ path: existingFile(resolve(folder, name), 'data.source.files'), name })), ...said };
}

/** The path of the file of row numbers, where the configuration names one. */
export function rowsFileOf(config: RunConfigInput, folder: string): string | undefined {
  return config.split && 'rowsFile' in config.split ? existingFile(resolve(folder, config.split.rowsFile), 'split.rowsFile') : undefined;
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
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UserError(`there is no file ${path}`, where, 'Check the path.');
  return path;
}

function withoutUndefined<T extends object>(value: T): T & { rows?: number; seed?: number } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T & { rows?: number; seed?: number };
}
