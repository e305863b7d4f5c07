import type { DataConfig, DenseFieldConfig, DomainConfig, ModelConfig, SparseFieldConfig, SplitConfig } from './run-config';

/** The domain is a sparse feature too, as in the paper; this is the authors' name for it. */
export const DOMAIN_FIELD = 'domain_indicator';

/** Whether the model reads which domain a row is of, and does not only choose by it. */
export function readsDomain({ data, model }: { data: Pick<DataConfig, 'domainAsInput'>; model: Pick<ModelConfig, 'sharing'> }): boolean {
  return data.domainAsInput && model.sharing !== 'pooled';
}

/** The name under which a sparse field is known: its own, or its column's. */
export function fieldName(field: SparseFieldConfig): string {
  return typeof field === 'string' ? field : (field.name ?? field.column);
}

/** The column that a sparse field reads. */
export function fieldColumn(field: SparseFieldConfig): string {
  return typeof field === 'string' ? field : field.column;
}

/** The column that a dense field reads. */
export function denseColumn(field: DenseFieldConfig): string {
  return typeof field === 'string' ? field : field.column;
}

/** The column that says where a row goes in the split; none where chance or a file says it. */
export function splitColumn(split: SplitConfig | undefined): string | undefined {
  if (!split) return undefined;
  return 'timeColumn' in split ? split.timeColumn : 'column' in split ? split.column : 'lastOfUser' in split ? split.lastOfUser : undefined;
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
