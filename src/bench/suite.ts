import type { Backbone } from '../config/run-config';
import { describeEngines, startEngine } from '../engine/choose';
import { median } from '../lib/median';
import type { BenchedModel, BenchResult } from '../protocol/bench';
import type { EngineName } from '../protocol/engine';
import { modelShape } from '../training/rows/batch';
import { type BenchOptions, EngineBench, WARM_UP } from './engine-bench';
import { Stepper } from './stepper';
import { encodedRows, MOVIELENS, movielensOf, ownRows, settingsOf, type Workload } from './workload';

/** Measures the engines that are there; about three minutes on two cores. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const report = await describeEngines();
  const engines = report.options.filter(({ name, available }) => available && name !== 'cpu').map(({ name }) => name);
  const result: BenchResult = {
    version: 1,
    date: new Date().toISOString(),
    browser: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    isolated: globalThis.crossOriginIsolated,
    speeds: [],
    laws: [],
    counts: [],
    shares: [],
    memory: [],
  };
  const parts = engines.flatMap((name) => PARTS.map((part) => ({ name, part })));
  for (const [i, { name, part }] of parts.entries()) {
    options.onProgress(`${name}: ${part.what}`, i, parts.length);
    const engine = await startEngine(name);
    try {
      await part.measure(new EngineBench(engine, options), result);
    } finally {
      engine.stop();
    }
  }
  options.onProgress('done', parts.length, parts.length);
  return result;
}

const lazy = (workload: Workload): Workload => ({ ...workload, embeddingUpdates: 'lazy' });

/**
 * Rows a second of the MovieLens recipe on one engine, fused. To be called in turn with something outside the browser.
 *
 * @param rows what towers run on
 * @param seconds of measurement, about
 */
export function trainingRate(engineName: EngineName, rows: 'all' | 'own', seconds: number): Promise<number> {
  return rateOf(engineName, rows === 'own' ? ownRows(MOVIELENS) : MOVIELENS, seconds);
}

/** The same of any model, with the sizes that it has in the tables of MovieLens. The domain is an input of all, and one field is dense. */
export function modelRate(engineName: EngineName, backbone: Backbone, hamur: boolean, seconds: number): Promise<number> {
  return rateOf(engineName, movielensOf(backbone, hamur), seconds);
}

/** The configuration and shape of what `modelRate` trains. */
export function benchedModel(backbone: Backbone, hamur: boolean): BenchedModel {
  const workload = movielensOf(backbone, hamur);
  const { model, train } = settingsOf(workload);
  const shape = modelShape(encodedRows(workload), model);
  return { model, train, shape: { ...shape, fields: shape.fields.map(({ slots = 1, ...field }) => ({ ...field, slots })) } };
}

async function rateOf(engineName: EngineName, workload: Workload, seconds: number): Promise<number> {
  const engine = await startEngine(engineName);
  let stepper: Stepper | undefined;
  try {
    stepper = new Stepper(engine, workload);
    await stepper.time(WARM_UP);
    const times: number[] = [];
    const end = performance.now() + 1000 * seconds;
    while (times.length < 3 || performance.now() < end) times.push(await stepper.time(1));
    return (1000 * workload.batch) / median(times);
  } finally {
    stepper?.dispose();
    engine.stop();
  }
}

/** Tables of this many rows in all, the domain's left out. */
const ofVocabulary = (workload: Workload, rows: number): Workload => ({ ...workload, vocabulary: [rows] });

const PARTS: { what: string; measure: (bench: EngineBench, result: BenchResult) => Promise<void> }[] = [
  {
    what: 'fused against composed',
    measure: async (bench, { speeds }) => {
      speeds.push(await bench.speed('all rows', bench.scaled(MOVIELENS)));
    },
  },
  {
    what: 'own rows',
    measure: async (bench, { speeds }) => {
      speeds.push(await bench.speed('own rows', bench.scaled(ownRows(MOVIELENS))));
    },
  },
  {
    what: 'what crosses to the engine',
    measure: async (bench, { counts }) => {
      // Counting is quick enough at the full batch, on a software GPU too.
      counts.push(await bench.counts('all rows', MOVIELENS));
      counts.push(await bench.counts('own rows', ownRows(MOVIELENS)));
      counts.push(await bench.counts('all rows, lazy embeddings', lazy(MOVIELENS)));
    },
  },
  {
    what: 'share of the bare product',
    measure: async (bench, { shares }) => {
      shares.push(await bench.share('all rows', bench.scaled(MOVIELENS)));
      shares.push(await bench.share('own rows', bench.scaled(ownRows(MOVIELENS))));
    },
  },
  {
    what: 'memory over many steps',
    measure: async (bench, { memory }) => {
      memory.push(await bench.memory(bench.software && !bench.thorough ? 1000 : 10_000));
    },
  },
  {
    what: 'cost of domains',
    measure: async (bench, { laws }) => {
      const domains = (workload: Workload) => (value: number) => ({ ...bench.scaled(workload), domains: value });
      laws.push(await bench.law('domains, own rows', [3, 10, 30], domains(ownRows(MOVIELENS))));
      if (!bench.software) laws.push(await bench.law('domains, all rows', [3, 10, 30], domains(MOVIELENS)));
    },
  },
  {
    what: 'cost of the vocabulary',
    measure: async (bench, { laws }) => {
      const rows = (workload: Workload) => (value: number) => ofVocabulary(bench.scaled(workload), value);
      laws.push(await bench.law('vocabulary, lazy embeddings', [10_000, 100_000, 1_000_000], rows(lazy(MOVIELENS))));
      laws.push(await bench.law('vocabulary, dense embeddings', [10_000, 100_000, 1_000_000], rows(MOVIELENS)));
    },
  },
  {
    what: 'cost of the batch and of k',
    measure: async (bench, { laws }) => {
      // A software GPU would take minutes.
      if (bench.software) return;
      laws.push(await bench.law('batch, ratio per row', [512, 2048, 8192, 16_384], (batch) => ({ ...MOVIELENS, batch }), true));
      laws.push(await bench.law('k', [8, 16, 35, 65], (k) => ({ ...MOVIELENS, model: { ...MOVIELENS.model, k } })));
    },
  },
];
