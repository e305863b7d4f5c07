import type { MomentsState } from '../checkpoint/state';

/** Says of each step of a first epoch whether validation comes after it. */
export interface Moments {
  /**
   * @param step steps done, this one included
   * @param ms that it took
   */
  after(step: number, stepsPerEpoch: number, ms: number): boolean;
}

/** Shares of the first epoch after which there may be a validation: the small ones are for epochs of many minutes. */
export const SHARES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75];
/** A shorter epoch ends soon enough by itself. */
const LONG_MS = 4000;
/** The first point is at this share of the epoch, or after so long, whichever is sooner; */
const FIRST_SHARE = 0.05;
const FIRST_MS = 2000;
/** and so much training lies between two. */
const BETWEEN_MS = 1500;
/** With more steps than this the first, which also compiles and warms up, is not asked how long an epoch takes. */
const FEW_STEPS = 20;

/** Validates after the first steps that reach one of `SHARES`, in an epoch that is long at the pace of its steps so far. */
export class ByPace implements Moments {
  /** Steps after which it said so. */
  readonly taken: number[] = [];
  private ms = 0;
  private firstMs = 0;
  private lastAt: number | undefined;

  get state(): MomentsState {
    const { taken, ms, firstMs, lastAt } = this;
    return { taken: [...taken], ms, firstMs, lastAt };
  }

  takeUp({ taken, ms, firstMs, lastAt }: MomentsState): void {
    this.taken.push(...taken);
    this.ms = ms;
    this.firstMs = firstMs;
    this.lastAt = lastAt;
  }

  after(step: number, stepsPerEpoch: number, ms: number): boolean {
    this.ms += ms;
    if (step === 1) this.firstMs = ms;
    if (step >= stepsPerEpoch || !SHARES.some((share) => Math.ceil(share * stepsPerEpoch) === step)) return false;
    if (step === 1 && stepsPerEpoch > FEW_STEPS) return false;
    const pace = step > 1 ? (this.ms - this.firstMs) / (step - 1) : ms;
    if (pace * stepsPerEpoch < LONG_MS) return false;
    const isTime = this.lastAt === undefined ? step >= FIRST_SHARE * stepsPerEpoch || this.ms >= FIRST_MS : this.ms - this.lastAt >= BETWEEN_MS;
    if (!isTime) return false;
    this.lastAt = this.ms;
    this.taken.push(step);
    return true;
  }
}

/** Validates where another model did, so that the two compare. */
export const asBefore = (taken: readonly number[]): Moments => ({ after: (step) => taken.includes(step) });
