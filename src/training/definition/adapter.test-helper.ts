import type { ModelConfig } from '../../config/run-config';
import { eachOnce, type Parameter, product, type Rows, range, sigmoid, standardised } from './rows.test-helper';

/**
 * HAMUR's adapters, with W = U H V formed for each row.
 *
 * @param generate what the hyper-network puts out; asked only where there are adapters
 * @returns what goes on after layer l, counted from 1; `of`: whose statistics the domain norm of a row takes
 */
export function adapting(config: ModelConfig, parameter: Parameter, generate: () => Rows): (l: number, z: Rows, of: (row: number) => number[]) => Rows {
  const { k, bottleneck: r } = config;
  const layers = [...config.adapters].sort((a, b) => a - b);
  const generated = layers.length > 0 ? generate() : [];
  const scale = config.adapterInit === 'near-identity' ? 1 / Math.sqrt(k) : 1;

  /** W = U H V of each row, down to the bottleneck and up again: all towers of a layer share them. */
  const weightsOf = eachOnce((index: number) => {
    const m = config.layers[(layers[index] as number) - 1] as number;
    const matrix = (id: string, height: number, width: number) =>
      range(height).map((i) => Array.from(parameter(`adapter.${index}.${id}`).slice(i * width, (i + 1) * width)));
    const [u1, v1, u2, v2] = [matrix('u1', m, k), matrix('v1', k, r), matrix('u2', r, k), matrix('v2', k, m)];
    return generated.map((output) => {
      const h = range(k).map((a) => range(k).map((c) => (output[a * k + c] as number) * scale));
      return { down: product(product(u1, h), v1), up: product(product(u2, h), v2) };
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
      const { down, up } = weights[i] as { down: Rows; up: Rows };
      const inner = (product([row], down)[0] as number[]).map((value, j) => sigmoid(value + (b1[j] as number)));
      return (product([inner], up)[0] as number[]).map((value, j) => value + (b2[j] as number));
    });
    const normals = eachOnce((set: number[]) => standardised(u, set, true));
    return z.map((row, i) => {
      const normal = normals(of(i))[i] as number[];
      return row.map((value, j) => value + (gamma[j] as number) * (normal[j] as number) + (beta[j] as number));
    });
  };
}
