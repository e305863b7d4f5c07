import type { Bound, Dispatcher, Element, Program } from '../program';

/**
 * Matrix products, as the kernels ask for them: which tiles of results there are, where the factors' elements lie and
 * where sums go is theirs to say; how a tile is computed is said here, in two ways.
 *
 * - Tiled, for hardware: a workgroup brings the factors into workgroup memory piece by piece, and each thread sums a
 *   4 x 4 square from there.
 * - In registers, for software adapters, which run a workgroup's threads one after the other, so that each barrier costs
 *   a switch of all of them: every thread sums a 4 x 4 square on its own, straight from the buffers.
 */
export interface Product {
  key: string;
  reads: Record<string, Element>;
  writes: Record<string, Element>;
  sizes: readonly string[];
  /**
   * WGSL: `fn task(index: u32) -> Task`, which part of the results the tile of that index is. TILE is a tile's side, and
   * `tilesOf(n)` how many of them n rows or columns take. A task without rows is skipped.
   */
  task: string;
  /** WGSL expression: element (i, l) of the left factor, for task `t` and its gathered product `n`. */
  left: string;
  /** Which of its indices has neighbours in memory. */
  leftAlong: 'rows' | 'inner';
  /** WGSL expression: element (l, j) of the right factor. */
  right: string;
  rightAlong: 'columns' | 'inner';
  /** WGSL statement: what is done with `sum`, result (i, j) of task `t`. */
  store: string;
  /** WGSL statement: what is done with `sum`, the sum over the inner index of the right factor's column j; for tiles whose row is 0. */
  storeColumn?: string;
  /** WGSL statements for workgroups behind those of the product: work that can be done at the same time, on `after`, the number of the thread among them. */
  beside?: string;
}

/**
 * A product's `task`: the tiles of all rows and columns of each group in turn, by the sizes `rows`, `columns` and `inner`.
 *
 * @param gathered WGSL expression: how many products are added up in a result
 */
export const tilesOfEachGroup = (gathered: string): string => `
    fn task(index: u32) -> Task {
      let across = tilesOf(sizes.columns);
      let down = tilesOf(sizes.rows);
      var t: Task;
      t.g = index / (across * down);
      t.row = index / across % down * TILE;
      t.rowEnd = min(t.row + TILE, sizes.rows);
      t.column = index % across * TILE;
      t.columnEnd = min(t.column + TILE, sizes.columns);
      t.innerEnd = sizes.inner;
      t.gathered = ${gathered};
      return t;
    }`;

/** Threads of a workgroup that computes in registers, each with its own tile. */
const THREADS = 64;
/** Side of the square that a thread sums. */
const SQUARE = 4;
/** Inner elements that a tiled workgroup brings in at a time. */
const DEPTH = 16;
/** Inner elements that are summed up before the sum is added to the total, which keeps long sums precise. */
const BLOCK = 128;
/** Fewer workgroups than this leave a GPU idle: then tiles are smaller, and long sums are split. */
const FEW_GROUPS = 128;

export interface ProductPrograms {
  registers: Program;
  tiled: Record<32 | 64, Program>;
}

export function productPrograms(product: Product): ProductPrograms {
  return { registers: inRegisters(product), tiled: { 32: tiled(product, 32), 64: tiled(product, 64) } };
}

/** The programs that an engine may come to use. */
export function programsInUse({ registers, tiled: tiles }: ProductPrograms, dispatcher: Dispatcher): Program[] {
  return dispatcher.tiled ? [tiles[32], tiles[64]] : [registers];
}

/** The side of the tiles for so many rows and columns, `times` over. */
export function tileSide(dispatcher: Dispatcher, rows: number, columns: number, times: number): 4 | 32 | 64 {
  if (!dispatcher.tiled) return SQUARE;
  return Math.ceil(rows / 64) * Math.ceil(columns / 64) * times < FEW_GROUPS ? 32 : 64;
}

/**
 * In how many parts a sum over `inner` elements is cut: hardware wants many workgroups, and a long sum is precise only
 * in parts.
 *
 * @param tasks tiles of results
 */
