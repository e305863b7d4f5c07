import type { Bound, Dispatcher, Program } from '../program';

const THREADS = 64;

/**
 * The second half of a sum that was cut into parts: every part holds all outputs, one after the other, and each output's
 * elements are added up over the parts in order.
 */
export function sumOfParts(outputs: readonly string[]): Program {
  let before = '0u';
  const store = outputs.map((name) => {
    const line = `if (at < sizes.${name}End) { ${name}[at - ${before}] = sum; return; }`;
    before = `sizes.${name}End`;
    return line;
  });
  return {
    key: `sum of parts ${outputs.join()}`,
    reads: { parts: 'f32' },
    writes: Object.fromEntries(outputs.map((name) => [name, 'f32' as const])),
    sizes: ['parts', ...outputs.map((name) => `${name}End`)],
    threads: THREADS,
    code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        let size = ${before};
        if (at >= size) { return; }
        var sum = 0.0;
        for (var p = 0u; p < sizes.parts; p++) { sum += parts[p * size + at]; }
        ${store.join('\n        ')}
      }`,
  };
}

/** @param outputs in the order that the program was made with, and elements of each */
export function sumParts(on: Dispatcher, program: Program, parts: Bound, count: number, outputs: { name: string; bound: Bound; size: number }[]): void {
  const sizes: Record<string, number> = { parts: count };
  const bound: Record<string, Bound> = { parts };
  let end = 0;
  for (const { name, bound: output, size } of outputs) {
    end += size;
    sizes[`${name}End`] = end;
    bound[name] = output;
  }
  on.run(program, bound, sizes, Math.ceil(end / THREADS));
}
