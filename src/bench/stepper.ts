import { runsOnOwnRows } from '../config/backbones';
import type { Engine, EngineCounts } from '../engine/engine';
import { Model } from '../model/model';
import { Batcher, type Epoch, modelShape } from '../training/batch';
import { rowOrder } from '../training/row-order';
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
    this.model = new Model(shape, config.model);
    this.batcher = new Batcher(data, shape, { size: workload.batch, parallelSums: engine.parallelSums, sorted: runsOnOwnRows(config.model) });
    this.learner = new Learner(engine, this.model, startState(this.model, 1), config.train, 1);
    const order = rowOrder(data, 'shuffled', 1, 1);
    this.epoch = this.batcher.epoch(order, order.length);
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

  /** @returns ms a step, the engine waited for once at the end */
  async time(steps: number): Promise<number> {
    const begun = performance.now();
    this.run(steps);
    await this.engine.finished();
    return (performance.now() - begun) / steps;
  }

  /** What crosses to the engine in a step, as a mean of some. */
  async counts(steps: number): Promise<EngineCounts> {
    const before = this.engine.counts();
    this.run(steps);
    await this.engine.finished();
    const after = this.engine.counts();
    const each = (key: keyof EngineCounts) => (after[key] - before[key]) / steps;
    return { dispatches: each('dispatches'), submits: each('submits'), bytesWritten: each('bytesWritten'), bytesRead: each('bytesRead') };
  }

  dispose(): void {
    for (const each of [this.epoch, this.learner, this.batcher]) each.dispose();
  }
}
