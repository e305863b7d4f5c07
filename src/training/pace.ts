import { mean } from '../lib/mean';
import type { RunTimes } from '../protocol/run';
import type { PaceState } from './checkpoint/state';

/** Steps that the pace of now is taken from. Losses are read together, of up to 20 steps: two such groups. */
const RECENT = 40;
/** Steps after the first that must have been timed before anything is said: one that is done alone has all of the waiting to itself. */
const STEADY = 3;
/** The time left is told as the most that it may be: it holds where the machine works at two thirds of its pace from now on. */
const SLOWER = 1.5;

/**
 * What training takes by the clock on the wall, of one model: each step with all that happens until the next (messages, looks inside,
 * validation within the first epoch), and what belongs to an epoch as a whole. Rests do not count.
 */
export class Pace {
  private readonly steps: number[] = [];
  private readonly epochs: number[] = [];
  private sum = 0;

  get state(): PaceState {
    return { steps: Float64Array.from(this.steps), epochs: Float64Array.from(this.epochs) };
  }

  /** Goes on from what was measured before. */
  takeUp({ steps, epochs }: PaceState): void {
    for (const ms of steps) this.addStep(ms);
    for (const ms of epochs) this.addEpoch(ms);
  }

  addStep(ms: number): void {
    this.steps.push(ms);
    this.sum += ms;
  }

  /** @param ms that passed between the last step and the next */
  addToStep(ms: number): void {
    this.steps.push((this.steps.pop() ?? 0) + ms);
    this.sum += ms;
  }

  /** @param ms of the epoch but for its steps: it is begun, the last losses are read, and the validation rows are measured */
  addEpoch(ms: number): void {
    this.epochs.push(ms);
  }

  /**
   * A step, at the pace of all so far or of the last ones, whichever is slower. The first, which also compiles and warms up, does not count.
   * Undefined until there are enough others.
   */
  get msPerStep(): number | undefined {
    const { length: count, 0: first = 0 } = this.steps;
    if (count <= STEADY) return undefined;
    return Math.max((this.sum - first) / (count - 1), mean(this.steps.slice(1).slice(-RECENT)) ?? 0);
  }

  /** How much longer than the others the first step was. */
  get msToWarmUp(): number {
    return Math.max(0, (this.steps[0] ?? 0) - (this.msPerStep ?? Number.POSITIVE_INFINITY));
  }

  /** An epoch but for its steps: the mean or the last one, whichever is slower. Undefined before the first. */
  get msPerEpoch(): number | undefined {
    return this.epochs.length === 0 ? undefined : Math.max(mean(this.epochs) ?? 0, this.epochs.at(-1) ?? 0);
  }
}

/** What a model has to do, and has done. */
export interface Work {
  epochs: number;
  /** Whole ones. */
  epochsDone: number;
  stepsPerEpoch: number;
  /** Of the epoch under way: those that the engine is known to have done. */
  stepsDone: number;
  /** Rows of a validation, and of the test. */
  ofValidation: number;
  ofTest: number;
  /** Rows of a batch. */
  batch: number;
}

/**
 * How long that takes at the pace so far, and somewhat slower. Until a validation has been timed, a batch of it is taken to cost as much as
 * a step of training, which is about three times too much; so is a batch of the test where there are no validation rows.
 *
 * @returns undefined until the pace is known
 */
export function timeOf({ msPerStep, msPerEpoch, msToWarmUp }: Pace, work: Work): Required<RunTimes> | undefined {
  if (!msPerStep) return undefined;
  const { epochs, epochsDone, stepsPerEpoch, stepsDone, ofValidation, ofTest, batch } = work;
  const epoch = msPerEpoch ?? msPerStep * Math.ceil(ofValidation / batch);
  const test = ofValidation > 0 ? (epoch * ofTest) / ofValidation : msPerStep * Math.ceil(ofTest / batch);
  const whole = stepsPerEpoch * msPerStep + epoch;
  const seconds = (ms: number) => (SLOWER * ms) / 1000;
  return {
    secondsLeft: seconds((epochs - epochsDone) * whole - stepsDone * msPerStep + test),
    secondsInAll: seconds(msToWarmUp + epochs * whole + test),
    secondsToTest: seconds(test),
  };
}
