import type { ModelConfig } from '../config/run-config';
import type { ModelShape } from '../model/shape';

/** The adapters a second time: what each row multiplies by and adds, in float64, with W formed for every row. */

type Rows = number[][];

/** W_down [m, r], W_up [r, m], and what is added behind each. */
export interface RowAdapter {
  down: Rows;
  up: Rows;
  plusDown: number[];
  plusUp: number[];
}

export const hasHyper = ({ adapter, adapters }: ModelConfig): boolean => adapters.length > 0 && adapter !== 'per-domain' && adapter !== 'low-rank';

/** Of all fields' embeddings side by side, the domain's. */
export function domainOf(shape: ModelShape, fields: Rows): Rows {
  let from = 0;
  for (const { name, width } of shape.fields) {
    if (name === 'domain_indicator') return fields.map((row) => row.slice(from, from + width));
    from += width;
  }
  throw new Error('The domain is no input.');
}

/** Of the adapter at `index` for each row. @param generated what the hyper-network puts out, [n][k * k], where there is one */
export function definedAdapter(
  config: ModelConfig,
  index: number,
  parameter: (name: string) => Float64Array,
  generated: Rows,
  domains: readonly number[],
): RowAdapter[] {
  const { k, bottleneck: r, adapter } = config;
  const m = config.layers[([...config.adapters].sort((a, b) => a - b)[index] as number) - 1] as number;
  const matrix = (id: string, height: number, width: number, group = 0): Rows =>
    Array.from({ length: height }, (_, i) => {
      const from = (group * height + i) * width;
      return Array.from(parameter(`adapter.${index}.${id}`).slice(from, from + width));
    });
  const nothing = { plusDown: new Array<number>(r).fill(0), plusUp: new Array<number>(m).fill(0) };
  const scale = config.adapterInit === 'near-identity' ? 1 / Math.sqrt(k) : 1;
  const hOf = (row: number) =>
    Array.from({ length: k }, (_, a) => Array.from({ length: k }, (_, c) => ((generated[row] as number[])[a * k + c] as number) * scale));
  const identity = Array.from({ length: k }, (_, a) => Array.from({ length: k }, (_, c) => Number(a === c)));
  return domains.map((domain, row) => {
    const [h, rowsOfU] = [adapter === 'low-rank' ? identity : adapter === 'per-domain' ? [] : hOf(row), adapter === 'bias' ? [1, 1] : [m, r]];
    if (adapter === 'per-domain') return { down: matrix('down', m, r, domain), up: matrix('up', r, m, domain), ...nothing };
    const down = product(product(matrix('u1', rowsOfU[0] as number, k), h), matrix('v1', k, r));
    const up = product(product(matrix('u2', rowsOfU[1] as number, k), h), matrix('v2', k, m));
    if (adapter === 'bias') return { down: matrix('down', m, r), up: matrix('up', r, m), plusDown: down[0] as number[], plusUp: up[0] as number[] };
    return { down, up, ...nothing };
  });
}

export function product(a: Rows, b: Rows): Rows {
  const width = b[0]?.length ?? 0;
  return a.map((row) => Array.from({ length: width }, (_, j) => row.reduce((sum, value, i) => sum + value * (b[i]?.[j] as number), 0)));
}
