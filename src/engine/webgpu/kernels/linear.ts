import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LINEAR, LINEAR_BY_INPUT, LINEAR_BY_WEIGHT, type LinearByInput } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Bound, Dispatcher, Element } from '../program';
import { type Together, together } from '../together';
import { type Product, partsOfSum, productPrograms, programsInUse, runProduct, tileSide, tilesOfEachGroup } from './product';
import { sumOfParts, sumParts } from './sum-parts';

const ALL_ROWS = tilesOfEachGroup('sizes.gathered');

/**
 * Tiles of each domain's own rows, so that no tile straddles two domains: as many as there can be, each finding its
 * domain. The padding is as a domain of its own, without inner elements.
 */
const OWN_ROWS = `
    fn task(index: u32) -> Task {
      let across = tilesOf(sizes.columns);
      var t: Task;
      t.column = index % across * TILE;
      t.columnEnd = min(t.column + TILE, sizes.columns);
      var tile = index / across;
      for (var d = 0u; d <= sizes.domains; d++) {
        let start = u32(starts[d]);
        var end = sizes.rows;
        if (d < sizes.domains) { end = u32(starts[d + 1u]); }
        let tiles = tilesOf(end - start);
        if (tile < tiles) {
          t.g = d;
          t.row = start + tile * TILE;
          t.rowEnd = min(t.row + TILE, end);
          t.innerEnd = select(0u, sizes.inner, d < sizes.domains);
          t.gathered = 1u;
          return t;
        }
        tile -= tiles;
      }
      return t;
    }`;

/** Tiles of [in, out] of each tower, for each part of the batch; `starts`: only a tower's own rows of it. */
const sumOverRows = (own: boolean) => `
    fn task(index: u32) -> Task {
      let across = tilesOf(sizes.columns);
      let down = tilesOf(sizes.rows);
      var t: Task;
      t.column = index % across * TILE;
      t.columnEnd = min(t.column + TILE, sizes.columns);
      t.row = index / across % down * TILE;
      t.rowEnd = min(t.row + TILE, sizes.rows);
      t.g = index / (across * down) % sizes.towers;
      t.part = index / (across * down * sizes.towers);
      t.inner = t.part * sizes.chunk;
      t.innerEnd = min(t.inner + sizes.chunk, sizes.inner);
      ${own ? 't.inner = max(t.inner, u32(starts[t.g])); t.innerEnd = min(t.innerEnd, u32(starts[t.g + 1u]));' : ''}
      t.gathered = 1u;
      return t;
    }`;

const starts = (own: boolean): Record<string, Element> => (own ? { starts: 'i32' } : {});

const forward = (own: boolean): Product => ({
  key: `linear${own ? ' own' : ''}`,
  reads: { x: 'f32', weight: 'f32', bias: 'f32', ...starts(own) },
  writes: { y: 'f32' },
  sizes: ['rows', 'inner', 'columns', 'towerOfX', 'towerOfY', 'gathered', 'domains', 'biased'],
  task: own ? OWN_ROWS : ALL_ROWS,
  left: 'x[t.g * sizes.towerOfX + i * sizes.inner + l]',
  leftAlong: 'inner',
  right: 'weight[(t.g * sizes.inner + l) * sizes.columns + j]',
  rightAlong: 'columns',
  store: `
      var line = sum;
      if (sizes.biased != 0u && t.g < sizes.domains) { line += bias[t.g * sizes.columns + j]; }
      y[t.g * sizes.towerOfY + i * sizes.columns + j] = line;`,
});
const FORWARD = { all: productPrograms(forward(false)), own: productPrograms(forward(true)) };

const byInput = (own: boolean): Product => ({
  key: `linear by input${own ? ' own' : ''}`,
  reads: { dy: 'f32', weight: 'f32', ...starts(own) },
  writes: { dx: 'f32' },
  sizes: ['rows', 'inner', 'columns', 'towerOfX', 'towerOfY', 'gathered', 'domains'],
  task: own ? OWN_ROWS : ALL_ROWS,
  left: 'dy[(t.g + n) * sizes.towerOfY + i * sizes.inner + l]',
  leftAlong: 'inner',
  right: 'weight[((t.g + n) * sizes.columns + j) * sizes.inner + l]',
  rightAlong: 'inner',
  store: 'dx[t.g * sizes.towerOfX + i * sizes.columns + j] = sum;',
});
const BY_INPUT = { all: productPrograms(byInput(false)), own: productPrograms(byInput(true)) };

