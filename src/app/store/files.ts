import { denseColumn, domainColumns, fieldColumn } from '../../config/fields';
import type { RunConfigInput } from '../../config/run-config';
import type { SourceFile } from '../../config/settings/source';
import type { OpenTable } from '../../protocol/data';
import { aboutNoData } from './settings';

/** What the store says of files, and compares. */

/** `a.csv`, or `a.csv and 2 more`. */
export function namesOf(files: readonly { name: string }[]): string {
  const [first, ...others] = files;
  return others.length === 0 ? (first?.name ?? '') : `${first?.name} and ${others.length} more`;
}

type Source = NonNullable<NonNullable<RunConfigInput['data']>['source']>;

/** What a person reads of data of their own. */
export function sourceTitle(source: Source): string {
  if ('file' in source) return `Your file: ${source.file}`;
  if ('url' in source) return `From the web: ${source.url}`;
  return 'files' in source ? `Your ${source.files.length} files` : 'None';
}

/** How a configuration names the files of the open table. */
export function sourceOf(files: readonly File[], table: OpenTable | undefined): Source {
  const [file] = files;
  // The tables of an archive are named by it.
  if (table?.combined && files.length > 1) return { files: table.combined.files.map(({ source }) => source) };
  return { file: file?.name ?? '', ...(table && { hash: table.hash }) };
}

/** The files that a link wants, among those that were given. */
export interface Match {
  /** In the order of the link. */
  found: File[];
  missing: SourceFile[];
}

/** Files are matched by name. @returns undefined where the person gave others, to be opened in their place */
export function matchWanted(wanted: readonly SourceFile[], files: readonly File[]): Match | undefined {
  const [only, ...others] = wanted;
  const [file, ...more] = files;
  // A single file may have been renamed: its hash tells.
  if (only && others.length === 0 && file && more.length === 0) return { found: [file], missing: [] };
  // Of two with the same name the later one counts.
  const fileOf = ({ name }: SourceFile) => files.findLast((each) => each.name === name) ?? byBaseName(name, files);
  const found = wanted.flatMap((each) => fileOf(each) ?? []);
  return found.length === 0 ? undefined : { found, missing: wanted.filter((each) => !fileOf(each)) };
}

/** A file that was dropped without its folder, or with it. */
function byBaseName(name: string, files: readonly File[]): File | undefined {
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const alike = files.filter((file) => base(file.name) === base(name));
  return alike.length === 1 ? alike[0] : undefined;
}

/** Whether several files are named, or what one of them gives. */
export const saysMore = (files: readonly SourceFile[]) => files.length > 1 || files.some(({ part, domain, key }) => part ?? domain ?? key);

/** The files whose content is not the one that a link was made with. */
export function changedFiles(wanted: readonly SourceFile[] | undefined, { name, hash, combined }: OpenTable): string[] {
  const hashOf = combined ? new Map(combined.files.map(({ source }) => [source.name, source.hash])) : undefined;
  return (wanted ?? []).flatMap((file) => {
    const found = hashOf ? hashOf.get(file.name) : hash;
    return file.hash !== undefined && found !== undefined && file.hash !== found ? [hashOf ? file.name : name] : [];
  });
}

/** The settings for other data: whatever was said of the data before is proposed anew. */
export function aboutData(input: RunConfigInput, source: Source, table: OpenTable | undefined): RunConfigInput {
  const { split, weight } = table?.proposal ?? {};
  return { ...aboutNoData(input), data: { source, ...(weight !== undefined && { weight }) }, ...(split && { split }) };
}

/** Whether all columns that are named are in the table, and at least one is named. */
export function namesColumnsOf({ data, split }: RunConfigInput, { columns }: OpenTable): boolean {
  const there = new Set(columns.map(({ name }) => name));
  const named = [
    ...(data?.label ? [data.label.column] : []),
    ...(data?.domain ? domainColumns(data.domain) : []),
    ...(data?.sparse ?? []).map(fieldColumn),
    ...(data?.dense ?? []).map(denseColumn),
    ...(data?.weight === undefined ? [] : [data.weight]),
    ...(split && 'column' in split ? [split.column] : []),
    ...(split && 'timeColumn' in split ? [split.timeColumn] : []),
  ];
  return named.length > 0 && named.every((name) => there.has(name));
}
