import type { EngineName } from '../../protocol/engine';

/** As many as the processor's engine ever has threads. */
export const MOST_LANES = 8;

/** On a GPU. */
const MOST_GPU_LANES = 4;

/** What all lanes together may hold of a table: each has its own. */
const MOST_BYTES = 2 ** 30;
/** Of a cell, as it is read and as it is encoded. */
const BYTES_OF_CELL = 8;

/**
 * How many runs are trained side by side where the person has not said so.
 *
 * On the processor one for each core, a thread each: threads of one run wait for each other at every kernel, runs do not. Two runs side by
 * side beside one after the other with two threads, in turns on two cores that had much other work (`npm run bench -- --only lanes`):
 * the default model 1.5 times as fast (1.2 to 2.2, eight turns), that of the MovieLens recipe, whose kernels are long, 1.04 times (0.8 to
 * 1.5, five turns).
 *
 * A GPU has up to four. It does the steps of several runs in turn, but a step of a small model takes longer to hand over than to compute:
 * two lanes of the default model were 1.8 times as fast as one, and four 2.8 times (an NVIDIA H100 beside 16 cores). A software GPU has one,
 * which takes all cores.
 *
 * @param onGpu whether WebGPU runs on a GPU here
 * @param size of the table, with the number of its columns; undefined where that is not known, and two of it may be too much
 */
export function usualLanes(engine: EngineName, onGpu: boolean, cores: number, size: { rows: number; columns: number } | undefined): number {
  if ((engine === 'webgpu' && !onGpu) || !size) return 1;
  const fit = Math.floor(MOST_BYTES / (size.rows * size.columns * BYTES_OF_CELL));
  return Math.max(1, Math.min(cores, engine === 'webgpu' ? MOST_GPU_LANES : MOST_LANES, fit));
}

/** Threads of each lane: all cores are used, and none twice. */
export const threadsOfLane = (lanes: number, cores: number): number => Math.max(1, Math.floor(cores / lanes));
