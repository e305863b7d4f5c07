import { describeEngines, startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { setFused } from '../engine/kernels/fusion';
import { median, ratioOf } from '../lib/median';
import type { BenchResult, Counts, Law, Memory, Share, Speed } from '../protocol/bench';
import type { EngineName } from '../protocol/engine';
import { FUSED_OP_NAMES } from '../protocol/engine';
import { bareProduct } from './bare-product';
import { interleaved, type Timed } from './interleave';
import { Stepper } from './stepper';
import { MOVIELENS, TINY, type Workload } from './workload';

export interface BenchOptions {
  /** Told what is being measured. */
  onProgress(what: string, done: number, total: number): void;
  /** Awaited between measurements; may throw to give up. */
  breathe(): Promise<void>;
  rounds: number;
  /** What a person would not wait for is measured too: as many steps on a software GPU as elsewhere. */
  thorough: boolean;
}

/** On a software GPU a step of the full batch takes many seconds. */
const SOFTWARE_BATCH = 64;

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
      await part.measure(new Bench(engine, options), result);
    } finally {
      engine.stop();
    }
  }
  options.onProgress('done', parts.length, parts.length);
  return result;
}

const own = (workload: Workload): Workload => ({ ...workload, model: { ...workload.model, towerRows: 'own' } });
const lazy = (workload: Workload): Workload => ({ ...workload, embeddingUpdates: 'lazy' });

/**
 * Rows a second of the MovieLens recipe on one engine, fused: for turns with something outside the browser.
 *
 * @param rows what towers run on
 * @param seconds of measurement, about
 */
export async function trainingRate(engineName: EngineName, rows: 'all' | 'own', seconds: number): Promise<number> {
  const engine = await startEngine(engineName);
  let stepper: Stepper | undefined;
  try {
    stepper = new Stepper(engine, rows === 'own' ? own(MOVIELENS) : MOVIELENS);
    await stepper.time(WARM_UP);
    const times: number[] = [];
    const end = performance.now() + 1000 * seconds;
    while (times.length < 3 || performance.now() < end) times.push(await stepper.time(1));
    return (1000 * MOVIELENS.batch) / median(times);
  } finally {
    stepper?.dispose();
    engine.stop();
  }
}

/** One engine under measurement. */
class Bench {
  constructor(
    readonly engine: Engine,
    private readonly options: BenchOptions,
  ) {}

  get thorough(): boolean {
    return this.options.thorough;
  }

  get software(): boolean {
    return this.engine.info.name === 'webgpu' && /\(software\)/.test(this.engine.info.adapter);
  }

  /** The workload, at a batch that the engine can do in a moment. */
  scaled(workload: Workload): Workload {
    return this.software ? { ...workload, batch: Math.min(workload.batch, SOFTWARE_BATCH) } : workload;
  }

  /** Times of a step of several workloads, in turn; each does two steps first, which compile and allocate. */
  async times(workloads: readonly Workload[], rounds = this.options.rounds): Promise<number[][]> {
    const steppers: Stepper[] = [];
    try {
      for (const workload of workloads) {
        const stepper = new Stepper(this.engine, workload);
        steppers.push(stepper);
        await stepper.warmUp(WARM_UP, this.options.breathe);
      }
      return await interleaved(
        steppers.map((stepper): Timed => ({ once: () => stepper.time(STEPS) })),
        rounds,
        () => this.options.breathe(),
      );
    } finally {
      for (const stepper of steppers) stepper.dispose();
    }
  }

  async law(what: string, values: number[], of: (value: number) => Workload, perRow = false): Promise<Law> {
    const workloads = values.map(of);
    const times = await this.times(workloads);
    const scaled = perRow ? times.map((each, i) => each.map((ms) => ms / (workloads[i] as Workload).batch)) : times;
    return {
      engine: this.engine.info.name,
      what,
      values,
      ms: times.map(median),
      ratio: ratioOf(scaled.at(-1) as number[], scaled[0] as number[]),
    };
  }

