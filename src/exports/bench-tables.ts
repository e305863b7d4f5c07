import type { BenchResult } from '../protocol/bench';

/** A table of the benchmark: what it shows, its head and its rows, all texts. */
export interface BenchTable {
  title: string;
  head: string[];
  rows: string[][];
}

const ENGINES = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;
const LARGE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const whole = (value: number) => LARGE.format(value);
const short = (value: number) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : whole(value));
const bytes = (value: number) => (value < 1024 ? `${whole(value)} B` : `${(value / 1024).toFixed(1)} KiB`);
const percent = (value: number) => `${Math.round(100 * value)} %`;

/** What was measured, as tables to read; those of which nothing was measured are left out. */
export function benchTables({ speeds, laws, counts, shares, memory }: BenchResult): BenchTable[] {
  return [
    {
      title: 'Training speed, MLP + HAMUR of the MovieLens recipe: fused kernels against their composed definitions',
      head: ['engine', 'towers run on', 'batch', 'rows/s', 'composed, rows/s', 'times as fast'],
      rows: speeds.map(({ engine, what, batch, rowsPerSecond, composedRowsPerSecond, ratio }) => [
        // WebAssembly's own words begin with its name.
        engine.adapter.startsWith(ENGINES[engine.name]) ? engine.adapter : `${ENGINES[engine.name]}, ${engine.adapter}`,
        what,
        whole(batch),
        whole(rowsPerSecond),
        whole(composedRowsPerSecond),
        short(ratio),
      ]),
    },
    {
      title: 'A whole step beside the bare matrix product on the same engine',
      head: ['engine', 'towers run on', 'batch', 'step, GFLOP/s', 'bare product, GFLOP/s', 'share'],
      rows: shares.map(({ engine, what, batch, stepGflops, bareGflops, share }) => [
        ENGINES[engine.name],
        what,
        whole(batch),
        short(stepGflops),
        short(bareGflops),
        percent(share),
      ]),
    },
    {
      title: 'What a step costs, by what it depends on: median ms a step',
      head: ['engine', 'by', 'at', 'ms a step', 'last / first'],
      rows: laws.map(({ engine, what, values, ms, ratio }) => [ENGINES[engine], what, values.map(whole).join(' · '), ms.map(short).join(' · '), short(ratio)]),
    },
    {
      title: 'What crosses to the engine in a step that reads no loss',
      head: ['engine', 'towers run on', 'batch', 'dispatches', 'submits', 'written', 'read'],
      rows: counts.map(({ engine, what, batch, dispatches, submits, bytesWritten, bytesRead }) => [
        ENGINES[engine],
        what,
        whole(batch),
        short(dispatches),
        short(submits),
        bytes(bytesWritten),
        bytes(bytesRead),
      ]),
    },
    {
      title: 'What is allocated before and after many steps of a tiny shape',
      head: ['engine', 'steps', 'bytes before', 'bytes after', 'tensors before', 'tensors after'],
      rows: memory.map(({ engine, steps, bytesBefore, bytesAfter, tensorsBefore, tensorsAfter }) => [
        ENGINES[engine],
        ...[steps, bytesBefore, bytesAfter, tensorsBefore, tensorsAfter].map(whole),
      ]),
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** Tables as Markdown, each under its title. */
export function tablesAsMarkdown(tables: readonly BenchTable[]): string {
  return tables
    .map(({ title, head, rows }) => {
      const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
      return `${title}:\n\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

/** What the numbers were measured on. */
export function benchMachine({ date, browser, cores, isolated }: BenchResult): string {
  return `${date.slice(0, 10)}, ${cores} cores, ${isolated ? 'cross-origin isolated' : 'not cross-origin isolated (one thread)'}, ${browser}`;
}
