import { UserError } from '../../lib/user-error';
import type { FileReading, Mend } from '../../protocol/reading';
import { inWords } from '../limits';
import type { ByteSource } from '../source/byte-source';
import { peek } from '../source/peek';
import type { Archive, ZipMember } from '../source/zip';
import { ownArchive } from './own-files';

/** The file to read, and the archive that it comes from. */
export type OutOfArchive = { file: ByteSource } & Pick<FileReading, 'packed' | 'member' | 'members'>;

/** Tables that are offered as buttons. */
const OFFERED = 12;

/**
 * The table in a zip archive; any other file as it is. An archive with several tables needs the choice of one.
 *
 * @throws UserError where there is no table in the archive, or several and none is chosen: it offers them
 */
export async function outOfArchive(file: ByteSource, chosen: string | undefined): Promise<OutOfArchive> {
  const { first, rest } = await peek(file.stream(), 4);
  await rest.cancel();
  const zip = await import('../source/zip');
  if (!zip.isZip(first)) return { file };
  if (!file.slice || file.size === undefined) throw new UserError('this is a zip archive within another file', file.name, 'Unpack it first.');
  const all = await zip.listMembers(file as Archive);
  refuseWorkbook(all, file.name);
  const tables = all.filter(isTable);
  const own = chosen === undefined && ownArchive(all);
  if (own) throw new UserError(`${own.what}, and no data`, file.name, own.fix, offersOf(tables.filter(({ name }) => name.endsWith('.csv'))));
  const members = tables.map(({ name, bytes }) => ({ name, bytes }));
  const member = chosen === undefined ? tables[0] : all.find(({ name }) => name === chosen);
  if (chosen === undefined && tables.length > 1)
    throw new UserError(`the archive holds ${tables.length} tables`, file.name, 'Choose one of them.', offersOf(tables));
  if (!member && chosen !== undefined) throw new UserError(`the archive holds no file “${chosen}”`, file.name, 'Choose another one.', offersOf(tables));
  if (!member) throw new UserError('the archive holds no table', file.name, 'Choose an archive with a file of text (CSV, TSV, JSON Lines) or Parquet in it.');
  return { file: member.open(), packed: 'zip', member: member.name, members };
}

function offersOf(tables: readonly ZipMember[]): Mend[] {
  return tables.slice(0, OFFERED).map(({ name, bytes }) => ({ text: `Open ${name} (${sizeOf(bytes)})`, choices: { member: name } }));
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${inWords(Math.round(bytes / 1000))} kB` : `${inWords(Math.round(bytes / 1e5) / 10)} MB`;
}

/** Endings of what lies beside tables. */
const OTHERS = new Set(
  'md html htm pdf png jpg jpeg gif svg py sh pl r ipynb js css xml doc docx rst bib tex yaml yml toml cfg ini log jar zip 7z onnx safetensors slurm'.split(
    ' ',
  ),
);

function isTable({ name, bytes }: ZipMember): boolean {
  const file = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  if (bytes === 0 || name.startsWith('__MACOSX/') || file.startsWith('.') || /^(?:readme|licen[cs]e|copying|changelog|notice)/.test(file)) return false;
  const dot = file.lastIndexOf('.');
  return dot < 0 || !OTHERS.has(file.slice(dot + 1));
}

function refuseWorkbook(all: readonly ZipMember[], name: string): void {
  const names = new Set(all.map((member) => member.name));
  if (all.length > 0 && all.every((member) => member.name.endsWith('.npy')))
    throw new UserError('these are arrays of NumPy (.npz), not a table in text form', name, 'In Python: pandas.DataFrame(numpy.load(…)[…]).to_csv(…).');
  if (!names.has('[Content_Types].xml') && !names.has('content.xml')) return;
  throw new UserError('this is a workbook, not a table in text form', name, 'Save the sheet as CSV (UTF-8).');
}
