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
