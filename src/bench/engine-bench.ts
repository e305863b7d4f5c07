import type { Engine } from '../engine/engine';
import { setFused } from '../engine/kernels/fusion';
import { isSoftware } from '../lib/is-software';
import { median, ratioOf } from '../lib/median';
import type { Counts, Law, Memory, Share, Speed } from '../protocol/bench';
import { FUSED_OP_NAMES } from '../protocol/engine';
import { bareProduct } from './bare-product';
import { interleaved, type Timed } from './interleave';
import { Stepper } from './stepper';
import { TINY, type Workload } from './workload';

export interface BenchOptions {
  /** Told what is being measured. */
  onProgress(what: string, done: number, total: number): void;
  /** Awaited between measurements; may throw to give up. */
  breathe(): Promise<void>;
  rounds: number;
  /** Measures slow things too, which a person would not wait for: as many steps on a software GPU as elsewhere. */
  thorough: boolean;
}

/** On a software GPU a step of the full batch takes many seconds. */
const SOFTWARE_BATCH = 64;

/** Steps before anything is timed, which compile and allocate. */
export const WARM_UP = 2;

/** Steps of a tiny shape that are handed over at once; the first of them allocate. */
const BLOCK = 100;

/** Steps that are timed together. */
const STEPS = 3;

/** One engine under measurement. */
export class EngineBench {
  constructor(
    readonly engine: Engine,
    private readonly options: BenchOptions,
  ) {}

  get thorough(): boolean {
    return this.options.thorough;
  }

  get software(): boolean {
    return isSoftware(this.engine.info);
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
