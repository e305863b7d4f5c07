import { cpus } from 'node:os';
import { choosePytorch, threadCounts, timePytorch } from '../../bench/pytorch/run.mjs';
import { BACKBONE_INFO } from '../config/backbones';
import { BACKBONES, type Backbone } from '../config/run-config';
import type { BenchTable } from '../exports/bench-tables';
import { median } from '../lib/median';
import { inHeadlessPage } from './headless';

/** How fast every model trains on one engine, alone and with HAMUR: rows a second, by round. */
export interface ModelsSpeed {
  date: string;
  cpu: string;
  cores: number;
  models: { backbone: Backbone; alone: number[]; hamur: number[] }[];
  /** The models that there is PyTorch code of: its rows a second, by round. */
  pytorch: { backbone: Backbone; threads: number; hamur: number[] }[];
}

/** What `bench/pytorch` is. */
const IN_PYTORCH: Backbone = 'mlp';

/**
 * Each round is one turn of all models, and of the same in PyTorch, where there is one.
 *
 * @param seconds of each measurement, about
 * @returns undefined for WebGPU on a machine without a GPU
 */
export function modelsSpeed(engine: 'wasm' | 'webgpu', rounds: number, seconds: number, log: (line: string) => void): Promise<ModelsSpeed | undefined> {
  return inHeadlessPage(async (page) => {
    if (engine === 'webgpu' && !(await page.evaluate(() => window.headless.hasGpu()))) return undefined;
    const pytorch = choosePytorch({ fetchBlas: true, log });
    const speed: ModelsSpeed = {
      date: new Date().toISOString().slice(0, 10),
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      models: BACKBONES.map((backbone) => ({ backbone, alone: [], hamur: [] })),
      pytorch: pytorch.found ? threadCounts().map((threads) => ({ backbone: IN_PYTORCH, threads, hamur: [] })) : [],
    };
    for (let round = 0; round < rounds; round++) {
      for (const { backbone, ...rates } of speed.models) {
        for (const which of ['alone', 'hamur'] as const) {
          const rate = await page.evaluate(([on, name, adapted, time]) => window.headless.modelRate(on, name, adapted, time), [
            engine,
            backbone,
            which === 'hamur',
            seconds,
          ] as const);
          rates[which].push(rate);
          log(`round ${round + 1}: ${engine}, ${BACKBONE_INFO[backbone].title}${which === 'hamur' ? ' + HAMUR' : ''}: ${Math.round(rate)} rows/s`);
        }
      }
      for (const { threads, hamur } of speed.pytorch) {
        const { rowsPerSecond } = timePytorch(pytorch as never, { form: 'associated', rows: 'all', threads, seconds });
        hamur.push(rowsPerSecond);
        log(`round ${round + 1}: PyTorch, ${BACKBONE_INFO[IN_PYTORCH].title} + HAMUR, ${threads} threads: ${rowsPerSecond} rows/s`);
      }
    }
    return speed;
  });
}

/** @param where an engine, in words */
export function modelsTable(where: string, { date, cpu, cores, models, pytorch }: ModelsSpeed): BenchTable {
  const whole = (values: number[]) => Math.round(median(values)).toLocaleString('en');
  const theirs = (of: Backbone) => pytorch.filter(({ backbone }) => backbone === of).toSorted((a, b) => median(b.hamur) - median(a.hamur))[0];
  return {
    title: `Every model on ${where}, batch 2,048, rows/s (median of ${models[0]?.alone.length ?? 0} rounds), ${cpu}, ${cores} cores, ${date}`,
    head: ['model', 'alone', '+ HAMUR', 'our PyTorch of it, + HAMUR', 'times as fast'],
    rows: models.map(({ backbone, alone, hamur }) => {
      const other = theirs(backbone);
      const beside = other ? [`${whole(other.hamur)} (threads: ${other.threads})`, (median(hamur) / median(other.hamur)).toFixed(2)] : ['none', ''];
      return [BACKBONE_INFO[backbone].title, whole(alone), whole(hamur), ...beside];
    }),
  };
}
