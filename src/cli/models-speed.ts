import { cpus } from 'node:os';
import { choosePytorch, timeProject } from '../../bench/pytorch/run.mjs';
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
  models: Rates[];
  /** The exported PyTorch project of each model, on all cores; none where there is no PyTorch. */
  pytorch: Rates[];
}

interface Rates {
  backbone: Backbone;
  alone: number[];
  hamur: number[];
}

const WAYS = ['alone', 'hamur'] as const;

/**
 * Each round is one turn of all models, and of the exported PyTorch project of each, on all cores: on one each was slower.
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
      pytorch: pytorch.found ? BACKBONES.map((backbone) => ({ backbone, alone: [], hamur: [] })) : [],
    };
    const projects = new Map<string, BenchedProject>();
    try {
      if (pytorch.found)
        for (const backbone of BACKBONES)
          for (const way of WAYS) {
            const model = await page.evaluate(([name, adapted]) => window.headless.benchedModel(name, adapted), [backbone, way === 'hamur'] as const);
            projects.set(`${backbone} ${way}`, benchedProject(model));
          }
      for (let round = 0; round < rounds; round++) {
        for (const [i, { backbone, ...rates }] of speed.models.entries()) {
          for (const way of WAYS) {
            const title = `${BACKBONE_INFO[backbone].title}${way === 'hamur' ? ' + HAMUR' : ''}`;
            const rate = await page.evaluate(([on, name, adapted, time]) => window.headless.modelRate(on, name, adapted, time), [
              engine,
              backbone,
              way === 'hamur',
              seconds,
            ] as const);
            rates[way].push(rate);
            log(`round ${round + 1}: ${engine}, ${title}: ${Math.round(rate)} rows/s`);
            const project = projects.get(`${backbone} ${way}`);
            if (!project) continue;
            const { rowsPerSecond } = timeProject(pytorch as never, project.folder, { threads: speed.cores, seconds });
            speed.pytorch[i]?.[way].push(rowsPerSecond);
            log(`round ${round + 1}: PyTorch, ${title}: ${rowsPerSecond} rows/s`);
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
  return {
    title: `Every model on ${where}, batch 2,048, rows/s (median of ${models[0]?.alone.length ?? 0} rounds), ${cpu}, ${cores} cores, ${date}`,
    head: ['model', ...['alone', '+ HAMUR'].flatMap((way) => [way, 'our PyTorch of it', 'times as fast'])],
    rows: models.map((ours) => {
      const theirs = pytorch.find(({ backbone }) => backbone === ours.backbone);
      const beside = (way: 'alone' | 'hamur') => [
        whole(ours[way]),
        ...(theirs ? [whole(theirs[way]), (median(ours[way]) / median(theirs[way])).toFixed(2)] : ['none', '']),
      ];
      return [BACKBONE_INFO[ours.backbone].title, ...WAYS.flatMap(beside)];
    }),
  };
}