const byWeight = (own: boolean): Product => ({
  key: `linear by weight${own ? ' own' : ''}`,
  reads: { x: 'f32', dy: 'f32', ...starts(own) },
  writes: { sums: 'f32' },
  sizes: ['rows', 'inner', 'columns', 'towerOfX', 'towerOfY', 'towers', 'chunk', 'weightAt', 'biasAt', 'pitch'],
  task: sumOverRows(own),
  left: 'x[t.g * sizes.towerOfX + l * sizes.rows + i]',
  leftAlong: 'rows',
  right: 'dy[t.g * sizes.towerOfY + l * sizes.columns + j]',
  rightAlong: 'columns',
  store: 'sums[sizes.weightAt + t.part * sizes.pitch + (t.g * sizes.rows + i) * sizes.columns + j] = sum;',
  storeColumn: 'sums[sizes.biasAt + t.part * sizes.pitch + t.g * sizes.columns + j] = sum;',
});
const BY_WEIGHT = { all: productPrograms(byWeight(false)), own: productPrograms(byWeight(true)) };
const SUM = sumOfParts(['dWeight', 'dBias']);

/** Tiles for a batch of so many rows: of all of them for each tower, or of each domain's own. */
function rowTiles(rows: number, side: number, towers: number, domains: number | undefined): number {
  return domains === undefined ? Math.ceil(rows / side) * towers : Math.floor(rows / side) + domains + 1;
}

/** y[g] = x[g or 0] weight[g] + bias[g], or without bias; one dispatch. @param x [towersOfX, rows, inner] */
export function runLinear(
  on: Dispatcher,
  { x, weight, bias, starts, y }: { x: Bound; weight: Bound; bias?: Bound | undefined; starts?: Bound | undefined; y: Bound },
  { towersOfX, towers, rows, inner, columns }: { towersOfX: number; towers: number; rows: number; inner: number; columns: number },
): void {
  const own = starts !== undefined;
  const side = tileSide(on, rows, columns, own ? 1 : towers);
  const sizes = {
    rows,
    inner,
    columns,
    towerOfX: towersOfX === 1 ? 0 : rows * inner,
    towerOfY: own ? 0 : rows * columns,
    gathered: 1,
    domains: towers,
    biased: bias ? 1 : 0,
  };
  const bound = { x, weight, bias: bias ?? weight, y, ...(own && { starts }) };
  const tasks = rowTiles(rows, side, towers, own ? towers : undefined) * Math.ceil(columns / side);
  runProduct(on, own ? FORWARD.own : FORWARD.all, side, bound, sizes, tasks);
}

/** dx = dy weight^T, summed over the towers where x has one; one dispatch. @param dy [towers, rows, inner] or, with starts, [1, rows, inner] */
export function runLinearByInput(
  on: Dispatcher,
  { dy, weight, starts, dx }: { dy: Bound; weight: Bound; starts?: Bound | undefined; dx: Bound },
  { towersOfX, towers, rows, inner, columns }: { towersOfX: number; towers: number; rows: number; inner: number; columns: number },
): void {
  const own = starts !== undefined;
  const gathered = !own && towersOfX < towers ? towers : 1;
  const each = gathered > 1 ? 1 : towers;
  const side = tileSide(on, rows, columns, own ? 1 : each);
  const sizes = { rows, inner, columns, towerOfX: own ? 0 : rows * columns, towerOfY: own ? 0 : rows * inner, gathered, domains: towers };
  const tasks = rowTiles(rows, side, each, own ? towers : undefined) * Math.ceil(columns / side);
  runProduct(on, own ? BY_INPUT.own : BY_INPUT.all, side, { dy, weight, dx, ...(own && { starts }) }, sizes, tasks);
}

interface WeightGradient {
  x: TensorInfo;
  dy: TensorInfo;
  starts?: TensorInfo | undefined;
  dWeight: TensorInfo;
  dBias: TensorInfo;
}

