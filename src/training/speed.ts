import { mean } from '../lib/mean';
import type { EngineCounts } from '../protocol/engine';
import type { SpeedReport, StepCounts } from '../protocol/result';

/** What training cost: the time of each step, and what crossed to the engine. Validation and pauses do not count. */
export class Meter {
  private readonly stepMs: number[] = [];
  private readonly validationMs: number[] = [];
  private rows = 0;
  private ms = 0;
  private readonly total: EngineCounts = { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 };

  addStep(ms: number, rows: number): void {
    this.stepMs.push(ms);
    this.ms += ms;
    this.rows += rows;
  }

  addValidation(ms: number): void {
    this.validationMs.push(ms);
  }

  /** What the engine did between two readings of its counts. */
  addCounts(before: EngineCounts, after: EngineCounts): void {
    for (const key of ['dispatches', 'submits', 'bytesWritten', 'bytesRead'] as const) this.total[key] += after[key] - before[key];
  }

  get rowsPerSecond(): number {
    return this.ms > 0 ? (1000 * this.rows) / this.ms : 0;
  }

  /** What a step takes; the first, which also compiles and warms up, counts only where it is the only one. 0 before it. */
  get msPerStep(): number {
    const { length: count, 0: first = 0 } = this.stepMs;
    return count > 1 ? (this.ms - first) / (count - 1) : first;
  }

  /** What a validation takes; undefined before the first. */
  get msPerValidation(): number | undefined {
    return mean(this.validationMs) ?? undefined;
  }

  speed(): SpeedReport {
    const sorted = Float64Array.from(this.stepMs).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { rowsPerSecond: this.rowsPerSecond, stepMs: { median: at(0.5), p95: at(0.95) } };
  }

  perStep(): StepCounts {
    const steps = Math.max(1, this.stepMs.length);
    const { dispatches, submits, bytesWritten, bytesRead } = this.total;
    return { dispatches: dispatches / steps, submits: submits / steps, bytesWritten: bytesWritten / steps, bytesRead: bytesRead / steps };
  }
}

/** What a model still has to do. */
export interface WorkLeft {
  steps: number;
  validations: number;
  /** Rows of a validation, and of the test. */
  ofValidation: number;
  ofTest: number;
  /** Rows of a batch. */
  batch: number;
}

/**
 * How long that takes at the pace so far, in seconds. Until a validation has been timed, a batch of it is taken to cost as much as a
 * step of training, which is about three times too much.
 */
export function secondsLeft({ msPerStep, msPerValidation }: Pick<Meter, 'msPerStep' | 'msPerValidation'>, left: WorkLeft): number {
  const validation = msPerValidation ?? msPerStep * Math.ceil(left.ofValidation / left.batch);
  const test = left.ofValidation > 0 ? (validation * left.ofTest) / left.ofValidation : 0;
  return (left.steps * msPerStep + left.validations * validation + test) / 1000;
}
