import type { ModelConfig } from '../../config/run-config';
import { eachOnce, type Parameter, product, type Rows, range, sigmoid, standardised } from './rows.test-helper';

/** What a row multiplies by, W_down [m, r] and W_up [r, m], and what it adds behind each. */
interface RowWeights {
  down: Rows;
  up: Rows;
  plus?: { down: number[]; up: number[] };
}

/**
 * HAMUR's adapters and their relatives, with W formed for each row.
 *
 * @param domains of the rows
 * @param generate what the hyper-network puts out; asked only where there is one
 * @returns what goes on after layer l, counted from 1; `of`: whose statistics the domain norm of a row takes
 */
export function adapting(
  config: ModelConfig,
  parameter: Parameter,
  domains: readonly number[],
  generate: () => Rows,
): (l: number, z: Rows, of: (row: number) => number[]) => Rows {
  const { k, bottleneck: r, adapterKind: adapter } = config;
  const layers = [...config.adapters].sort((a, b) => a - b);
  const generates = layers.length > 0 && adapter !== 'per-domain' && adapter !== 'low-rank';
  const generated = generates ? generate() : [];
  const scale = config.adapterInit === 'near-identity' ? 1 / Math.sqrt(k) : 1;
  const identity = range(k).map((a) => range(k).map((c) => Number(a === c)));

  /** Of each row: all towers of a layer share them. */
  const weightsOf = eachOnce((index: number) => {
    const m = config.layers[(layers[index] as number) - 1] as number;
    const matrix = (id: string, height: number, width: number, group = 0): Rows =>
      range(height).map((i) => {
        const from = (group * height + i) * width;
        return Array.from(parameter(`adapter.${index}.${id}`).slice(from, from + width));
      });
    const free = (group: number) => ({ down: matrix('down', m, r, group), up: matrix('up', r, m, group) });
    const uhv = (h: Rows, u: [number, number]) => ({
      down: product(product(matrix('u1', u[0], k), h), matrix('v1', k, r)),
      up: product(product(matrix('u2', u[1], k), h), matrix('v2', k, m)),
    });
    const hOf = (row: number) => range(k).map((a) => range(k).map((c) => ((generated[row] as number[])[a * k + c] as number) * scale));
    return domains.map((domain, row): RowWeights => {
      if (adapter === 'per-domain') return free(domain);
      if (adapter === 'low-rank') return uhv(identity, [m, r]);
      if (adapter !== 'bias') return uhv(hOf(row), [m, r]);
      const { down, up } = uhv(hOf(row), [1, 1]);
      return { ...free(0), plus: { down: down[0] as number[], up: up[0] as number[] } };
    });
  });

  return (l, z, of) => {
    const index = layers.indexOf(l);
    if (index < 0) return z;
    const [b1, b2, gamma, beta] = ['b1', 'b2', 'gamma', 'beta'].map((id) => parameter(`adapter.${index}.${id}`)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const weights = weightsOf(index);
    const u = z.map((row, i) => {
      const { down, up, plus } = weights[i] as RowWeights;
      const inner = (product([row], down)[0] as number[]).map((value, j) => sigmoid(value + (plus?.down[j] ?? 0) + (b1[j] as number)));
      return (product([inner], up)[0] as number[]).map((value, j) => value + (plus?.up[j] ?? 0) + (b2[j] as number));
    });
    const normals = eachOnce((set: number[]) => standardised(u, set, true));
    return z.map((row, i) => {
      const normal = normals(of(i))[i] as number[];
      return row.map((value, j) => value + (gamma[j] as number) * (normal[j] as number) + (beta[j] as number));
    });
  };
}
