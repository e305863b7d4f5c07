import type { Similarity } from '../../protocol/insight';

/** Measures of how alike two domains are; `more` says which way is more alike. */
export const SIMILARITIES = {
  moved: { name: 'shift of H (same rows, domain changed)', more: 'low' },
  cka: { name: 'CKA of H, same rows, domain changed', more: 'high' },
  cosine: { name: 'cosine of mean H, own rows', more: 'high' },
  energy: { name: 'energy distance of H, own rows', more: 'low' },
} as const;
export type SimilarityName = keyof typeof SIMILARITIES;

export interface Pair {
  a: number;
  b: number;
  value: number;
}

/** Pairs of different domains, the most alike first. @param values [D, D] */
export function pairsOf(values: Similarity[SimilarityName], domains: number, which: SimilarityName): Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < domains; a++) {
    for (let b = a + 1; b < domains; b++) {
      const value = values[a * domains + b];
      if (typeof value === 'number') pairs.push({ a, b, value });
    }
  }
  const sign = SIMILARITIES[which].more === 'high' ? -1 : 1;
  return pairs.sort((x, y) => sign * (x.value - y.value));
}
