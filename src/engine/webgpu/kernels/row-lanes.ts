import type { Dispatcher, Program } from '../program';

/** Threads that share a row: on hardware several, whose loads lie side by side; on a software adapter one, which waits for nobody. */
const LANES = { hardware: 16, software: 1 } as const;

/** A program for each adapter, given a row's threads, and which of them an engine runs. */
export function forEachLanes(make: (lanes: number) => Program): (on: Dispatcher) => Program {
  const [hardware, software] = [LANES.hardware, LANES.software].map((lanes) => {
    const program = make(lanes);
    return { ...program, key: `${program.key}, ${lanes} lanes` };
  });
  return (on) => (on.tiled ? hardware : software) as Program;
}

/** Workgroups for so many rows. @param threads of a workgroup */
export const groupsOfRows = (on: Dispatcher, rows: number, threads: number): number =>
  Math.ceil((rows * (on.tiled ? LANES.hardware : LANES.software)) / threads);

/**
 * WGSL: `rowTotal(thread, value)`, the sum over the neighbouring threads that share a row, for every one of them; all threads of
 * the workgroup must call it.
 *
 * @param threads of a workgroup
 * @param lanes of them that share a row; 1: there is nothing to wait for
 */
export const rowTotal = (threads: number, lanes: number): string =>
  lanes === 1
    ? `
    fn rowTotal(thread: u32, value: f32) -> f32 { return value; }`
    : `
    var<workgroup> lanes: array<f32, ${threads}>;
    fn rowTotal(thread: u32, value: f32) -> f32 {
      workgroupBarrier();
      lanes[thread] = value;
      workgroupBarrier();
      var sum = 0.0;
      for (var l = 0u; l < ${lanes}u; l++) { sum += lanes[thread / ${lanes}u * ${lanes}u + l]; }
      return sum;
    }`;
