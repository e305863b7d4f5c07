import type { TensorInfo } from '@tensorflow/tfjs-core';
import { EMBED_GRADIENT, type EmbedGradient } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

/**
 * The gradient by an embedding table: for every row that the batch names, the sum over the places that name it, in an
 * order that the ids alone say. No atomics, no upload, and nothing but the zeros of a table that is not lazy depends on
 * how many rows it has.
 *
 * A place is a slot of a row of the batch; places are numbered slot by slot, so that the ids of one field lie together.
 *
 *  1. Chunks of places are sorted by id, each for itself; places of one id stay in order.
 *  2. Each run of one id in a sorted chunk is cut into pieces that end at multiples of PIECE, and each piece is summed.
 *  3. The first chunk that names an id finds it in those that follow, and adds up the pieces of all its runs.
 */
const CHUNK = 1024;
/** A popular id (a gender has half the batch) has many pieces, each summed by a thread of its own. */
const PIECE = 32;

const SORT_THREADS = 256;
/** Elements of the table that a workgroup sets to 0. */
const ZEROS = 16 * SORT_THREADS;

/**
 * A place's rank in its chunk is the number of places that come before it, counted: as many comparisons as places, but
 * one barrier where sorting networks have dozens. Behind the places: the zeros of a table that is not lazy.
 */
const SORT: Program = {
  key: 'embed gradient sort',
  reads: { ints: 'i32' },
  writes: { sorted: 'u32', table: 'f32' },
  sizes: ['places', 'batch', 'intsWidth', 'column', 'sorting', 'zeros'],
  threads: SORT_THREADS,
  code: `
      var<workgroup> ids: array<u32, ${CHUNK}>;
      fn run(group: u32, thread: u32) {
        if (group >= sizes.sorting) {
          let end = min((group - sizes.sorting + 1u) * ${ZEROS}u, sizes.zeros);
          for (var at = (group - sizes.sorting) * ${ZEROS}u + thread; at < end; at += ${SORT_THREADS}u) { table[at] = 0.0; }
          return;
        }
        let start = group / ${CHUNK / SORT_THREADS}u * ${CHUNK}u;
        let length = min(${CHUNK}u, sizes.places - start);
        for (var i = thread; i < length; i += ${SORT_THREADS}u) {
          let place = start + i;
          ids[i] = u32(ints[place % sizes.batch * sizes.intsWidth + sizes.column + place / sizes.batch]);
        }
        workgroupBarrier();
        let mine = group % ${CHUNK / SORT_THREADS}u * ${SORT_THREADS}u + thread;
        if (mine >= length) { return; }
        let id = ids[mine];
        var rank = 0u;
        for (var i = 0u; i < length; i++) {
          let other = ids[i];
          rank += select(0u, 1u, other < id || (other == id && i < mine));
        }
        sorted[start + rank] = id;
        sorted[sizes.places + start + rank] = start + mine;
      }`,
};

const SUM_THREADS = 64;
/** Columns of an embedding that one thread sums, so that what it looks up serves them all. */
const COLUMNS = 4;

/** WGSL: which sorted place a thread is for, and the first of its columns. */
const WHERE = `
        let index = group * ${SUM_THREADS}u + thread;
        let across = (sizes.width + ${COLUMNS - 1}u) / ${COLUMNS}u;
        let at = index / across;
        if (at >= sizes.places) { return; }
        let column = index % across * ${COLUMNS}u;
        let columns = min(${COLUMNS}u, sizes.width - column);
        let id = sorted[at];
        let first = at % ${CHUNK}u == 0u || sorted[at - 1u] != id;`;

const PIECES: Program = {
  key: 'embed gradient pieces',
  reads: { dy: 'f32', floats: 'f32', sorted: 'u32', fieldOf: 'u32' },
  writes: { pieces: 'f32' },
  sizes: ['places', 'batch', 'width', 'across', 'floatsWidth', 'weighted', 'weightColumn'],
  threads: SUM_THREADS,
  code: `
      fn run(group: u32, thread: u32) {${WHERE}
        if (!first && at % ${PIECE}u != 0u) { return; }
        let end = min(at - at % ${PIECE}u + ${PIECE}u, sizes.places);
        var sum = vec4<f32>();
        for (var i = at; i < end; i++) {
          if (sorted[i] != id) { break; }
          let place = sorted[sizes.places + i];
          let slot = place / sizes.batch;
          let b = place % sizes.batch;
          var weight = 1.0;
          if (sizes.weighted != 0u) { weight = floats[b * sizes.floatsWidth + sizes.weightColumn + slot]; }
          let slope = b * sizes.across + fieldOf[slot] * sizes.width + column;
          for (var c = 0u; c < columns; c++) { sum[c] += weight * dy[slope + c]; }
        }
        for (var c = 0u; c < columns; c++) { pieces[at * sizes.width + column + c] = sum[c]; }
      }`,
};

