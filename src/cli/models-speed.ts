import { cpus } from 'node:os';
import { choosePytorch, threadCounts, timeProject } from '../../bench/pytorch/run.mjs';
import { BACKBONE_INFO } from '../config/backbones';
import { BACKBONES, type Backbone } from '../config/run-config';
import type { BenchTable } from '../exports/bench-tables';
import { median } from '../lib/median';
import { type BenchedProject, benchedProject } from './benched-project';
import { inHeadlessPage } from './headless';

/** How fast every model trains on one engine, alone and with HAMUR: rows a second, by round. */
export interface ModelsSpeed {
  date: string;
  cpu: string;
  cores: number;
  models: { backbone: Backbone; alone: number[]; hamur: number[] }[];
  /** The exported PyTorch project of each model: its rows a second, by round; none where there is no PyTorch. */
  pytorch: { backbone: Backbone; threads: number; hamur: number[] }[];
}

/**
 * Each round is one turn of all models, and of the exported PyTorch project of each, with HAMUR, on one thread and on all cores.
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
      pytorch: pytorch.found ? BACKBONES.flatMap((backbone) => threadCounts().map((threads) => ({ backbone, threads, hamur: [] }))) : [],
    };
    const projects = new Map<Backbone, BenchedProject>();
    try {
      if (pytorch.found)
        for (const backbone of BACKBONES)
          projects.set(backbone, benchedProject(await page.evaluate((name) => window.headless.benchedModel(name, true), backbone)));
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
          for (const { threads, hamur } of speed.pytorch.filter((each) => each.backbone === backbone)) {
            const { rowsPerSecond } = timeProject(pytorch as never, (projects.get(backbone) as BenchedProject).folder, { threads, seconds });
            hamur.push(rowsPerSecond);
            log(`round ${round + 1}: PyTorch, ${BACKBONE_INFO[backbone].title} + HAMUR, ${threads} threads: ${rowsPerSecond} rows/s`);
          }
        }
      }
    } finally {
      for (const { remove } of projects.values()) remove();
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
