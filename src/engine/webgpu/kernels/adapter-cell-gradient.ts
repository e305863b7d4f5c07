import type { TensorInfo } from '@tensorflow/tfjs-core';
import { ADAPTER_CELL_GRADIENT, type AdapterCell } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Dispatcher } from '../program';
import { type Together, together } from '../together';
import { over, refuseWider, type Tensors, VECTORS } from './adapter-cell';
import { forEachCrew } from './lanes';
import { runLinearByInput } from './linear';
import { type Product, partsOfSum, productPrograms, runProduct } from './product';
import { sumOfParts, sumParts } from './sum-parts';

/** The way back for one row of one tower, from the gradient by t5 to that by t1. */
const ROWS_BACK = forEachCrew((crew) => ({
  key: 'adapter cell rows back',
  reads: { dt5: 'f32', h: 'f32', v1: 'f32', u2: 'f32', a: 'f32' },
  writes: { back: 'f32' },
  sizes: ['batch', 'k', 'r', 'innerAt', 'dt4At', 'dt2At', 'scale: f32'],
  threads: crew.threads,
  code: `${VECTORS}
      fn run(row: u32, thread: u32) {
        let ofK = row * sizes.k;
        let ofH = row % sizes.batch * sizes.k * sizes.k;
        ${over(crew, 'k', 'turned[j] = dt5[ofK + j];')}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.k; i++) { sum += turned[i] * h[ofH + j * sizes.k + i]; }
          sum *= sizes.scale;
          narrow[j] = sum;
          back[sizes.dt4At + ofK + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'r',
          `for (var i = 0u; i < sizes.k; i++) { sum += narrow[i] * u2[j * sizes.k + i]; }
          let open = a[row * sizes.r + j];
          sum *= open * (1.0 - open);
          inner[j] = sum;
          back[sizes.innerAt + row * sizes.r + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.r; i++) { sum += inner[i] * v1[j * sizes.r + i]; }
          turned[j] = sum;
          back[sizes.dt2At + ofK + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.k; i++) { sum += turned[i] * h[ofH + j * sizes.k + i]; }
          back[ofK + j] = sum * sizes.scale;`,
        )}
      }`,
}));

/** dz = dt1 U1^T (and `plus`), and beside it dH, the outer products of each row's vectors, summed over its towers. */
const byInputs = (plus: boolean): Product => ({
  key: `adapter cell by inputs${plus ? ', plus' : ''}`,
  reads: { back: 'f32', u1: 'f32', t1: 'f32', t4: 'f32', dt5: 'f32', ...(plus && { plus: 'f32' }) },
  writes: { dz: 'f32', dh: 'f32' },
  sizes: ['rows', 'columns', 'k', 'batch', 'towers', 'dt2At', 'scale: f32'],
  task: `
    fn task(index: u32) -> Task {
      let across = tilesOf(sizes.columns);
      var t: Task;
      t.row = index / across * TILE;
      t.rowEnd = min(t.row + TILE, sizes.rows);
      t.column = index % across * TILE;
      t.columnEnd = min(t.column + TILE, sizes.columns);
      t.innerEnd = sizes.k;
      t.gathered = 1u;
      return t;
    }`,
  left: 'back[i * sizes.k + l]',
  leftAlong: 'inner',
  right: 'u1[j * sizes.k + l]',
  rightAlong: 'inner',
  store: `dz[i * sizes.columns + j] = sum${plus ? ' + plus[i * sizes.columns + j]' : ''};`,
  beside: `
      let each = sizes.k * sizes.k;
      if (after >= sizes.batch * each) { return; }
      let b = after / each;
      let i = after % each / sizes.k;
      let j = after % sizes.k;
      var sum = 0.0;
      for (var g = 0u; g < sizes.towers; g++) {
        let ofRow = (g * sizes.batch + b) * sizes.k;
        sum += t4[ofRow + i] * dt5[ofRow + j] + t1[ofRow + i] * back[sizes.dt2At + ofRow + j];
      }
      dh[after] = sum * sizes.scale;`,
});
const BY_INPUTS = { alone: productPrograms(byInputs(false)), plus: productPrograms(byInputs(true)) };