  async speed(what: string, workload: Workload): Promise<Speed> {
    const stepper = new Stepper(this.engine, workload);
    const run = (fused: boolean): Timed => ({
      once: async () => {
        for (const op of FUSED_OP_NAMES) setFused(op, fused);
        return stepper.time(fused ? STEPS : 1);
      },
    });
    try {
      const pair = [run(true), run(false)];
      for (const each of pair) {
        await each.once();
        await this.options.breathe();
      }
      const [fused, composed] = (await interleaved(pair, this.options.rounds, () => this.options.breathe())) as [number[], number[]];
      const rate = (ms: number[]) => (1000 * workload.batch) / median(ms);
      return {
        engine: this.engine.info,
        what,
        batch: workload.batch,
        rowsPerSecond: rate(fused),
        composedRowsPerSecond: rate(composed),
        ratio: ratioOf(composed, fused),
        rounds: this.options.rounds,
      };
    } finally {
      for (const op of FUSED_OP_NAMES) setFused(op, true);
      stepper.dispose();
    }
  }

  async counts(what: string, workload: Workload): Promise<Counts> {
    const stepper = new Stepper(this.engine, workload);
    try {
      await stepper.warmUp(WARM_UP, this.options.breathe);
      return { engine: this.engine.info.name, what, batch: workload.batch, ...(await stepper.counts(STEPS, this.options.breathe)) };
    } finally {
      stepper.dispose();
    }
  }

  /** Steps of a tiny shape. */
  async memory(steps: number): Promise<Memory> {
    const stepper = new Stepper(this.engine, TINY);
    const allocated = async () => {
      await this.engine.finished();
      return this.engine.allocated();
    };
    try {
      stepper.run(BLOCK);
      const before = await allocated();
      for (let done = 0; done < steps; done += BLOCK) {
        stepper.run(BLOCK);
        await this.engine.finished();
        await this.options.breathe();
      }
      const after = await allocated();
      return {
        engine: this.engine.info.name,
        steps,
        bytesBefore: before.bytes,
        bytesAfter: after.bytes,
        tensorsBefore: before.tensors,
        tensorsAfter: after.tensors,
      };
    } finally {
      stepper.dispose();
    }
  }

  async share(what: string, workload: Workload): Promise<Share> {
    const stepper = new Stepper(this.engine, workload);
    const bare = bareProduct(this.engine, workload.batch);
    try {
      await stepper.warmUp(WARM_UP, this.options.breathe);
      await bare.once();
      const things = [{ once: () => stepper.time(STEPS) }, bare];
      const [step, product] = (await interleaved(things, this.options.rounds, () => this.options.breathe())) as [number[], number[]];
      const gflops = (flops: number, ms: number[]) => flops / median(ms) / 1e6;
      return {
        engine: this.engine.info,
        what,
        batch: workload.batch,
        stepGflops: gflops(stepper.flops, step),
        bareGflops: gflops(bare.flops, product),
        share: (stepper.flops / bare.flops) * ratioOf(product, step),
      };
    } finally {
      bare.dispose();
      stepper.dispose();
    }
  }
}

/** Steps before anything is timed, which compile and allocate. */
const WARM_UP = 2;

/** Steps of a tiny shape that are handed over at once; the first of them allocate. */
const BLOCK = 100;

/** Steps that are timed together. */
const STEPS = 3;

/** Tables of this many rows in all, the domain's left out. */
const ofVocabulary = (workload: Workload, rows: number): Workload => ({ ...workload, vocabulary: [rows] });

const PARTS: { what: string; measure: (bench: Bench, result: BenchResult) => Promise<void> }[] = [
  {
    what: 'fused against composed',
    measure: async (bench, { speeds }) => {
      speeds.push(await bench.speed('all rows', bench.scaled(MOVIELENS)));
    },
  },
  {
    what: 'own rows',
    measure: async (bench, { speeds }) => {
      speeds.push(await bench.speed('own rows', bench.scaled(own(MOVIELENS))));
    },
  },
  {
    what: 'what crosses to the engine',
    measure: async (bench, { counts }) => {
      // Counting is quick enough at the full batch, on a software GPU too.
      counts.push(await bench.counts('all rows', MOVIELENS));
      counts.push(await bench.counts('own rows', own(MOVIELENS)));
      counts.push(await bench.counts('all rows, lazy embeddings', lazy(MOVIELENS)));
    },
  },
  {
    what: 'share of the bare product',
    measure: async (bench, { shares }) => {
      shares.push(await bench.share('all rows', bench.scaled(MOVIELENS)));
      shares.push(await bench.share('own rows', bench.scaled(own(MOVIELENS))));
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
      laws.push(await bench.law('domains, own rows', [3, 10, 30], domains(own(MOVIELENS))));
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
