import { denseColumn, domainColumns, fieldColumn } from '../../config/fields';
import type { Roles } from '../../config/run-config';
import { isolated } from '../../lib/isolated';
import type { ColumnRole } from './roles';

/** The role of each column, indexed once: a table may have very many. */
export function rolesByColumn(roles: Roles): (column: string) => ColumnRole {
  const [domains, sparse, dense] = [new Set(domainColumns(roles.domain)), new Set(roles.sparse.map(fieldColumn)), new Set(roles.dense.map(denseColumn))];
  return (column) => {
    if (column === roles.label.column) return 'label';
    const feature = sparse.has(column) ? 'sparse' : dense.has(column) ? 'dense' : undefined;
    if (domains.has(column)) return feature ? `domain and ${feature}` : 'domain';
    return feature ?? 'leave out';
  };
}

/**
 * What a change of one column's role has made of the others, for the person to read: a sentence each.
 *
 * @param changed the column whose role was chosen
 * @param columns all of the table
 */
export function saidOfOthers(before: Roles, after: Roles, changed: string, columns: readonly string[]): string[] {
  const [was, is] = [rolesByColumn(before), rolesByColumn(after)];
  return columns.flatMap((column) => {
    const [old, now] = [was(column), is(column)];
    if (column === changed || old === now) return [];
    const lost = old === 'label' ? 'is no longer the label' : old.startsWith('domain') && !now.startsWith('domain') ? 'is no longer the domain' : `was ${old}`;
    return [
      `“${isolated(column)}” ${lost}; it is ${now === 'leave out' ? 'left out now' : `${now} ${old === 'label' || old.startsWith('domain') ? 'again' : 'now'}`}.`,
    ];
  });
}
