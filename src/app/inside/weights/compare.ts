import type { Matrix } from '../../../lib/matrix';
import { clusterOrder } from '../../../measures/likeness/cluster-order';
import type { Representation } from './representations';

/** What is shown of several H: each, each less their mean, or one less another. */
export type Compare = 'as they are' | 'less the mean' | 'difference';

/** The two that were chosen, or others where this moment or run does not have them. */
export function pairOf(
  representations: readonly Representation[],
  chosen: readonly [string, string],
): [Representation | undefined, Representation | undefined] {
  const from = representations.find(({ key }) => key === chosen[0]) ?? representations[0];
  return [from, representations.find(({ key }) => key === chosen[1]) ?? representations.find((each) => each !== from)];
}

/** What is shown: the representations' H, less their mean, or one less another; W follows, since it is linear in H. */
export function compared(representations: readonly Representation[], compare: Compare, [a, b]: [string, string]): Representation[] {
  if (compare === 'as they are') return [...representations];
  if (compare === 'less the mean') {
    const domains = representations.filter(({ key }) => key.startsWith('domain '));
    const mean = domains[0]?.h.map((_, i) => domains.reduce((sum, { h }) => sum + (h[i] as number), 0) / domains.length);
    return mean ? representations.map((each) => ({ ...each, h: each.h.map((value, i) => value - (mean[i] as number)) })) : [...representations];
  }
  const [from, less] = pairOf(representations, [a, b]);
  if (!from || !less) return [];
  return [
    {
      key: `${from.key} less ${less.key}`,
      name: `${from.name} minus ${less.name}`,
      about: '',
      domain: undefined,
      h: from.h.map((value, i) => value - (less.h[i] as number)),
    },
  ];
}

/** One order of rows and one of columns for all matrices: like stands by like in all of them together. */
export function ordersOf(matrices: readonly Matrix[]): [Int32Array, Int32Array] {
  const [{ rows, columns }] = matrices as [Matrix];
  const across = new Float32Array(rows * columns * matrices.length);
  const down = new Float32Array(across.length);
  for (const [m, { values }] of matrices.entries()) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const value = values[i * columns + j] as number;
        across[i * columns * matrices.length + m * columns + j] = value;
        down[j * rows * matrices.length + m * rows + i] = value;
      }
    }
  }
  return [clusterOrder(across, rows, columns * matrices.length), clusterOrder(down, columns, rows * matrices.length)];
}
