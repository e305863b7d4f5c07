import type { Dispatcher, Program } from '../program';

/**
 * Sums over rows: a workgroup takes some columns and all rows of them, in lanes, so that a sum stays within the workgroup
 * and neighbouring threads read neighbouring columns.
 */
export const COLUMNS = 8;

/**
 * How many threads work together. Hardware hides the time of a load behind those of other threads; a software adapter
 * runs a workgroup's threads one after the other and switches between all of them at each barrier, so that few are faster
 * (2.5 times in a norm of 512 rows).
 */
export interface Crew {
  /** Threads that share a column of rows. */
  lanes: number;
  /** Threads that share a row. */
  threads: number;
}
const CREWS: Record<'hardware' | 'software', Crew> = { hardware: { lanes: 32, threads: 64 }, software: { lanes: 2, threads: 16 } };

/** A program for each crew, and which of them an engine runs. */
export function forEachCrew(make: (crew: Crew) => Program): (on: Dispatcher) => Program {
  const [hardware, software] = [make(CREWS.hardware), make(CREWS.software)].map((program) => ({
    ...program,
    key: `${program.key}, ${program.threads} threads`,
  }));
  return (on) => (on.tiled ? hardware : software) as Program;
}

/** WGSL: the sum over a column's lanes, for every thread of it; all threads of the workgroup must call it. */
export const total = ({ lanes }: Crew) => `
    var<workgroup> ofLanes: array<vec2<f32>, ${COLUMNS * lanes}>;
    fn total(thread: u32, value: vec2<f32>) -> vec2<f32> {
      workgroupBarrier();
      ofLanes[thread] = value;
      workgroupBarrier();
      var sum = vec2<f32>();
      for (var lane = 0u; lane < ${lanes}u; lane++) { sum += ofLanes[lane * ${COLUMNS}u + thread % ${COLUMNS}u]; }
      return sum;
    }`;

/**
 * WGSL: a loop over the rows of the lane `lane`, four of them at a time, whose loads do not wait for each other.
 *
 * @param line what is done with row `b` as the `q`th of four
 */
export const overRows = ({ lanes }: Crew, until: string, line: (q: number) => string) => `
        for (var first = lane; first < ${until}; first += ${4 * lanes}u) {
          ${[0, 1, 2, 3].map((q) => `{ let b = first + ${q * lanes}u; ${line(q)} }`).join('\n          ')}
        }`;

/**
 * WGSL: for each of some groups, two sums over the rows of each column: `made.x` and `made.y` of column `column` of group `g`. All but one
 * thread of a column go home. It needs `total`; `sizes` has `rows` and `width`.
 *
 * @param line adds what row `b` of column `j` gives to the sums of these names
 */
export const columnSums = (crew: Crew, line: (one: string, other: string) => string) => `
        let across = (sizes.width + ${COLUMNS - 1}u) / ${COLUMNS}u;
        let g = group / across;
        let column = group % across * ${COLUMNS}u + thread % ${COLUMNS}u;
        let j = min(column, sizes.width - 1u);
        let lane = thread / ${COLUMNS}u;
        var ones = vec4<f32>();
        var others = vec4<f32>();
        ${overRows(crew, 'sizes.rows', (q) => `if (b < sizes.rows) { ${line(`ones[${q}]`, `others[${q}]`)} }`)}
        let made = total(thread, vec2<f32>(dot(ones, vec4<f32>(1.0)), dot(others, vec4<f32>(1.0))));
        if (lane != 0u || column >= sizes.width) { return; }`;
