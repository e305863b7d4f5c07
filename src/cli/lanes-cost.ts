import { cpus } from 'node:os';
import type { BenchTable } from '../exports/bench-tables';
import type { LanesModel } from '../headless/calls';
import { median, ratioOf } from '../lib/median';
import { inHeadlessPage } from './headless';

/** How long the same runs take in one lane with all threads, and side by side, in milliseconds by round. */
export interface LanesCost {
  cores: number;
  runs: number;
  turns: { model: LanesModel; lanes: number; one: number[]; aside: number[] }[];
}

const MODELS: readonly LanesModel[] = ['default', 'MovieLens'];

/**
 * Trains the same runs one after the other with all threads, and side by side with fewer each, in turns.
 *
 * @returns undefined for WebGPU on a machine without a GPU
 */
export function lanesCost(engine: 'wasm' | 'webgpu', rounds: number, log: (line: string) => void): Promise<LanesCost | undefined> {
  const cores = cpus().length;
  // Half of the cores too, where that is another number than one or all.
  const ofCores = [...new Set([Math.floor(cores / 2), cores].map((count) => Math.min(count, 8)))].filter((count) => count > 1);
  const counts = engine === 'webgpu' ? [2, 4, 8].filter((count) => count <= cores) : ofCores;
  return inHeadlessPage(async (page) => {
    if (engine === 'webgpu' && !(await page.evaluate(() => window.headless.hasGpu()))) return undefined;
    const runs = Math.max(1, ...counts);
    const turn = (model: LanesModel, lanes: number) =>
      page.evaluate(([on, which, count, of]) => window.headless.lanesTurn(on, which, count, of), [engine, model, lanes, runs] as const);
    const cost: LanesCost = { cores, runs, turns: MODELS.flatMap((model) => counts.map((lanes) => ({ model, lanes, one: [], aside: [] }))) };
    for (let round = 0; round < rounds; round++) {
      for (const { model, lanes, one, aside } of cost.turns) {
        for (const first of round % 2 === 0 ? [true, false] : [false, true]) {
          const ms = await turn(model, first ? 1 : lanes);
          (first ? one : aside).push(ms);
          log(`round ${round + 1}: ${engine}, ${model}, ${runs} runs, ${first ? 'one lane' : `${lanes} lanes`}: ${(ms / 1000).toFixed(2)} s`);
        }
      }
    }
    return cost;
  });
}

/** @param where an engine, in words */
export function lanesTable(where: string, { cores, runs, turns }: LanesCost): BenchTable {
  const seconds = (values: number[]) => (median(values) / 1000).toFixed(2);
  return {
    title: `${runs} runs of an experiment on ${cores} cores, on ${where}: one after the other with all threads, and side by side with the cores shared out, ${turns[0]?.one.length ?? 0} turns of each`,
    head: ['model', 'one lane, s', 'lanes', 's', 'times as fast, median of the turns'],
    rows: turns.map(({ model, lanes, one, aside }) => [model, seconds(one), String(lanes), seconds(aside), ratioOf(one, aside).toFixed(2)]),
  };
}
