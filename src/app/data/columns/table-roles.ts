import { fieldColumn } from '../../../config/complete';
import type { Roles, SparseFieldConfig, SplitConfig } from '../../../config/run-config';
import type { ColumnProfile, Proposal } from '../../../protocol/columns';
import { rolesByColumn } from '../../store/role-changes';
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
