import { cpus } from 'node:os';
import type { BenchTable } from '../exports/bench-tables';
import { median, ratioOf } from '../lib/median';
import type { EngineRates } from '../protocol/bench';
import { inHeadlessPage } from './headless';

/** What each engine trains, by round. */
export interface EngineTurns {
  date: string;
  cpu: string;
  cores: number;
  webgpu: EngineRates[];
  wasm: EngineRates[];
}

/**
 * Measures WebGPU and WebAssembly in turns.
 *
 * @returns undefined where there is no GPU
 */
export function engineTurns(rounds: number, log: (line: string) => void): Promise<EngineTurns | undefined> {
  return inHeadlessPage(async (page) => {
    const turns: EngineTurns = { date: new Date().toISOString(), cpu: cpus()[0]?.model ?? '', cores: cpus().length, webgpu: [], wasm: [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of ['webgpu', 'wasm'] as const) {
        const measured = await page.evaluate((engine) => window.headless.engineRates(engine), name);
        if (!measured) {
          log('There is no GPU here to compare with the processor.');
          return undefined;
        }
        turns[name].push(measured);
        for (const { what, batch, rowsPerSecond } of measured.rates)
          log(`round ${round + 1}: ${name}, ${what}, batch ${batch}: ${Math.round(rowsPerSecond)} rows/s`);
      }
    }
    return turns;
  });
}

/** Each round's ratio is of one moment. */
export function enginesTable({ webgpu, wasm }: EngineTurns): BenchTable {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const [first] = webgpu;
  return {
    title: 'The same training step on two engines, in turns: rows/s (median of the rounds)',
    head: ['model', 'batch', first ? `WebGPU, ${first.engine.adapter}` : '', wasm[0]?.engine.adapter ?? '', 'times as fast, median of the rounds'],
    rows: (first?.rates ?? []).map(({ what, batch }, i) => {
      const [gpu, processor] = [webgpu, wasm].map((rounds) => rounds.map(({ rates }) => rates[i]?.rowsPerSecond ?? Number.NaN)) as [number[], number[]];
      return [what, whole(batch), whole(median(gpu)), whole(median(processor)), ratioOf(gpu, processor).toFixed(2)];
    }),
  };
}
