import type { ModelConfig } from '../config/run-config';
import type { AdapterSpec } from './adapter';
import { constant, normal, xavier } from './init';
import type { Entry } from './layout';

/** A matrix of an adapter, under the name that PyTorch knows it by: the authors' where they have it. */
type MatrixEntry = Omit<Entry, 'part'> & { torch: string; torchShape?: number[] };

/**
 * What W_down and W_up of an adapter are made of, with the multiply-adds of each for a row:
 * - `hamur`, `domain-only`: U1 [m, k], V1 [k, r], U2 [r, k], V2 [k, m]; ((z U) H) V in every tower.
 * - `low-rank`: the same, but U V is formed once a batch, so that a row costs what it takes: m r and r m in every tower.
 * - `per-domain`: W_down [D, m, r] and W_up [D, r, m]; a row takes its own domain's, in every tower.
 * - `bias`: W_down [1, m, r] and W_up [1, r, m] in every tower; u1 [1, k], V1 [k, r], u2 [1, k], V2 [k, m]: u H V once a row.
 */
export function adapterMatrices({ name, index, width: m, towers, domains }: AdapterSpec, config: ModelConfig): MatrixEntry[] {
  const { k, bottleneck: r, adapterInit, adapterKind } = config;
  const start = (rows: number, columns: number): Entry['init'] =>
    adapterInit === 'authors' ? constant(1) : adapterInit === 'xavier' ? xavier(rows, columns) : normal(1 / Math.sqrt(rows));
  const matrix = (id: string, rows: number, columns: number, torch: string, cost: number): MatrixEntry => ({
    name: `${name}.${id}`,
    shape: [rows, columns],
    init: start(rows, columns),
    cost,
    torch,
  });
  /** @param u rows of U1 and of U2 @param costs multiply-adds of U1 and the H behind it, V1, and the same of the second pair */
  const factors = (u: [number, number], costs: [number, number, number, number]) => [
    matrix('u1', u[0], k, `u.${2 * index}`, costs[0]),
    matrix('v1', k, r, `v.${2 * index}`, costs[1]),
    matrix('u2', u[1], k, `u.${2 * index + 1}`, costs[2]),
    matrix('v2', k, m, `v.${2 * index + 1}`, costs[3]),
  ];
  const free = (id: string, groups: number, rows: number, columns: number, torch: string): MatrixEntry => ({
    ...matrix(id, rows, columns, torch, towers * rows * columns),
    shape: [groups, rows, columns],
    ...(groups === 1 && adapterKind === 'bias' && { torchShape: [rows, columns] }),
  });
  /** The authors have no such matrices: these names follow theirs. */
  const both = (groups: number) => [free('down', groups, m, r, `w.${2 * index}`), free('up', groups, r, m, `w.${2 * index + 1}`)];
  switch (adapterKind) {
    case 'per-domain':
      return both(domains);
    case 'bias':
      return [...both(1), ...factors([1, 1], [k * k, k * r, k * k, k * m])];
    case 'low-rank':
      return factors([m, r], [towers * m * r, 0, towers * r * m, 0]);
    default:
      return factors([m, r], [towers * (m * k + k * k), towers * k * r, towers * (r * k + k * k), towers * k * m]);
  }
}
