import type { EngineCounts } from '../protocol/engine';
import type { SpeedReport, StepCounts } from '../protocol/result';
import type { MeterState } from './checkpoint/state';

const NOTHING: EngineCounts = { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 };

/** What training cost: the time of each step, and what crossed to the engine. Validation and pauses do not count. */
export class Meter {
  private readonly stepMs: number[] = [];
  private rows = 0;
  private ms = 0;
  private readonly total: EngineCounts = { ...NOTHING };

  get state(): MeterState {
    return { stepMs: Float64Array.from(this.stepMs), rows: this.rows, total: { ...this.total } };
  }

  /** Goes on from what was measured before. */
  takeUp({ stepMs, rows, total }: MeterState): void {
    for (const ms of stepMs) this.addStep(ms, 0);
    this.rows += rows;
    this.addCounts(NOTHING, total);
  }

  /** Several as one. */
  static of(states: readonly MeterState[]): Meter {
    const all = new Meter();
    for (const state of states) all.takeUp(state);
    return all;
  }

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
