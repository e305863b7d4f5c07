import { denseColumn, domainColumns, fieldColumn } from '../../config/complete';
import { isWholeDomain } from '../../config/fields';
import type { DomainConfig, Roles } from '../../config/run-config';
import { roleOf, withRole } from './roles';

/**
 * The roles with other domains. A column whose every value is a domain is no field besides; one that was only the domain becomes a
 * sparse field.
 *
 * @param earlier as of `withRole`
 */
export function withDomain(roles: Roles, domain: DomainConfig, earlier: readonly Roles[]): Roles {
  const kept = domainColumns(domain);
  const freed = domainColumns(roles.domain).filter((column) => roleOf(column, roles) === 'domain' && !(kept.includes(column) && 'column' in domain));
  const whole = (column: string) => isWholeDomain(domain, column);
  const next: Roles = {
    ...roles,
    domain,
    sparse: roles.sparse.filter((field) => !whole(fieldColumn(field))),
    dense: roles.dense.filter((field) => !whole(denseColumn(field))),
  };
  // Cut or grouped, a column may be a field besides, as it was before each of its values was a domain.
  if ('column' in domain && !whole(domain.column) && roleOf(domain.column, roles) === 'domain') {
    const before = earlier.map((each) => roleOf(domain.column, each)).find((role) => role !== 'domain' && role !== 'label');
    const role = before?.endsWith('dense') ? 'domain and dense' : before?.endsWith('sparse') ? 'domain and sparse' : undefined;
    if (role) return { ...withRole(next, domain.column, role, earlier), domain };
  }
  return freed.reduce((now, column) => ({ ...withRole(now, column, kept.includes(column) ? 'domain and sparse' : 'sparse', earlier), domain }), next);
}

/** The roles without a column that parts the rows, and whether it was a field. */
export function withoutPartingColumn(roles: Roles, column: string): { roles: Roles; wasField: boolean } {
  const sparse = roles.sparse.filter((field) => fieldColumn(field) !== column);
  const dense = roles.dense.filter((field) => denseColumn(field) !== column);
  return { roles: { ...roles, sparse, dense }, wasField: sparse.length + dense.length < roles.sparse.length + roles.dense.length };
}
