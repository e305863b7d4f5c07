import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { SourceFile } from '../../config/settings/source';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import type { Combined, FileInTable, Join } from '../../protocol/files';
import type { Sampled } from '../../protocol/sampled';
import { inWords, LIMITS } from '../limits';
import { breathe } from '../source/breathe';
import { columnFinder } from '../table/column-finder';
import type { Table, TableContent } from '../table/table';
import { tooManyColumns } from '../table/too-much';
import { drawParts } from './draw-parts';
import { freeName } from './free-name';
import { join } from './join';
import { keyChoices } from './key-choices';
import { proposeFiles } from './propose';
import { saidOf } from './said';
import { inFile, labelColumn, stack } from './stack';

/** Bytes of the file that a table was read from, where known. */
export type FileTable = Table & { bytes?: number | undefined };

export interface CombineOptions {
  /** What each file gives, in their order; left out, or where it says no more than names: found by looking. */
  as?: readonly SourceFile[] | undefined;
  /** Called often; what it throws ends the work. */
  check?: () => void;
}

/**
 * One table of several. The tables are used up.
 *
 * @param tables each with a name of its own
 * @throws UserError where files, columns or keys that are named are not there, or the table would be too large
 */
export async function combine(tables: readonly FileTable[], { as = [], check = () => {} }: CombineOptions = {}): Promise<{ table: Table; combined: Combined }> {
  const sources = sourcesOf(tables, as);
  const byName = new Map(tables.map((table) => [table.name, table]));
  const files = sources.map((source) => {
    const table = byName.get(source.name);
    if (!table) throw new UserError(`the file "${source.name}" is not among the open files`, 'data.source.files', 'Open it too, or name another.');
    return { table, told: told(source, table) };
  });
  const rows = files.filter(({ told: { source } }) => source.key === undefined);
  const joined = files.filter(({ told: { source } }) => source.key !== undefined);
  if (rows.length === 0) throw new UserError('every file is joined to another, so none gives the rows', 'data.source.files', 'Leave out the key of one.');
  checkSize(
    rows.map(({ table }) => table),
    joined.map(({ table }) => table),
  );

  const sampled = sampledOf(rows.map(({ table }) => table));
  const { content, partColumn, fileColumn, drawn } = await stackRows(rows, check);
  const joins: Join[] = [];
  for (const {
    table,
    told: { source },
  } of joined) {
    await breathe();
    check();
    joins.push(joinTable(content, table, source));
  }
  const leftOut = tables.filter(({ name }) => !sources.some((source) => source.name === name));
  const combined: Combined = {
    said: saidOf({ rows: rows.map(({ told }) => told), joins, leftOut: leftOut.map(({ name }) => name) }),
    files: [...rows, ...joined].map(({ told }) => told),
    leftOut: leftOut.map((table) => told({ name: table.name }, table)),
    ...(partColumn !== undefined && { partColumn }),
    ...(fileColumn !== undefined && { fileColumn }),
    joins,
  };
  const first = (rows[0] as (typeof rows)[number]).table.name;
  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(combined.files.map(({ source }) => source)))));
  const warnings: DataWarning[] = [
    ...content.warnings,
    ...drawn,
    ...joined.flatMap(({ table }) => [...lookupNote(table), ...table.warnings.map((each) => inFile(table.name, each))]),
  ];
  const readings = files.flatMap(({ table: { readings: own = [] } }) => own);
  return { table: { ...content, ...sampled, readings, name: files.length === 1 ? first : `${first} and ${files.length - 1} more`, hash, warnings }, combined };
}

/** What each file gives: as it was said, or found by looking. */
export function sourcesOf(tables: readonly Table[], as: readonly SourceFile[] = []): readonly SourceFile[] {
  return as.some(({ part, domain, key }) => part ?? domain ?? key) ? as : proposeFiles(tables);
}

/** Of rows that come from several files, of which some were sampled, all with the same chance. */
function sampledOf(rows: readonly Table[]): { sampled?: Sampled } {
  const first = rows.find(({ sampled }) => sampled)?.sampled;
  if (!first) return {};
  const sum = (of: (table: Table) => number) => rows.reduce((total, table) => total + of(table), 0);
  return { sampled: { ...first, of: sum((table) => table.sampled?.of ?? table.rows), kept: sum((table) => table.rows) } };
}

/** Said of a file of which keys are looked up, where not all of its rows were kept. */
const lookupNote = ({ name, sampled }: Table): DataWarning[] =>
  sampled
    ? [
        {
          where: name,
          message: `Its ${inWords(sampled.of)} rows are more than fit into memory: ${inWords(sampled.kept)} were kept, so that some keys find nothing.`,
        },
      ]
    : [];

/** Before its columns are let go. */
const told = (source: SourceFile, { hash, rows, bytes, columns }: FileTable): FileInTable => ({
  source: { ...source, hash },
  rows,
  ...(bytes !== undefined && { bytes }),
  columns: columns.map(({ name }) => name),
});

type Given = { table: FileTable; told: FileInTable };

/** The rows of the leading files, with columns that say where each is from. */
async function stackRows(rows: readonly Given[], check: () => void) {
  const tables = rows.map(({ table }) => table);
  const counts = tables.map((table) => table.rows);
  const sources = rows.map(({ told: { source } }) => source);
  const [only] = tables;
  const content: TableContent =
    only && tables.length === 1 ? { rows: only.rows, columns: [...only.columns], warnings: [...only.warnings] } : await stack(tables, check);
  const add = (name: string, texts: readonly string[]) => {
    const column = labelColumn(freeName(name, new Set(content.columns.map((each) => each.name))), texts, counts);
    content.columns.push(column);
    return column;
  };
  const said = (of: 'part' | 'domain') => sources.some((source) => source[of] !== undefined);
  const texts = (of: 'part' | 'domain') => sources.map((source) => source[of] ?? '');
  const part = said('part') ? add('part', texts('part')) : undefined;
  const drawn = part ? drawParts(part, sources, counts) : [];
  const fileColumn = said('domain') ? add('file', texts('domain')).name : undefined;
  return { content, partColumn: part?.name, fileColumn, drawn };
}

function joinTable(content: TableContent, table: FileTable, { name, key = '', of = key }: SourceFile): Join {
  const right = columnFinder(table)(key, 'data.source.files');
  const left = columnFinder({ name: 'the table of rows', columns: content.columns })(of, 'data.source.files');
  const choices = keyChoices(content.columns, table).map(({ named: _, ...choice }) => choice);
  return { file: name, of, key, ...join(content, table, left, right), choices };
}

/** @param joined of which each column but the key is added to the rows of `tables` */
function checkSize(tables: readonly Table[], joined: readonly Table[]): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const own = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name))).size;
  const columns = joined.reduce((sum, table) => sum + table.columns.length - 1, own);
  const where = [...tables, ...joined].map(({ name }) => name).join(', ');
  if (columns > LIMITS.columns) throw tooManyColumns(columns, LIMITS, where);
  if (rows * columns <= LIMITS.cells) return;
  throw new UserError(
    `together the files have more than ${inWords(LIMITS.cells)} cells (${inWords(columns)} columns, ${inWords(rows)} rows)`,
    where,
    'Take fewer of them, or take out columns.',
  );
}