/** One dispatch where the sum over the rows is not cut, else two. */
function runLinearByWeight(on: Dispatcher, { x, dy, starts, dWeight, dBias }: WeightGradient): void {
  const own = starts !== undefined;
  const [towersOfX, batch] = x.shape as [number, number];
  const [towers, rows, columns] = dWeight.shape as [number, number, number];
  const side = tileSide(on, rows, columns, towers);
  const tasks = Math.ceil(rows / side) * Math.ceil(columns / side) * towers;
  const parts = partsOfSum(on, batch, tasks);
  const [weights, biases] = [towers * rows * columns, towers * columns];
  const pitch = weights + biases;
  const scratch = parts > 1 ? on.allocate([parts * pitch]) : undefined;
  const whole = scratch ? undefined : together(on, [dWeight, dBias], 'written');
  const [weightAt, biasAt] = (whole?.at ?? [0, weights]) as [number, number];
  const sizes = {
    ...{ rows, inner: batch, columns, towers, weightAt, biasAt, pitch },
    ...{ towerOfX: towersOfX === 1 ? 0 : batch * rows, towerOfY: own ? 0 : batch * columns, chunk: Math.ceil(batch / parts / 16) * 16 },
  };
  const bound = { x, dy, ...(own && { starts }), sums: scratch ?? (whole as Together).piece };
  runProduct(on, own ? BY_WEIGHT.own : BY_WEIGHT.all, side, bound, sizes, tasks * parts);
  whole?.done();
  if (!scratch) return;
  sumParts(on, SUM, scratch, parts, [
    { name: 'dWeight', bound: dWeight, size: weights },
    { name: 'dBias', bound: dBias, size: biases },
  ]);
  on.release(scratch);
}

type Inputs = Record<string, TensorInfo> & { starts?: TensorInfo };

export const LINEAR_KERNELS: WebgpuKernel[] = [
  {
    name: LINEAR,
    programs: (on) => [FORWARD.all, FORWARD.own].flatMap((programs) => programsInUse(programs, on)),
    run: (on, inputs) => {
      const { x, weight, bias, starts } = inputs as Inputs & { x: TensorInfo; weight: TensorInfo; bias: TensorInfo };
      const [towersOfX, rows, inner] = x.shape as [number, number, number];
      const [towers, , columns] = weight.shape as [number, number, number];
      const y = on.allocate([starts ? 1 : towers, rows, columns]);
      runLinear(on, { x, weight, bias, starts, y }, { towersOfX, towers, rows, inner, columns });
      return y;
    },
  },
  {
    name: LINEAR_BY_INPUT,
    programs: (on) => [BY_INPUT.all, BY_INPUT.own].flatMap((programs) => programsInUse(programs, on)),
    run: (on, inputs, attributes) => {
      const { dy, weight, starts } = inputs as Inputs & { dy: TensorInfo; weight: TensorInfo };
      const { towers: towersOfX } = attributes as LinearByInput;
      const [towers, columns, inner] = weight.shape as [number, number, number];
      const rows = dy.shape[1] as number;
      const dx = on.allocate([towersOfX, rows, columns]);
      runLinearByInput(on, { dy, weight, starts, dx }, { towersOfX, towers, rows, inner, columns });
      return dx;
    },
  },
  {
    name: LINEAR_BY_WEIGHT,
    programs: (on) => [...[BY_WEIGHT.all, BY_WEIGHT.own].flatMap((programs) => programsInUse(programs, on)), ...(on.tiled ? [SUM] : [])],
    run: (on, inputs) => {
      const { x, dy, starts, intoWeight, intoBias } = inputs as Inputs & { x: TensorInfo; dy: TensorInfo };
      const [rows, columns] = [x.shape[2] as number, dy.shape[2] as number];
      const towers = starts ? (starts.shape[0] as number) - 1 : (dy.shape[0] as number);
      const dWeight = on.into(intoWeight, [towers, rows, columns]);
      const dBias = on.into(intoBias, [towers, 1, columns]);
      runLinearByWeight(on, { x, dy, starts, dWeight, dBias });
      return [dWeight, dBias];
    },
  },
];
