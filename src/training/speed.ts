import type { EngineCounts } from '../protocol/engine';
import type { SpeedReport, StepCounts } from '../protocol/result';

/** What training cost: the time of each step, and what crossed to the engine. Validation and pauses do not count. */
export class Meter {
  private readonly stepMs: number[] = [];
  private rows = 0;
  private ms = 0;
  private readonly total: EngineCounts = { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 };

  addStep(ms: number, rows: number): void {
    this.stepMs.push(ms);
    this.ms += ms;
    this.rows += rows;
  }

  /** What the engine did between two readings of its counts. */
  addCounts(before: EngineCounts, after: EngineCounts): void {
    for (const key of ['dispatches', 'submits', 'bytesWritten', 'bytesRead'] as const) this.total[key] += after[key] - before[key];
  }

  get rowsPerSecond(): number {
    return this.ms > 0 ? (1000 * this.rows) / this.ms : 0;
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
