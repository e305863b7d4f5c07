import type { SourceFile } from '../../config/settings/source';
import { UserError } from '../../lib/user-error';
import type { Progress } from '../../protocol/data';
import type { Combined, KnownData } from '../../protocol/files';
import type { ReadChoices } from '../../protocol/reading';
import { combine, type FileTable, sourcesOf } from '../combine/combine';
import { freeName } from '../combine/free-name';
import { type ReadOptions, readTable } from '../formats/read-table';
import { knownData, recipeOf } from '../known';
import type { Recipe, RecipeFile } from '../known/known-set';
import { LIMITS, type Limits } from '../limits';
import type { ByteSource } from '../source/byte-source';
import type { Table } from '../table/table';
import { baseName } from './base-name';
import { outOfArchives } from './out-of-archives';

export interface OpenFilesOptions {
  /** What each file gives to the table, by name; left out: found by looking. */
  as?: readonly SourceFile[] | undefined;
  onProgress?: Progress;
  signal?: AbortSignal;
  /** What the person says of reading them. */
  choices?: ReadChoices | undefined;
  /** Keeps an even sample of the rows of files that are larger than memory; of all files that give rows the same share. */
  sample?: { seed: number };
  /** What differs from `LIMITS`; small in tests. */
  limits?: Partial<Limits>;
  /** How one file becomes a table; another one in tests. */
  read?: typeof readTable;
}

/** What files became. */
export interface OpenedFiles {
  table: Table;
  /** Of several. */
  combined?: Combined;
  known?: KnownData;
}

/**
 * Reads one file, or several that make one table.
 *
 * @throws UserError that names the file, and what to do; or that reading was cancelled
 */
export async function openFiles(
  given: readonly ByteSource[],
  { as, onProgress, signal, choices = {}, sample, limits, read = readTable }: OpenFilesOptions = {},
): Promise<OpenedFiles> {
  const files = withOwnNames(await outOfArchives(given, choices));
  const recipe = recipeOf(files.map(({ name }) => baseName(name)));
  const recipeFor = ({ name }: ByteSource) => recipe?.files.find((file) => file.name === baseName(name));
  // Where somebody said which files count, these are read, whatever the set would leave out.
  const wanted = as || !recipe ? files : files.filter(recipeFor);
  const skipped = files.filter((file) => !wanted.includes(file)).map(({ name }) => name);
  const tables: FileTable[] = [];
  const readOne = async (i: number, share?: number): Promise<FileTable> => {
    const file = wanted[i] as ByteSource;
    const own = { sample: sample && { ...sample, share }, limits: sample ? limitsOf(wanted, i, limits) : { ...limits } };
    const table = await readFile(file, recipeFor(file), { onProgress: onProgress && ofAll(onProgress, wanted, i), signal, choices, ...own, read });
    return { ...table, bytes: file.size };
  };
  for (const i of wanted.keys()) tables.push(await readOne(i));
  const check = () => {
    if (signal?.aborted) throw new UserError('reading was cancelled', files[0]?.name);
  };
  check();
  const [only] = tables;
  if (!only) throw new UserError('no file is open', 'data.source', 'Choose one.');
  if (tables.length === 1 && !as?.some(({ part, domain }) => part ?? domain)) return { table: withoutBytes(only), ...knownOf(only, recipe, skipped) };
  const said = as ?? recipeFiles(recipe, tables);
  // A part of which more was kept than of the others would be too large a part.
  const giving = new Set(sourcesOf(tables, said).flatMap(({ name, key }) => (key === undefined ? [name] : [])));
  const shareOf = ({ name, sampled }: Table) => (giving.has(name) ? (sampled?.share ?? 1) : 1);
  const share = Math.min(...tables.map(shareOf));
  for (const [i, table] of tables.entries()) if (giving.has(table.name) && shareOf(table) > share) tables[i] = await readOne(i, share);
  const { table, combined } = await combine(tables, { as: said, check });
  return { table, combined, ...knownOf(table, recipe, skipped) };
}

/** Of what a table may hold, this is shared out among several files evenly; the rest as their bytes are. */
const EVENLY = 1 / 8;

