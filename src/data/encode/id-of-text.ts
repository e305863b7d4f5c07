import type { SparseField } from './encoded-data';
import { bucketOf } from './hashed';

/** The id under which a model reads a value of a field; -1 where it knows none for it. */
export function idOfText({ vocabulary, hash, hasUnknown }: Pick<SparseField, 'vocabulary' | 'hash' | 'hasUnknown'>, text: string): number {
  if (hash) return bucketOf(text, hash);
  const id = vocabulary.indexOf(text);
  return id < 0 && hasUnknown ? 0 : id;
}
