import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LINEAR, LINEAR_BY_INPUT, LINEAR_BY_WEIGHT, type LinearByInput } from '../../kernels/fused';
import type { Machine } from '../machine';
import { packed } from './pack';
import { registerFused, shape3, shares } from './register';

/** Rows of a share: 16 tiles. */
const ROWS = 96;
/** The largest part of a gradient by weight that a share makes: what it packs of dy stays in its scratch memory. */
const COLUMNS = 128;
const INNER = 132;
const [TILE, PANEL] = [6, 8];
/** As in `assembly/product-by-weight.ts`. */
const WIDE = 128;
/** Shares of a gradient by weight, at least: enough for the threads to end at about the same time. */
const SHARES_A_THREAD = 3;

export function registerLinear(): void {
  registerFused(LINEAR, (machine, { x, weight, bias }, _, { starts }) => {
    const [towers, rows, inner] = shape3(x as TensorInfo);
    const [groups, , columns] = shape3(weight as TensorInfo);
    const y = machine.output([starts ? 1 : groups, rows, columns]);
    const [from, b, to] = [machine.at(x), machine.at(bias), machine.at(y)];
    if (starts) {
      const w = packed(machine, 'packed', weight as TensorInfo, groups, inner, columns, false);
      machine.run('multiplyOwn', shares(rows, ROWS), from, w, b, to, machine.at(starts), groups, rows, inner, columns);
    } else product(machine, from, towers, weight as TensorInfo, false, b, to, groups, rows, inner, columns);
    return y;
  });

  registerFused<LinearByInput>(LINEAR_BY_INPUT, (machine, { dy, weight }, { towers }, { starts }) => {
    const [, rows, columns] = shape3(dy as TensorInfo);
    const [groups, inner] = shape3(weight as TensorInfo);
    const dx = machine.output([towers, rows, inner]);
    const [from, to] = [machine.at(dy), machine.at(dx)];
    if (!starts && towers === groups) {
      product(machine, from, groups, weight as TensorInfo, true, 0, to, groups, rows, columns, inner);
      return dx;
    }
    const w = packed(machine, 'packed', weight as TensorInfo, groups, columns, inner, true);
    if (starts) machine.run('multiplyOwn', shares(rows, ROWS), from, w, 0, to, machine.at(starts), groups, rows, columns, inner);
    else machine.run('multiplySum', shares(rows, ROWS), from, w, to, groups, rows, columns, inner);
    return dx;
  });

  registerFused(LINEAR_BY_WEIGHT, (machine, { x, dy }, _, { starts, intoWeight, intoBias }) => {
    const [towers, rows, inner] = shape3(x as TensorInfo);
    const columns = shape3(dy as TensorInfo)[2];
    const groups = starts ? (starts.shape[0] as number) - 1 : shape3(dy as TensorInfo)[0];
    const weight = machine.output([groups, inner, columns], intoWeight);
    const bias = machine.output([groups, 1, columns], intoBias);
    byWeight(machine, machine.at(x), towers, machine.at(dy), machine.at(starts), machine.at(weight), machine.at(bias), groups, rows, inner, columns);
    return [weight, bias];
  });
}

/** y = x w + bias: `multiply` of `assembly/product.ts`, in shares. @param weight [groups, inner, columns], or, turned, [groups, columns, inner] */
export function product(
  machine: Machine,
  x: number,
  towers: number,
  weight: TensorInfo,
  turned: boolean,
  bias: number,
  y: number,
  groups: number,
  rows: number,
  inner: number,
  columns: number,
): void {
  const w = packed(machine, 'packed', weight, groups, inner, columns, turned);
  machine.run('multiply', groups * shares(rows, ROWS), x, towers, w, bias, y, groups, rows, inner, columns);
}

/** dw = x^T dy and db = the sum of dy's rows: `multiplyByWeight` of `assembly/product-by-weight.ts`, in shares. */
export function byWeight(
  machine: Machine,
  x: number,
  towers: number,
  dy: number,
  starts: number,
  dw: number,
  db: number,
  groups: number,
  rows: number,
  inner: number,
  columns: number,
): void {
  let [across, down] = [shares(columns, COLUMNS), shares(inner, INNER)];
  const [mostAcross, mostDown] = [shares(columns, PANEL), shares(inner, TILE)];
  // Each share of the columns packs its part of x anew, where x is packed (`WIDE`), each share of `inner` its part of dy.
  while (groups * across * down < SHARES_A_THREAD * machine.threads && (across < mostAcross || down < mostDown)) {
    const moreAcross = inner < WIDE ? 0 : inner * across;
    if (down >= mostDown || (across < mostAcross && moreAcross <= columns * down)) across = Math.min(2 * across, mostAcross);
    else down = Math.min(2 * down, mostDown);
  }
  machine.run('multiplyByWeight', groups * across * down, x, towers, dy, starts, dw, db, rows, inner, columns, across, down);
}