const ROWS: Program = {
  key: 'embed gradient rows',
  reads: { sorted: 'u32', pieces: 'f32' },
  writes: { table: 'f32' },
  sizes: ['places', 'width'],
  threads: SUM_THREADS,
  code: `
      /** The first of the sorted places start .. end - 1 whose id is not below this one; end: there is none. */
      fn find(start: u32, end: u32, id: u32) -> u32 {
        var low = start;
        var high = end;
        while (low < high) {
          let middle = (low + high) / 2u;
          if (sorted[middle] < id) { low = middle + 1u; } else { high = middle; }
        }
        return low;
      }
      fn run(group: u32, thread: u32) {${WHERE}
        if (!first) { return; }
        let own = at - at % ${CHUNK}u;
        for (var start = 0u; start < own; start += ${CHUNK}u) {
          if (sorted[start] > id || sorted[start + ${CHUNK - 1}u] < id) { continue; }
          // An earlier chunk names the id, and sums it.
          if (sorted[find(start, start + ${CHUNK}u, id)] == id) { return; }
        }
        var sum = vec4<f32>();
        for (var start = own; start < sizes.places; start += ${CHUNK}u) {
          let end = min(start + ${CHUNK}u, sizes.places);
          var i = at;
          if (start != own) {
            if (sorted[start] > id || sorted[end - 1u] < id) { continue; }
            i = find(start, end, id);
          }
          while (i < end) {
            if (sorted[i] != id) { break; }
            for (var c = 0u; c < columns; c++) { sum[c] += pieces[i * sizes.width + column + c]; }
            i = i - i % ${PIECE}u + ${PIECE}u;
          }
        }
        for (var c = 0u; c < columns; c++) { table[id * sizes.width + column + c] = sum[c]; }
      }`,
};

export const EMBED_GRADIENT_KERNEL: WebgpuKernel = {
  name: EMBED_GRADIENT,
  programs: () => [SORT, PIECES, ROWS],
  run: (on, inputs, attributes) => {
    const { dy, ints, floats, into } = inputs as Record<'dy' | 'ints' | 'floats', TensorInfo> & { into?: TensorInfo };
    const { rows, lazy, column, slots, weightColumn, dense } = attributes as EmbedGradient;
    const [batch, intsWidth] = ints.shape as [number, number];
    const [floatsWidth, across] = [floats.shape[1] as number, dy.shape[2] as number];
    const width = (across - dense) / slots.length;
    const fieldOf = slots.flatMap((count, f) => Array.from({ length: count }, () => f));
    const places = batch * fieldOf.length;

    const table = on.into(into, [rows, width]);
    const [sorted, pieces] = [on.allocate([2 * places], 'int32'), on.allocate([places, width])];
    const zeros = lazy ? 0 : rows * width;
    const sorting = Math.ceil(places / CHUNK) * (CHUNK / SORT_THREADS);
    on.run(SORT, { ints, sorted, table }, { places, batch, intsWidth, column, sorting, zeros }, sorting + Math.ceil(zeros / ZEROS));
    const groups = Math.ceil((places * Math.ceil(width / COLUMNS)) / SUM_THREADS);
    const weights = { weighted: weightColumn < 0 ? 0 : 1, weightColumn: Math.max(weightColumn, 0) };
    on.run(PIECES, { dy, floats, sorted, fieldOf: on.constant(fieldOf), pieces }, { places, batch, width, across, floatsWidth, ...weights }, groups);
    on.run(ROWS, { sorted, pieces, table }, { places, width }, groups);
    for (const scratch of [sorted, pieces]) on.release(scratch);
    return table;
  },
};
