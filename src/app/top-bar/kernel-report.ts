import type { Prepared } from '../../protocol/engine';

/** In one sentence: whether the engine's own kernels compute what their definitions do, on this machine. */
export function kernelSummary({ checks }: Prepared): string {
  if (checks.length === 0) return 'This engine has no fused kernels: it runs their definitions.';
  const wrong = checks.filter(({ passed }) => !passed).map(({ op }) => op);
  if (wrong.length === 0) return `The fused kernels of all ${checks.length} ops were compared with their definitions on this machine. All agree.`;
  return `Of ${checks.length} fused ops, ${wrong.length === 1 ? 'one deviates' : `${wrong.length} deviate`} on this machine (${wrong.join(', ')}): ${
    wrong.length === 1 ? 'it runs' : 'they run'
  } in the slower form that defines ${wrong.length === 1 ? 'it' : 'them'}.`;
}

/** The whole comparison as text, to be passed on. */
export function kernelReport({ engine, checks, compileMs, checkMs }: Prepared, browser: string): string {
  const rows = checks.map(({ op, deviation, passed, ms }) => {
    const by = Number.isFinite(deviation) ? deviation.toExponential(1) : 'failed';
    return `${op.padEnd(14)} ${by.padStart(8)}  ${passed ? 'agrees' : 'DEVIATES'}  ${ms.toFixed(0)} ms`;
  });
  return [
    `HAMUR Playground: fused kernels against their definitions`,
    `engine: ${engine.name}, ${engine.adapter}`,
    `browser: ${browser}`,
    `compiling ${compileMs.toFixed(0)} ms, comparing ${checkMs.toFixed(0)} ms`,
    `largest deviation, relative to the largest value:`,
    ...rows,
  ].join('\n');
}
