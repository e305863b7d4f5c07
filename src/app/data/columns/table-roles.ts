import { DEFAULT_SPLIT, domainColumns, fieldColumn } from '../../../config/complete';
import type { Roles, SparseFieldConfig, SplitConfig } from '../../../config/run-config';
import type { ColumnProfile, Proposal } from '../../../protocol/columns';
import { rolesByColumn, saidOfOthers } from '../../store/role-changes';
import { COLUMN_ROLES, type ColumnRole, withRole } from '../../store/roles';

/** What a column is for, as the table shows it: a list is a sparse field, and a column may part the rows, or say how much they count. */
export type TableRole = ColumnRole | 'list' | RowRole;
/** What a column says of the rows, and is no feature for. */
type RowRole = 'split' | 'time' | 'weight';

const TEXTS: Partial<Record<TableRole, string>> = { list: 'sparse, a list', split: 'splits the rows', time: 'splits by time', weight: 'weighs the rows' };
const ORDER: readonly TableRole[] = [...COLUMN_ROLES.slice(0, -2), 'list', ...COLUMN_ROLES.slice(-2, -1), 'split', 'time', 'weight', ...COLUMN_ROLES.slice(-1)];

export const TABLE_ROLES = ORDER.map((value) => ({ value, text: TEXTS[value] ?? value }));

/** What a column becomes that is taken in by one press. */
export const usualRole = ({ type }: ColumnProfile): TableRole => (type === 'list' ? 'list' : type === 'number' ? 'dense' : 'sparse');

export interface Shown {
  role: TableRole;
  why: string;
}

/** What is said of the rows beside the roles. */
export interface OfRows {
  split: SplitConfig;
  weight: string | undefined;
}

/** The role of each column, and why it was proposed, or that another was. */
export function shownRoles(roles: Roles, ofRows: OfRows, proposal: Proposal | undefined): (column: string) => Shown {
  const role = tableRoles(roles, ofRows);
  if (!proposal) return (column) => ({ role: role(column), why: '' });
  const proposed = tableRoles(proposal.roles, { split: proposal.split ?? ofRows.split, weight: proposal.weight });
  const reasons = new Map(proposal.reasons.map(({ column, why }) => [column, why]));
  return (column) => {
    const now = role(column);
    return { role: now, why: now === proposed(column) ? (reasons.get(column) ?? '') : `“${proposed(column)}” was proposed` };
  };
}

function tableRoles(roles: Roles, { split, weight }: OfRows): (column: string) => TableRole {
  const of = rolesByColumn(roles);
  const lists = new Set(roles.sparse.filter(isList).map(fieldColumn));
  return (column) => {
    if ('column' in split && split.column === column) return 'split';
    if ('timeColumn' in split && split.timeColumn === column) return 'time';
    if (weight === column) return 'weight';
    const role = of(column);
    return role === 'sparse' && lists.has(column) ? 'list' : role;
  };
}

const isList = (field: SparseFieldConfig) => typeof field !== 'string' && field.separator !== undefined;

const ROW_ROLES: ReadonlySet<TableRole> = new Set<RowRole>(['split', 'time', 'weight']);

/** The roles after a column became what the table calls it. A column that parts or weighs the rows is nothing else. */
export function withTableRole(roles: Roles, { name, separator = '|' }: ColumnProfile, role: TableRole, earlier: readonly Roles[]): Roles {
  if (ROW_ROLES.has(role)) return withRole(roles, name, 'leave out', earlier);
  if (role === 'sparse' || role === 'list') {
    const next = withRole(roles, name, 'sparse', earlier);
    // What was stated of the field, such as its width, stays.
    const asList = (field: SparseFieldConfig): SparseFieldConfig =>
      isList(field) ? field : { ...(typeof field === 'string' ? { column: field } : field), separator, take: 'mean' };
    const asOne = (field: SparseFieldConfig): SparseFieldConfig => {
      if (typeof field === 'string') return field;
      const { separator: _, take: __, ...rest } = field;
      return Object.keys(rest).length === 1 ? rest.column : rest;
    };
    return { ...next, sparse: next.sparse.map((field) => (fieldColumn(field) !== name ? field : role === 'list' ? asList(field) : asOne(field))) };
  }
  return withRole(roles, name, role as ColumnRole, earlier);
}

/** What the columns are used for, of the rows too. */
export interface Used extends OfRows {
  roles: Roles;
}

/**
 * What the columns are used for after one of them became what a person says, and a sentence on each other column that this changes.
 *
 * @param earlier roles that were, the latest first: a column that gives a role back is again what it was
 * @param columns all of the table
 */
export function withChange(
  before: Used,
  profile: ColumnProfile,
  role: TableRole,
  earlier: readonly Roles[],
  columns: readonly string[],
): Used & { said: string[] } {
  const { name } = profile;
  // Without a label nothing can be learnt: it goes by choosing another.
  if (before.roles.label.column === name && role !== 'label')
    return { ...before, said: [`“${name}” is the label, and stays it until another column is: choose that one first.`] };
  const roles = withTableRole(before.roles, profile, role, earlier);
  const said = saidOfOthers(before.roles, roles, name, columns);
  const [domains, left] = [domainColumns(before.roles.domain), domainColumns(roles.domain)];
  if (domains.includes(name) && !left.includes(name) && !role.startsWith('domain'))
    said.push(left.length === 0 ? 'All rows are one domain now.' : `The domains are made without “${name}” now.`);
  const was = splitColumn(before.split);
  const split: SplitConfig = role === 'split' ? { column: name } : role === 'time' ? { timeColumn: name } : was === name ? DEFAULT_SPLIT : before.split;
  if (was !== undefined && splitColumn(split) !== was) said.push(was === name ? 'The rows are split at random now.' : `“${was}” no longer splits the rows.`);
  const weight = role === 'weight' ? name : before.weight === name ? undefined : before.weight;
  if (before.weight !== undefined && before.weight !== weight)
    said.push(before.weight === name ? 'All rows count the same now.' : `“${before.weight}” no longer weighs the rows.`);
  return { roles, split, weight, said };
}

/** The column that parts the rows. */
function splitColumn(split: SplitConfig): string | undefined {
  return 'column' in split ? split.column : 'timeColumn' in split ? split.timeColumn : undefined;
}