/** The shared weights' gradients, four products over all rows of all towers: dU1 = z^T dt1, dV1 = t2^T dinner, dU2 = a^T dt4, dV2 = t5^T du. */
const byWeights: Product = {
  key: 'adapter cell by weights',
  reads: { z: 'f32', t2: 'f32', a: 'f32', t5: 'f32', du: 'f32', back: 'f32' },
  writes: { sums: 'f32' },
  sizes: [
    ...['m', 'k', 'r', 'inner', 'chunk', 'innerAt', 'dt4At', 'pitch'],
    ...['u1At', 'v1At', 'u2At', 'v2At', 'b1At', 'b2At', 'tilesOfU1', 'tilesOfV1', 'tilesOfU2', 'tilesOfV2'],
  ],
  task: `
    /** Of which product and part a task is: its place among the tiles of all four. */
    fn task(index: u32) -> Task {
      let all = sizes.tilesOfU1 + sizes.tilesOfV1 + sizes.tilesOfU2 + sizes.tilesOfV2;
      var tile = index % all;
      var rows = sizes.m;
      var columns = sizes.k;
      var t: Task;
      t.part = index / all;
      if (tile >= sizes.tilesOfU1) { tile -= sizes.tilesOfU1; t.g = 1u; rows = sizes.k; columns = sizes.r; }
      if (t.g == 1u && tile >= sizes.tilesOfV1) { tile -= sizes.tilesOfV1; t.g = 2u; rows = sizes.r; columns = sizes.k; }
      if (t.g == 2u && tile >= sizes.tilesOfU2) { tile -= sizes.tilesOfU2; t.g = 3u; rows = sizes.k; columns = sizes.m; }
      let across = tilesOf(columns);
      t.row = tile / across * TILE;
      t.rowEnd = min(t.row + TILE, rows);
      t.column = tile % across * TILE;
      t.columnEnd = min(t.column + TILE, columns);
      t.inner = t.part * sizes.chunk;
      t.innerEnd = min(t.inner + sizes.chunk, sizes.inner);
      t.gathered = 1u;
      return t;
    }
    fn leftOf(g: u32, i: u32, l: u32) -> f32 {
      switch (g) {
        case 0u: { return z[l * sizes.m + i]; }
        case 1u: { return t2[l * sizes.k + i]; }
        case 2u: { return a[l * sizes.r + i]; }
        default: { return t5[l * sizes.k + i]; }
      }
    }
    fn rightOf(g: u32, l: u32, j: u32) -> f32 {
      switch (g) {
        case 0u: { return back[l * sizes.k + j]; }
        case 1u: { return back[sizes.innerAt + l * sizes.r + j]; }
        case 2u: { return back[sizes.dt4At + l * sizes.k + j]; }
        default: { return du[l * sizes.m + j]; }
      }
    }`,
  left: 'leftOf(t.g, i, l)',
  leftAlong: 'rows',
  right: 'rightOf(t.g, l, j)',
  rightAlong: 'columns',
  store: `
      let to = t.part * sizes.pitch;
      switch (t.g) {
        case 0u: { sums[to + sizes.u1At + i * sizes.k + j] = sum; }
        case 1u: { sums[to + sizes.v1At + i * sizes.r + j] = sum; }
        case 2u: { sums[to + sizes.u2At + i * sizes.k + j] = sum; }
        default: { sums[to + sizes.v2At + i * sizes.m + j] = sum; }
      }`,
  storeColumn: `
      let to = t.part * sizes.pitch;
      if (t.g == 1u) { sums[to + sizes.b1At + j] = sum; }
      if (t.g == 3u) { sums[to + sizes.b2At + j] = sum; }`,
};
const BY_WEIGHTS = productPrograms(byWeights);
const OUTPUTS = ['u1', 'v1', 'u2', 'v2', 'b1', 'b2'] as const;
const SUM = sumOfParts(OUTPUTS.map((name) => `d${name}`));

