import type { Defined } from './parts.test-helper';
import { product, type Rows, range, relu, softmax } from './rows.test-helper';

export const adaptDhm: Defined = ({ config, parameter, x0, adapt, sharedNormRows }) => {
  const { clusters, clusterMomentum, layers, follows } = config;
  const width = x0[0]?.length ?? 0;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, j) => sum + value * (b[j] as number), 0);

  // The step moves the centres three times before they are used; none of it has a gradient.
  let centres: Rows = range(clusters).map((k) => Array.from(parameter('cluster.centres').slice(k * width, (k + 1) * width)));
  for (let round = 0; round < 3; round++) {
    const shares = x0.map((row) => softmax(centres.map((centre) => dot(row, centre))));
    centres = centres.map((centre, k) => {
      const moved = centre.map((value, j) => {
        const pull = x0.reduce((sum, row, i) => sum + (shares[i]?.[k] as number) * (row[j] as number), 0);
        return clusterMomentum * value + (1 - clusterMomentum) * pull;
      });
      return moved.map((value) => value / Math.hypot(...moved));
    });
  }
  const clusterOf = x0.map((row) => {
    const similarity = centres.map((centre) => dot(row, centre));
    return similarity.indexOf(Math.max(...similarity));
  });

  /** Each row through its own cluster's map: shared times own. */
  function line(l: number, x: Rows, wide: number): Rows {
    const inputs = x[0]?.length ?? 0;
    const [shared, own] = [parameter(`cluster.${l}.shared.weight`), parameter(`cluster.${l}.own.weight`)];
    return x.map((row, i) => {
      const k = clusterOf[i] as number;
      const weights = range(inputs).map((a) => range(wide).map((j) => (shared[a * wide + j] as number) * (own[(k * inputs + a) * wide + j] as number)));
      return (product([row], weights)[0] as number[]).map((value, j) => {
        if (follows === 'public-code') return value;
        return value + (parameter(`cluster.${l}.shared.bias`)[j] as number) + (parameter(`cluster.${l}.own.bias`)[k * wide + j] as number);
      });
    });
  }
  const top = layers.reduce((z, wide, l) => adapt(l + 1, relu(line(l, z, wide)), sharedNormRows), x0);
  return line(layers.length, top, 1).map(([logit]) => logit as number);
};
