import type { SparseFieldConfig } from './run-config';

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