export const ADAPTER_CELL_GRADIENT_KERNEL: WebgpuKernel = {
  name: ADAPTER_CELL_GRADIENT,
  // Training always adds the residual's gradient.
  programs: (on) => [ROWS_BACK(on), ...(on.tiled ? [BY_INPUTS.plus.tiled[32], BY_WEIGHTS.tiled[32], SUM] : [BY_INPUTS.plus.registers, BY_WEIGHTS.registers])],
  run: (on, inputs, attributes) => {
    const given = inputs as Tensors<'du' | 'z' | 'h' | 'u1' | 'v1' | 'u2' | 'v2' | 't1' | 't2' | 'a' | 't4' | 't5'>;
    const { du, z, h, u1, v1, u2, v2, t1, t2, a, t4, t5 } = given;
    const { intoU1, intoV1, intoU2, intoV2, intoB1, intoB2 } = inputs as Record<string, TensorInfo | undefined>;
    const { scale } = attributes as AdapterCell;
    const [towers, batch, m] = z.shape as [number, number, number];
    const [k, r] = v1.shape as [number, number];
    refuseWider(k, r);
    const rows = towers * batch;

    const dt5 = on.allocate([rows, k]);
    runLinearByInput(on, { dy: du, weight: v2, dx: dt5 }, { towersOfX: 1, towers: 1, rows, inner: m, columns: k });

    // By t1, by what the sigmoid is taken of, by t4 and by t2, one after the other.
    const back = on.allocate([rows * (3 * k + r)]);
    const [innerAt, dt4At, dt2At] = [rows * k, rows * (k + r), rows * (2 * k + r)];
    on.run(ROWS_BACK(on), { dt5, h, v1, u2, a, back }, { batch, k, r, innerAt, dt4At, dt2At, scale }, rows);

    const [dz, dh] = [on.allocate(z.shape), on.allocate(h.shape)];
    const side = on.tiled ? 32 : 4;
    const tiles = (height: number, width: number) => Math.ceil(height / side) * Math.ceil(width / side);
    const { plus } = inputs as Record<string, TensorInfo | undefined>;
    const [programs, added] = plus ? [BY_INPUTS.plus, { plus }] : [BY_INPUTS.alone, {}];
    runProduct(
      on,
      programs,
      side,
      { back, u1, t1, t4, dt5, dz, dh, ...added },
      { rows, columns: m, k, batch, towers, dt2At, scale },
      tiles(rows, m),
      batch * k * k,
    );

    const outputs = [
      on.into(intoU1, [m, k]),
      on.into(intoV1, [k, r]),
      on.into(intoU2, [r, k]),
      on.into(intoV2, [k, m]),
      on.into(intoB1, [r]),
      on.into(intoB2, [m]),
    ];
    runByWeights(on, { z, t2, a, t5, du, back }, outputs, { m, k, r, inner: rows, innerAt, dt4At }, tiles);
    for (const scratch of [dt5, back]) on.release(scratch);
    return [dz, dh, ...outputs];
  },
};

function runByWeights(
  on: Dispatcher,
  read: Tensors<'z' | 't2' | 'a' | 't5' | 'du' | 'back'>,
  outputs: TensorInfo[],
  shape: { m: number; k: number; r: number; inner: number; innerAt: number; dt4At: number },
  tiles: (height: number, width: number) => number,
): void {
  const { m, k, r, inner } = shape;
  const counts = { tilesOfU1: tiles(m, k), tilesOfV1: tiles(k, r), tilesOfU2: tiles(r, k), tilesOfV2: tiles(k, m) };
  const tasks = Object.values(counts).reduce((a, b) => a + b, 0);
  const parts = partsOfSum(on, inner, tasks);
  const elements = [m * k, k * r, r * k, k * m, r, m];
  const pitch = elements.reduce((a, b) => a + b, 0);
  const scratch = parts > 1 ? on.allocate([parts * pitch]) : undefined;
  const whole = scratch ? undefined : together(on, outputs, 'written');
  let before = 0;
  const at = OUTPUTS.map((name, i) => {
    const place = whole ? (whole.at[i] as number) : before;
    before += elements[i] as number;
    return [`${name}At`, place];
  });
  const sizes = { ...shape, ...counts, chunk: Math.ceil(inner / parts / 16) * 16, pitch, ...Object.fromEntries(at) };
  runProduct(on, BY_WEIGHTS, on.tiled ? 32 : 4, { ...read, sums: scratch ?? (whole as Together).piece }, sizes, tasks * parts);
  whole?.done();
  if (!scratch) return;
  const ends = OUTPUTS.map((name, i) => ({ name: `d${name}`, bound: outputs[i] as TensorInfo, size: elements[i] as number }));
  sumParts(on, SUM, scratch, parts, ends);
  on.release(scratch);
}
