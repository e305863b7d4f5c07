import type { DomainConfig, SparseFieldConfig } from './run-config';

/** The domain is a sparse feature too, as in the paper; this is the authors' name for it. */
export const DOMAIN_FIELD = 'domain_indicator';

/** The name under which a sparse field is known: its own, or its column's. */
export function fieldName(field: SparseFieldConfig): string {
  return typeof field === 'string' ? field : (field.name ?? field.column);
}

/** The column that a sparse field reads. */
export function fieldColumn(field: SparseFieldConfig): string {
  return typeof field === 'string' ? field : field.column;
}

/** The columns that the domain is made of: one, several whose combinations count, or none where all rows are one domain. */
export function domainColumns(domain: DomainConfig): string[] {
  return 'column' in domain ? [domain.column] : 'columns' in domain ? domain.columns : [];
}

/** What a person calls the domain: `age`, `country × device` or `all rows`. */
export function domainTitle(domain: DomainConfig): string {
  return domainColumns(domain).join(' × ') || 'all rows';
}

/** Whether every value of the column is a domain: as a feature it would say the same once more. */
export function isWholeDomain(domain: DomainConfig, column: string): boolean {
  return 'column' in domain && domain.column === column && !domain.groups && !domain.cuts;
}
