import type { Table } from '../table/table';
import { Texts } from '../table/texts';

/** In the order of u.genre and of the last columns of u.item (README of ml-100k). */
const GENRES =
  "unknown|Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western".split(
    '|',
  );

/** MovieLens-100K has a column of 0 and 1 for each genre; made one column of them, as the later sets have it: `Drama|War`. */
export function genresOf(table: Table): Table {
  const from = table.columns.length - GENRES.length;
  const flags = table.columns.slice(from);
  if (from < 2 || !flags.every(({ values }) => [...values].every((text) => text === '0' || text === '1'))) return table;
  const isSet = flags.map(({ values }) => Array.from(values, (text) => text === '1'));
  const known = new Map<string, number>();
  const codes = Int32Array.from({ length: table.rows }, (_, row) => {
    const text = GENRES.filter((_genre, g) => isSet[g]?.[flags[g]?.codes[row] as number]).join('|');
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { ...table, columns: [...table.columns.slice(0, from), { name: 'genres', codes, values: Texts.of([...known.keys()]) }] };
}
