import type { ColumnProfile } from '../../protocol/columns';
import { OUTCOME } from './outcome';

/** Left out: other outcomes of the same row (they would give the answer away), times, and texts that hardly repeat. */
export function isFeature({ name, type, distinct, missing }: ColumnProfile, rows: number): boolean {
  if (OUTCOME.test(name)) return false;
  if (/^(timestamp|time|date|datetime|ts|title|name|comment|text|url|description)$/i.test(name)) return false;
  if (distinct === 0) return false;
  return type !== 'text' || distinct < 0.9 * (rows - missing) || rows < 50;
}

/** Numbers with a fraction, and those whose name says so (Ali-CCP's D…); whole numbers are ids unless they measure. */
export function isDense({ name, type }: ColumnProfile): boolean {
  if (type === 'text') return false;
  if (/^D\d+(_\d+)?$/.test(name) || type === 'number') return true;
  return /(^|_)(age|count|cnt|num|price|amount|duration|length|hour|ratio|rate|share|days?)$/i.test(name) && !/id$/i.test(name);
}
