import { sortsRows } from '../config/backbones';
import type { Engine } from '../engine/engine';
import { allOrNothing } from '../engine/tfjs/all-or-nothing';
import { Model } from '../model/model';
import type { EngineCounts } from '../protocol/engine';
import { Batcher, type Epoch, modelShape } from '../training/rows/batch';
import { rowOrder } from '../training/rows/row-order';
import { Learner, startState } from '../training/step';
import { encodedRows, settingsOf, type Workload } from './workload';

/** A workload on an engine, step by step. */
export class Stepper {
  readonly model: Model;
  private readonly batcher: Batcher;
  private readonly learner: Learner;
  private readonly epoch: Epoch;
  private next = 0;

  constructor(
    private readonly engine: Engine,
    readonly workload: Workload,
  ) {
    const data = encodedRows(workload);
    const config = settingsOf(workload);
    const shape = modelShape(data, config.model);
    const model = new Model(shape, config.model);
    const order = rowOrder(data, 'shuffled', 1, 1);
    const made = allOrNothing(() => {
      const batcher = new Batcher(data, shape, { size: workload.batch, parallelSums: engine.parallelSums, sorted: sortsRows(config.model) });
      return { batcher, learner: new Learner(engine, model, startState(model, 1), config.train, 1), epoch: batcher.epoch(order, order.length) };
    });
    this.model = model;
    this.batcher = made.batcher;
    this.learner = made.learner;
    this.epoch = made.epoch;
  }

  /** Multiply-adds of one step are three times those of predicting its rows: forward, by inputs, by weights. */
  get flops(): number {
    const forward = Object.values(this.model.parameters.costByPart()).reduce((sum, cost) => sum + cost, 0);
    return 3 * 2 * forward * this.workload.batch;
  }

  /** Steps, without waiting for the engine: their losses are not read. */
  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      const batch = this.epoch.batch(this.next++ % this.epoch.steps);
      this.learner.step(batch).dispose();
      batch.dispose();
    }
  }

  /**
   * Does steps one by one and times none of them: the engine compiles and allocates what it needs. Waits for the engine
   * and for `breathe` after each.
   */
  async warmUp(steps: number, breathe: () => Promise<void>): Promise<void> {
    for (let i = 0; i < steps; i++) {
      await this.time(1);
      await breathe();
    }
  }

  /** @returns ms a step, the engine waited for once at the end */
  async time(steps: number): Promise<number> {
    const begun = performance.now();
    this.run(steps);
    await this.engine.finished();
    return (performance.now() - begun) / steps;
  }

  /** What crosses to the engine in a step, as a mean of some. @param breathe awaited after each */
  async counts(steps: number, breathe: () => Promise<void>): Promise<EngineCounts> {
    const before = this.engine.counts();
    await this.warmUp(steps, breathe);
    const after = this.engine.counts();
    const each = (key: keyof EngineCounts) => (after[key] - before[key]) / steps;
    return { dispatches: each('dispatches'), submits: each('submits'), bytesWritten: each('bytesWritten'), bytesRead: each('bytesRead') };
  }

  dispose(): void {
    for (const each of [this.epoch, this.learner, this.batcher]) each.dispose();
  }
}