export function partsOfSum(dispatcher: Dispatcher, inner: number, tasks: number): number {
  if (!dispatcher.tiled) return 1;
  const longest = 8 * BLOCK;
  return Math.max(Math.ceil(inner / longest), Math.min(Math.ceil((2 * FEW_GROUPS) / tasks), Math.ceil(inner / BLOCK)));
}

/** @param tasks tiles of side `side`; @param beside threads of work beside the product */
export function runProduct(
  dispatcher: Dispatcher,
  { registers, tiled: tiles }: ProductPrograms,
  side: 4 | 32 | 64,
  bound: Record<string, Bound>,
  sizes: Record<string, number>,
  tasks: number,
  beside = 0,
): void {
  const program = side === SQUARE ? registers : tiles[side];
  const groups = side === SQUARE ? Math.ceil(tasks / THREADS) : tasks;
  dispatcher.run(program, bound, { ...sizes, tasks }, groups + Math.ceil(beside / program.threads));
}

const range = (n: number, line: (q: number) => string, between = '\n        ') => Array.from({ length: n }, (_, q) => line(q)).join(between);

function shared({ task, left, right, store, storeColumn, beside }: Product, side: number): string {
  return `
    const TILE = ${side}u;
    /** Rows row .. rowEnd - 1 and columns column .. columnEnd - 1 of tower g; sums over inner .. innerEnd - 1, for each of so many gathered products. */
    struct Task { g: u32, part: u32, row: u32, rowEnd: u32, column: u32, columnEnd: u32, inner: u32, innerEnd: u32, gathered: u32 }
    fn tilesOf(n: u32) -> u32 { return (n + TILE - 1u) / TILE; }
    ${task}
    fn left(t: Task, n: u32, i: u32, l: u32) -> f32 { return ${left}; }
    fn right(t: Task, n: u32, l: u32, j: u32) -> f32 { return ${right}; }
    fn store(t: Task, i: u32, j: u32, sum: f32) { ${store} }
    ${storeColumn ? `fn storeColumn(t: Task, j: u32, sum: f32) { ${storeColumn} }` : ''}
    ${beside ? `fn beside(after: u32) { ${beside} }` : ''}`;
}

const STORE_SQUARE = range(
  SQUARE,
  (q) => `
        if (i${q} < t.rowEnd) {
          for (var c = 0u; c < ${SQUARE}u; c++) {
            if (j0 + c < t.columnEnd) { store(t, i${q}, j0 + c, sum${q}[c]); }
          }
        }`,
);

function inRegisters(product: Product): Program {
  const last = (q: number) => `let at${q} = min(i${q}, t.rowEnd - 1u); let from${q} = min(j0 + ${q}u, t.columnEnd - 1u);`;
  return {
    key: `${product.key} in registers`,
    reads: product.reads,
    writes: product.writes,
    sizes: ['tasks', ...product.sizes],
    threads: THREADS,
    code: `${shared(product, SQUARE)}
      fn run(group: u32, thread: u32) {
        let index = group * ${THREADS}u + thread;
        ${product.beside ? `let before = (sizes.tasks + ${THREADS - 1}u) / ${THREADS}u;\n        if (group >= before) { beside(index - before * ${THREADS}u); return; }` : ''}
        if (index >= sizes.tasks) { return; }
        let t = task(index);
        if (t.row >= t.rowEnd) { return; }
        let j0 = t.column;
        ${range(SQUARE, (q) => `let i${q} = t.row + ${q}u;`)}
        // Rows and columns beyond the edge read the last ones again and are not stored.
        ${range(SQUARE, last)}
        ${range(SQUARE, (q) => `var sum${q} = vec4<f32>();`)}
        var column = vec4<f32>();
        for (var n = 0u; n < t.gathered; n++) {
          for (var start = t.inner; start < t.innerEnd; start += ${BLOCK}u) {
            ${range(SQUARE, (q) => `var part${q} = vec4<f32>();`)}
            var partOfColumn = vec4<f32>();
            for (var l = start; l < min(start + ${BLOCK}u, t.innerEnd); l++) {
              let y = vec4<f32>(${range(SQUARE, (q) => `right(t, n, l, from${q})`, ', ')});
              ${range(SQUARE, (q) => `part${q} += left(t, n, at${q}, l) * y;`)}
              partOfColumn += y;
            }
            ${range(SQUARE, (q) => `sum${q} += part${q};`)}
            column += partOfColumn;
          }
        }
        ${STORE_SQUARE}
        ${
          product.storeColumn
            ? `if (t.row == 0u) {
          for (var c = 0u; c < ${SQUARE}u; c++) {
            if (j0 + c < t.columnEnd) { storeColumn(t, j0 + c, column[c]); }
          }
        }`
            : ''
        }
      }`,
  };
}

