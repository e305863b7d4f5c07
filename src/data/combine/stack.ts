import { breathe } from '../source/breathe';
import { codesFor } from '../table/growing-codes';
import type { Column, Table, TableContent } from '../table/table';
import { Texts } from '../table/texts';
import { TextsInterner } from '../table/texts-interner';

/** Columns named in a note; others are only counted. */
const MOST_NAMED = 5;

/**
 * The rows of several tables, one table below the other. A column that a table lacks is missing in its rows (the empty text).
 * Columns and codes are in order of first appearance. The tables are used up: their columns are let go one by one.
 *
 * @throws what `onColumn` throws, which is called before each column
 */
export async function stack(tables: readonly Table[], onColumn: () => void = () => {}): Promise<TableContent> {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const byName = tables.map(({ columns }) => new Map(columns.map((column) => [column.name, column])));
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const partial = names.filter((name) => byName.some((columns) => !columns.has(name)));
  const notes = partial.length === 0 ? [] : [{ message: saidOf(partial, tables, byName) }];
  for (const table of tables) table.columns = [];
  const columns: Column[] = [];
  for (const name of names) {
    onColumn();
    await breathe();
    columns.push(
      stackColumn(
        name,
        byName.map((each) => each.get(name)),
        tables,
        rows,
      ),
    );
    for (const each of byName) each.delete(name);
  }
  return { rows, columns, warnings: [...tables.flatMap(({ name, warnings }) => warnings.map((each) => inFile(name, each))), ...notes] };
}

/** @param parts the column in each table, undefined where it lacks it */
function stackColumn(name: string, parts: readonly (Column | undefined)[], tables: readonly Table[], rows: number): Column {
  const interner = new TextsInterner();
  const codeOf = parts.map((part) => {
    const { bytes, starts, ends, length } = part?.values ?? NOTHING;
    const codes = new Int32Array(length);
    for (let code = 0; code < codes.length; code++) codes[code] = interner.add(bytes, starts[code] as number, ends[code] as number);
    return codes;
  });
  const codes = codesFor(interner.length, rows);
  let at = 0;
  for (const [t, part] of parts.entries()) {
    const own = codeOf[t] as Int32Array;
    const count = (tables[t] as Table).rows;
    if (part) for (let row = 0; row < count; row++) codes[at + row] = own[part.codes[row] as number] as number;
    else codes.fill(own[0] as number, at, at + count);
    at += count;
  }
  return { ...parts.find((part) => part !== undefined), name, codes, values: interner.texts() };
}

const NOTHING = Texts.of(['']);

/** A column that says of each table's rows the same. @param texts one for each table */
export function labelColumn(name: string, texts: readonly string[], rowsOf: readonly number[]): Column {
  const values = [...new Set(texts)];
  const rows = rowsOf.reduce((sum, count) => sum + count, 0);
  const codes = codesFor(values.length, rows);
  let at = 0;
  for (const [t, text] of texts.entries()) {
    codes.fill(values.indexOf(text), at, at + (rowsOf[t] as number));
    at += rowsOf[t] as number;
  }
  return { name, codes, values: Texts.of(values) };
}

/** A file's note, with the file. */
export function inFile<T extends { where?: string }>(name: string, note: T): T {
  return { ...note, where: note.where === undefined ? name : note.where.startsWith(name) ? note.where : `${name}, ${note.where}` };
}

function saidOf(partial: readonly string[], tables: readonly Table[], byName: readonly ReadonlyMap<string, Column>[]): string {
  const named = partial.slice(0, MOST_NAMED).map((column) => {
    const lacking = tables.filter((_, t) => !byName[t]?.has(column)).map(({ name }) => name);
    return `“${column}” is not in ${lacking.length <= MOST_NAMED ? lacking.join(', ') : `${lacking.length} of the files`}`;
  });
  const more = partial.length - named.length;
  return `Not every file has every column: ${named.join('; ')}${more > 0 ? `; and ${more.toLocaleString('en')} more` : ''}. There the value is missing.`;
}
