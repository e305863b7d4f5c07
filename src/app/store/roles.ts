import { denseColumn, domainColumns, fieldColumn } from '../../config/complete';
import type { DenseFieldConfig, DomainConfig, Roles, SparseFieldConfig } from '../../config/run-config';

/** What a column is used for, as the column table shows it. */
export const COLUMN_ROLES = ['label', 'domain', 'domain and sparse', 'domain and dense', 'sparse', 'dense', 'leave out'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export function roleOf(column: string, roles: Roles): ColumnRole {
  if (roles.label.column === column) return 'label';
  const sparse = roles.sparse.some((field) => fieldColumn(field) === column);
  const dense = roles.dense.some((field) => denseColumn(field) === column);
  if (domainColumns(roles.domain).includes(column)) return sparse ? 'domain and sparse' : dense ? 'domain and dense' : 'domain';
  return sparse ? 'sparse' : dense ? 'dense' : 'leave out';
}

/**
 * The roles after one column's role has changed. A label or a domain takes the place of the old one, whose column goes back to
 * what it was before. A domain whose column becomes something else goes: of a combination the other columns stay, else all rows are one.
 *
 * @param earlier roles that were, the latest first and the proposed ones last: what was said of a column is found there again
 */
export function withRole(roles: Roles, column: string, role: ColumnRole, earlier: readonly Roles[] = []): Roles {
  const known = [roles, ...earlier];
  const next: Roles = { ...roles, sparse: fieldsOfOthers(roles, column), dense: roles.dense.filter((field) => denseColumn(field) !== column) };
  if (role === 'label') next.label = known.find(({ label }) => label.column === column)?.label ?? { column };
  if (!role.startsWith('domain')) next.domain = withoutColumn(roles.domain, column);
  else next.domain = known.find(({ domain }) => domainColumns(domain).includes(column))?.domain ?? { column };
  if (role.endsWith('sparse')) addFields(next, column, known);
  if (role.endsWith('dense')) addDense(next, column, known);

  const replaced = role === 'label' ? [roles.label.column] : role.startsWith('domain') ? domainColumns(roles.domain) : [];
  return replaced.filter((name) => name !== column && name !== '').reduce((now, name) => givenBack(now, name, known), next);
}

function withoutColumn(domain: DomainConfig, column: string): DomainConfig {
  const columns = domainColumns(domain);
  if (!columns.includes(column)) return domain;
  const gaps = 'gaps' in domain && domain.gaps ? { gaps: domain.gaps } : {};
  const [first, ...more] = columns.filter((each) => each !== column);
  if (first === undefined) return { rows: 'all' };
  return more.length === 0 ? { column: first, ...gaps } : { columns: [first, ...more], ...gaps };
}

/** A column that is label or domain no longer is again the feature that it was before it became that. */
function givenBack(roles: Roles, column: string, known: readonly Roles[]): Roles {
  if (roleOf(column, roles) !== 'leave out') return roles;
  const before = known.map((each) => roleOf(column, each)).find((role) => role !== 'label' && role !== 'domain');
  const next = { ...roles };
  if (before?.endsWith('sparse')) addFields(next, column, known);
  if (before?.endsWith('dense')) addDense(next, column, known);
  return next;
}

const fieldsOfOthers = ({ sparse }: Roles, column: string) => sparse.filter((field) => fieldColumn(field) !== column);

/** All fields that read the column, as they were last, or one of its name. */
function addFields(roles: Roles, column: string, known: readonly Roles[]): void {
  const reads = (field: SparseFieldConfig) => fieldColumn(field) === column;
  const lists = known.map(({ sparse }) => sparse).filter((sparse) => sparse.some(reads));
  roles.sparse = inPlace(roles.sparse, lists[0]?.filter(reads) ?? [column], lists, fieldColumn);
}

function addDense(roles: Roles, column: string, known: readonly Roles[]): void {
  const reads = (field: DenseFieldConfig) => denseColumn(field) === column;
  const lists = known.map(({ dense }) => dense).filter((dense) => dense.some(reads));
  roles.dense = inPlace(roles.dense, lists[0]?.filter(reads) ?? [column], lists, denseColumn);
}

/** `items` with `more`, all of one column, in the place that it had in the longest of the `lists` that held it, else at the end. */
function inPlace<T>(items: readonly T[], more: readonly T[], lists: readonly T[][], columnOf: (item: T) => string): T[] {
  const [longest = []] = lists.toSorted((a, b) => b.length - a.length);
  const columns = longest.map(columnOf);
  const behind = new Set(columns.slice(columns.lastIndexOf(columnOf(more[0] as T)) + 1));
  const place = items.findIndex((item) => columns.length > 0 && behind.has(columnOf(item)));
  return place < 0 ? [...items, ...more] : [...items.slice(0, place), ...more, ...items.slice(place)];
}
