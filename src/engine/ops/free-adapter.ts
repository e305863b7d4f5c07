import { add, concat, matMul, mul, ones, reshape, sigmoid, slice, type Tensor1D, type Tensor2D, type Tensor3D, transpose, zeros } from '@tensorflow/tfjs-core';
import { isFused } from '../kernels/fusion';
import type { Batch } from './batch/batch';
import { linear, ownLinear } from './linear';

/**
 * Adapters whose two matrices are not generated: u = sigmoid(z W_down + b1) W_up + b2. Composed of other ops; the linear maps run fused
 * where `linear` does.
 */

/** What lies in the bottleneck, [G, B, r], and what the adapter gives before its norm, [G, B, m]. */
export interface AdapterParts {
  bottleneck: Tensor3D;
  up: Tensor3D;
}

/** Of a linear map from `inputs` to `outputs`: x [G, B, inputs] -> [G, B, outputs]. */
type Map = (x: Tensor3D) => Tensor3D;

/**
 * One W_down and one W_up for all rows.
 *
 * @param z [G, B, m]
 * @param down [1, m, r] and `up` [1, r, m]
 * @param b1 [r]
 * @param b2 [m]
 * @param plus what each row adds before the sigmoid, [1, B, r], and to the output, [1, B, m]
 */
export function sharedAdapter(z: Tensor3D, down: Tensor3D, up: Tensor3D, b1: Tensor1D, b2: Tensor1D, plus?: { down: Tensor3D; up: Tensor3D }): AdapterParts {
  return through(
    z,
    (x) => withRows(allRows(x, down, b1), plus?.down),
    (x) => withRows(allRows(x, up, b2), plus?.up),
  );
}

/**
 * W_down and W_up of each row's own domain.
 *
 * @param z [G, B, m]
 * @param down [D, m, r] and `up` [D, r, m]
 * @param b1 [r], and `b2` [m]: of all domains
 * @param shares [1, B, D] how much each domain's matrices count for a row; left out: its own domain's alone
 */
export function ownAdapter(z: Tensor3D, down: Tensor3D, up: Tensor3D, b1: Tensor1D, b2: Tensor1D, batch: Batch, shares?: Tensor3D): AdapterParts {
  const rows = shares ? ({ composed: { oneHot: () => transpose(shares, [2, 1, 0]) } } as unknown as Batch) : batch;
  return through(
    z,
    (x) => ownRows(x, down, b1, rows),
    (x) => ownRows(x, up, b2, rows),
  );
}

/** U V, which is formed once for all rows: [rows, k] x [k, columns] -> [1, rows, columns] */
export function productOf(u: Tensor2D, v: Tensor2D): Tensor3D {
  return reshape(matMul(u, v), [1, u.shape[0], v.shape[1]]);
}

/** u [1, k] and V [k, n] of a bias u H V. */
export type BiasFactors = readonly [u: Tensor2D, v: Tensor2D];

/**
 * u H V of every row, the biases of both halves.
 *
 * @param output [1, B, k * k]; H is this times `scale`
 * @returns each [1, B, n]
 */
export function generatedBiases(output: Tensor3D, scale: number, down: BiasFactors, up: BiasFactors): Record<'down' | 'up', Tensor3D> {
  const [batch, k] = [output.shape[1], down[0].shape[1]];
  const h: Tensor3D = reshape(output, [batch, k, k]);
  const left = (isFused('linear') ? byOwnMap : turned)(
    h,
    [down[0], up[0]].map((u) => (scale === 1 ? u : mul(u, scale))),
  );
  const through = (i: number, v: Tensor2D): Tensor3D => reshape(matMul(left[i] as Tensor2D, v), [1, batch, v.shape[1]]);
  return { down: through(0, down[1]), up: through(1, up[1]) };
}

/** u H of every row, for each u: a map for each row, which all u go through. Nothing as large as H is turned. */
function byOwnMap(h: Tensor3D, us: Tensor2D[]): Tensor2D[] {
  const [batch, k] = h.shape;
  const made = linear(reshape(concat(us, 0), [1, us.length, k]), h, zeros([batch, 1, k]));
  return us.map((_, i) => reshape(slice(made, [0, i, 0], [batch, 1, k]), [batch, k]));
}

function turned(h: Tensor3D, us: Tensor2D[]): Tensor2D[] {
  const [batch, k] = h.shape;
  const columns = reshape(transpose(h, [0, 2, 1]), [batch * k, k]);
  return us.map((u) => reshape(matMul(columns, u, false, true), [batch, k]));
}

function through(z: Tensor3D, down: Map, up: Map): AdapterParts {
  const bottleneck: Tensor3D = sigmoid(down(z));
  return { bottleneck, up: up(bottleneck) };
}

const withRows = (x: Tensor3D, plus: Tensor3D | undefined): Tensor3D => (plus ? add(x, plus) : x);

/** All towers' rows in one product. */
function allRows(x: Tensor3D, weight: Tensor3D, bias: Tensor1D): Tensor3D {
  const [towers, batch, inputs] = x.shape;
  const outputs = weight.shape[2];
  return reshape(linear(reshape(x, [1, towers * batch, inputs]), weight, reshape(bias, [1, 1, outputs])), [towers, batch, outputs]);
}

/** Each tower's rows by their own domain's map: where the batch is sorted by domain, the cost does not depend on the number of domains. */
function ownRows(x: Tensor3D, weight: Tensor3D, bias: Tensor1D, rows: Batch): Tensor3D {
  const [towers, batch, inputs] = x.shape;
  const [domains, , outputs] = weight.shape;
  const biases: Tensor3D = mul(ones([domains, 1, 1]), reshape(bias, [1, 1, outputs]));
  if (towers === 1) return ownLinear(x, weight, biases, rows);
  const each = Array.from({ length: towers }, (_, g) => ownLinear(slice(x, [g, 0, 0], [1, batch, inputs]), weight, biases, rows));
  return concat(each, 0);
}
