import { fieldName } from '../../config/complete';
import type { IsMissing } from '../table/missing';
import type { SparseField } from './encoded-data';
import { fieldValues } from './field-values';
import { type FieldSource, numbered } from './vocabulary';

/** Fields of a huge vocabulary: a value's id is its hash, so that nothing is counted or sorted, and no value is unknown. */
export function encodeHashed(sources: readonly FieldSource[], rows: Int32Array, buckets: number, isMissing: IsMissing): SparseField[] {
  const vocabulary = Array.from({ length: buckets }, (_, i) => `bucket ${i}`);
  return sources.map(({ column, field }) => {
    const idsOfCode = fieldValues(column, field, isMissing).map((each) => each.map((value) => bucketOf(value, buckets)));
    const { embedding, share, take } = typeof field === 'string' ? {} : field;
    return {
      name: fieldName(field),
      ...numbered(column, idsOfCode, rows, take === 'sum' ? () => 1 : (count) => 1 / count),
      vocabulary,
      hash: buckets,
      hasUnknown: false,
      ...(embedding !== undefined && { width: embedding }),
      ...(share !== undefined && { share }),
    };
  });
}

/** The bucket of a value: FNV-1a over its UTF-16 units, with a final mix so that the low bits depend on all of it. */
export function bucketOf(value: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % buckets;
}
