import type { SourceFile } from '../../config/settings/source';
import type { Column, Table } from '../table/table';
import { inOrder, ownNames, partOf } from './file-names';
import { keyChoices } from './key-choices';

/** Columns that two tables have in common, of all that they have, to be parts of one. */
const ALIKE = 0.75;
/** The same where the names say that they are parts: the label may be missing in one. */
const ALIKE_PARTS = 0.5;

/**
 * What several tables may be: those with the same columns as the largest give the rows, one table below the other; the others are joined
 * to them by a key. Names say which part of the split a table is, and else which domain.
 *
 * @returns those that give rows first, each in the order in which it counts; a table that fits nowhere is not among them
 */
export function proposeFiles(tables: readonly Table[]): SourceFile[] {
  const groups: Table[][] = [];
  for (const table of inOrder(tables)) {
    const group = groups.find(([first]) => first && ofOneForm(first, table));
    if (group) group.push(table);
    else groups.push([table]);
  }
  const rowsOf = (group: readonly Table[]) => group.reduce((sum, { rows }) => sum + rows, 0);
  const [leading = [], ...others] = groups.toSorted((a, b) => rowsOf(b) - rowsOf(a));
  return [...proposeRows(leading), ...proposeJoins(leading, others.flat())];
}

/** Whether one table may stand below the other. */
function ofOneForm(a: Table, b: Table): boolean {
  const [names, others] = [a, b].map(({ columns }) => new Set(columns.map(({ name }) => name))) as [Set<string>, Set<string>];
  const common = [...others].filter((name) => names.has(name)).length;
  // Made names say nothing but how many columns there are.
  if ([...names].every((name) => /^column \d+$/.test(name))) return names.size === others.size && common === names.size && ofOneKind(a, b);
  const parts = [a, b].map(({ name }) => partOf(name));
  return common / (names.size + others.size - common) >= (parts[0] && parts[1] && parts[0] !== parts[1] ? ALIKE_PARTS : ALIKE);
}

/** Whether columns hold numbers in both tables, or in neither, as far as their first values tell. */
function ofOneKind(a: Table, b: Table): boolean {
  const isNumber = ({ values }: Column) => Number.isFinite(Number(values.at(0)));
  return a.columns.every((column, i) => isNumber(column) === isNumber(b.columns[i] as Column));
}

/** @param tables in the order in which they stand one below the other */
function proposeRows(tables: readonly Table[]): SourceFile[] {
  if (tables.length < 2) return tables.map(({ name }) => ({ name }));
  const names = tables.map(({ name }) => name);
  const parts = names.map(partOf);
  const areParts = parts.includes('train') && parts.every((part) => part !== undefined) && new Set(parts).size > 1;
  const own = ownNames(names);
  const areDomains = !areParts || new Set(own).size > 1;
  return names.map((name, i) => ({ name, ...(areParts && { part: parts[i] }), ...(areDomains && { domain: own[i] || name }) }));
}

/** Each of the others where it has a key, also one that another of them brings. */
function proposeJoins(leading: readonly Table[], others: readonly Table[]): SourceFile[] {
  const joined: SourceFile[] = [];
  const columns: Column[] = leading[0] ? [...leading[0].columns] : [];
  let waiting = others.toSorted((a, b) => b.rows - a.rows);
  for (let more = true; more; ) {
    more = false;
    for (const table of waiting) {
      const [best] = keyChoices(columns, table);
      if (!best) continue;
      joined.push({ name: table.name, key: best.key, ...(best.of !== best.key && { of: best.of }) });
      const taken = new Set(columns.map(({ name }) => name));
      columns.push(...table.columns.filter(({ name }) => name !== best.key && !taken.has(name)));
      waiting = waiting.filter((each) => each !== table);
      more = true;
    }
  }
  return joined;
}