function tiled(product: Product, side: 32 | 64): Program {
  // Threads across a tile and down it, and squares of four.
  const across = side / SQUARE;
  const threads = across * across;
  // One more than a tile is wide: what neighbouring threads write one below the other lies in different banks.
  const pitch = across + 1;
  const bring = (tile: string, along: boolean, element: (q: number) => string, inside: (q: number) => string) => `
            for (var e = thread; e < ${across * DEPTH}u; e += ${threads}u) {
              ${along ? `let l = e % ${DEPTH}u; let square = e / ${DEPTH}u;` : `let square = e % ${across}u; let l = e / ${across}u;`}
              var values = vec4<f32>();
              if (start + l < t.innerEnd) {
                ${range(SQUARE, (q) => `if (${inside(q)}) { values[${q}] = ${element(q)}; }`)}
              }
              ${tile}[l * ${pitch}u + square] = values;
            }`;
  const at = (first: string, q: number) => `${first} + square * ${SQUARE}u + ${q}u`;
  return {
    key: `${product.key} tiled ${side}`,
    reads: product.reads,
    writes: product.writes,
    sizes: ['tasks', ...product.sizes],
    threads,
    code: `${shared(product, side)}
      var<workgroup> leftTile: array<vec4<f32>, ${DEPTH * pitch}>;
      var<workgroup> rightTile: array<vec4<f32>, ${DEPTH * pitch}>;
      fn run(group: u32, thread: u32) {
        ${product.beside ? `if (group >= sizes.tasks) { beside((group - sizes.tasks) * ${threads}u + thread); return; }` : ''}
        let t = task(group);
        if (t.row >= t.rowEnd) { return; }
        let down = thread / ${across}u;
        let right0 = thread % ${across}u;
        ${range(SQUARE, (q) => `var sum${q} = vec4<f32>();`)}
        var column = vec4<f32>();
        for (var n = 0u; n < t.gathered; n++) {
          for (var start = t.inner; start < t.innerEnd; start += ${DEPTH}u) {
            ${bring(
              'leftTile',
              product.leftAlong === 'inner',
              (q) => `left(t, n, ${at('t.row', q)}, start + l)`,
              (q) => `${at('t.row', q)} < t.rowEnd`,
            )}
            ${bring(
              'rightTile',
              product.rightAlong === 'inner',
              (q) => `right(t, n, start + l, ${at('t.column', q)})`,
              (q) => `${at('t.column', q)} < t.columnEnd`,
            )}
            workgroupBarrier();
            for (var l = 0u; l < ${DEPTH}u; l++) {
              let x = leftTile[l * ${pitch}u + down];
              let y = rightTile[l * ${pitch}u + right0];
              ${range(SQUARE, (q) => `sum${q} += x[${q}] * y;`)}
            }
            ${product.storeColumn ? `for (var l = down; l < ${DEPTH}u; l += ${across}u) { column += rightTile[l * ${pitch}u + right0]; }` : ''}
            workgroupBarrier();
          }
        }
        let j0 = t.column + right0 * ${SQUARE}u;
        ${range(SQUARE, (q) => `let i${q} = t.row + down * ${SQUARE}u + ${q}u;`)}
        ${STORE_SQUARE}
        ${
          product.storeColumn
            ? `// Each row of threads has summed its share of the inner elements.
        leftTile[down * ${pitch}u + right0] = column;
        workgroupBarrier();
        if (t.row == 0u && down == 0u) {
          var sum = vec4<f32>();
          for (var d = 0u; d < ${across}u; d++) { sum += leftTile[d * ${pitch}u + right0]; }
          for (var c = 0u; c < ${SQUARE}u; c++) {
            if (j0 + c < t.columnEnd) { storeColumn(t, j0 + c, sum[c]); }
          }
        }`
            : ''
        }
      }`,
  };
}
