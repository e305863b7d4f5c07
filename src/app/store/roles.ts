import { fieldColumn } from '../../config/complete';
import type { Roles } from '../../config/run-config';

/** What a column is used for, as the column table shows it. */
export const COLUMN_ROLES = ['label', 'domain', 'domain and sparse', 'domain and dense', 'sparse', 'dense', 'leave out'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export function roleOf(column: string, roles: Roles): ColumnRole {
  if (roles.label.column === column) return 'label';
  const sparse = roles.sparse.some((field) => fieldColumn(field) === column);
  const dense = roles.dense.includes(column);
  if (roles.domain.column === column) return sparse ? 'domain and sparse' : dense ? 'domain and dense' : 'domain';
  return sparse ? 'sparse' : dense ? 'dense' : 'leave out';
}

/** The roles after one column's role has changed; a label or a domain takes the place of the old one. */
export function withRole(roles: Roles, column: string, role: ColumnRole): Roles {
  const next: Roles = {
    label: roles.label,
    domain: roles.domain,
    sparse: roles.sparse.filter((field) => fieldColumn(field) !== column),
    dense: roles.dense.filter((name) => name !== column),
  };
  if (role === 'label') next.label = roles.label.column === column ? roles.label : { column };
  if (role.startsWith('domain')) next.domain = roles.domain.column === column ? roles.domain : { column };
  if (role.endsWith('sparse')) next.sparse = [...next.sparse, roles.sparse.find((field) => fieldColumn(field) === column) ?? column];
  if (role.endsWith('dense')) next.dense = [...next.dense, column];
  return next;
}
