import { fieldColumn } from '../../../config/complete';
import type { Roles, SparseFieldConfig, SplitConfig } from '../../../config/run-config';
import type { ColumnProfile, Proposal } from '../../../protocol/columns';
import { rolesByColumn } from '../../store/role-changes';
import { COLUMN_ROLES, type ColumnRole, withRole } from '../../store/roles';

/** What a column is for, as the table shows it: a list is a sparse field, and a column may part the rows. */
export type TableRole = ColumnRole | 'list' | 'split' | 'time';

const TEXTS: Partial<Record<TableRole, string>> = { list: 'sparse, a list', split: 'splits the rows', time: 'splits by time' };
const ORDER: readonly TableRole[] = [...COLUMN_ROLES.slice(0, -2), 'list', ...COLUMN_ROLES.slice(-2, -1), 'split', 'time', ...COLUMN_ROLES.slice(-1)];

export const TABLE_ROLES = ORDER.map((value) => ({ value, text: TEXTS[value] ?? value }));

/** What a column becomes that is taken in by one press. */
export const usualRole = ({ type }: ColumnProfile): TableRole => (type === 'list' ? 'list' : type === 'number' ? 'dense' : 'sparse');

export interface Shown {
  role: TableRole;
  why: string;
}

/** The role of each column, and why it was proposed, or that another was. */
export function shownRoles(roles: Roles, split: SplitConfig, proposal: Proposal | undefined): (column: string) => Shown {
  const role = tableRoles(roles, split);
  if (!proposal) return (column) => ({ role: role(column), why: '' });
  const proposed = tableRoles(proposal.roles, proposal.split ?? split);
  const reasons = new Map(proposal.reasons.map(({ column, why }) => [column, why]));
  return (column) => {
    const now = role(column);
    return { role: now, why: now === proposed(column) ? (reasons.get(column) ?? '') : `“${proposed(column)}” was proposed` };
  };
}

function tableRoles(roles: Roles, split: SplitConfig): (column: string) => TableRole {
  const of = rolesByColumn(roles);
  const lists = new Set(roles.sparse.filter(isList).map(fieldColumn));
  return (column) => {
    if ('column' in split && split.column === column) return 'split';
    if ('timeColumn' in split && split.timeColumn === column) return 'time';
    const role = of(column);
    return role === 'sparse' && lists.has(column) ? 'list' : role;
  };
}

const isList = (field: SparseFieldConfig) => typeof field !== 'string' && field.separator !== undefined;

/** The roles after a column became what the table calls it. A column that parts the rows is nothing else. */
export function withTableRole(roles: Roles, { name, separator = '|' }: ColumnProfile, role: TableRole, earlier: readonly Roles[]): Roles {
  if (role === 'split' || role === 'time') return withRole(roles, name, 'leave out', earlier);
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
  return withRole(roles, name, role, earlier);
}