/** What a file may hold of what a table may. */
function limitsOf(files: readonly ByteSource[], i: number, given: Partial<Limits> | undefined): Partial<Limits> {
  const { cells, text } = { ...LIMITS, ...given };
  const sizes = files.map(({ size }) => size);
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const even = 1 / files.length;
  const bySize = sizes.every((size) => size !== undefined) && total > 0 ? (sizes[i] as number) / total : even;
  const part = EVENLY * even + (1 - EVENLY) * bySize;
  return { ...given, cells: Math.floor(cells * part), text: Math.floor(text * part) };
}

type ReadFile = {
  onProgress: Progress | undefined;
  signal: AbortSignal | undefined;
  choices: ReadChoices;
  sample: ReadOptions['sample'];
  limits: Partial<Limits>;
  read: typeof readTable;
};

async function readFile(file: ByteSource, known: RecipeFile | undefined, { onProgress, signal, choices, sample, limits, read }: ReadFile): Promise<Table> {
  const options = { ...(onProgress && { onProgress }), ...(signal && { signal }), ...(sample && { sample }), limits, choices };
  if (!known?.reading) return known ? prepared(await read(file, options), known) : read(file, options);
  try {
    const table = await read(file, { ...options, choices: { ...known.reading, ...choices } });
    if (table.columns.length >= (known.columns?.length ?? 0)) return prepared(table, known);
  } catch (error) {
    if (!(error instanceof UserError) || signal?.aborted) throw error;
  }
  // It only has the name of a file that is known.
  return read(file, options);
}

/** The table with the names that its columns have in a known set. */
function prepared(table: Table, { columns, prepare }: RecipeFile): Table {
  const nameless = table.columns.every(({ name }) => /^column \d+$/.test(name));
  // More columns than are known keep their numbers; fewer are another file of this name.
  if (columns && nameless && columns.length <= table.columns.length) {
    for (const [i, name] of columns.entries()) (table.columns[i] as Table['columns'][number]).name = name;
  }
  return prepare ? prepare(table) : table;
}

/** What a set's files give, where the recipe says so and the files have the columns that it names. */
function recipeFiles(recipe: Recipe | undefined, tables: readonly Table[]): SourceFile[] | undefined {
  if (!recipe?.files.some(({ gives }) => gives)) return undefined;
  const sources = recipe.files.flatMap(({ name, gives }) => {
    const table = tables.find((each) => baseName(each.name) === name);
    return table ? [{ name: table.name, ...gives }] : [];
  });
  const all = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return sources.every(({ key, of }) => (!key || all.has(key)) && (!of || all.has(of))) ? sources : undefined;
}

function knownOf(table: Table, recipe: Recipe | undefined, skipped: readonly string[]): { known?: KnownData } {
  const known = knownData(table);
  if (!known) return {};
  const notes = skipped.length === 0 ? [] : [`Of ${recipe?.title ?? known.title} these files are not needed and were not read: ${skipped.join(', ')}.`];
  return { known: { ...known, notes: [...known.notes, ...notes] } };
}

const withoutBytes = ({ bytes: _, ...table }: FileTable): Table => table;

/** Progress of one of several files as that of all. */
function ofAll(onProgress: Progress, files: readonly ByteSource[], i: number): Progress {
  if (files.length === 1) return onProgress;
  const sizes = files.map(({ size }) => size);
  const before = sizes.slice(0, i).reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const total = sizes.every((size) => size !== undefined) ? sizes.reduce<number>((sum, size) => sum + (size as number), 0) : undefined;
  return ({ done, total: _, ...rest }) => onProgress({ ...rest, done: before + done, ...(total !== undefined && { total }) });
}

/** The same files, each with a name that no other has. */
function withOwnNames(files: readonly ByteSource[]): ByteSource[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const name = freeName(file.name, taken);
    taken.add(name);
    return name === file.name ? file : renamed(file, name);
  });
}

function renamed(file: ByteSource, name: string): ByteSource {
  return {
    name,
    ...(file.size !== undefined && { size: file.size }),
    stream: () => file.stream(),
    ...(file.slice && { slice: (start, end) => (file as Required<ByteSource>).slice(start, end) }),
  };
}
