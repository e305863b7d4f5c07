import { dispose, type Scalar, stack } from '@tensorflow/tfjs-core';
import { UserError } from '../lib/user-error';
import type { LossesState } from './checkpoint/state';

/** A mean loss above this, in nats, is divergence: guessing 0.5 for every row costs 0.69. */
const DIVERGED = 10;

/** Of an epoch that begins. */
export const NONE: LossesState = { sum: 0, rows: 0, steps: 0 };

/**
 * The losses of steps, read back together now and then: reading each one would make the processor wait for a GPU at
 * every step. At most one read is under way; the next waits for it, so that work cannot pile up on the GPU.
 */
export class Losses {
  private pending: { loss: Scalar; rows: number }[] = [];
  private reading: Promise<void> = Promise.resolve();
  private sum: number;
  private rows: number;
  private stepsRead: number;

  /** The sums so far, once all that was pushed has been read. */
  get state(): LossesState {
    const { sum, rows, stepsRead: steps } = this;
    return { sum, rows, steps };
  }

  /**
   * @param seen gets the mean loss of each group of steps that was read, and how many have been read by then
   * @param before of the steps that the epoch has behind it, where it is gone on with
   * @param cause what in the data may make numbers overflow, a sentence without a full stop; undefined where nothing does
   */
  constructor(
    private readonly seen: (mean: number, steps: number) => void,
    before: LossesState = NONE,
    private readonly cause: () => string | undefined = () => undefined,
  ) {
    this.sum = before.sum;
    this.rows = before.rows;
    this.stepsRead = before.steps;
  }

  push(loss: Scalar, rows: number): void {
    this.pending.push({ loss, rows });
  }

  get waiting(): number {
    return this.pending.length;
  }

  /**
   * Begins to read what is pending, once the read before has ended.
   * @throws UserError where the read before showed that training diverged
   */
  async read(): Promise<void> {
    await this.reading;
    if (this.pending.length === 0) return;
    const group = this.pending;
    this.pending = [];
    const all = stack(group.map(({ loss }) => loss));
    dispose(group.map(({ loss }) => loss));
    this.reading = all.data().then((values) => {
      all.dispose();
      this.take(
        values as Float32Array,
        group.map(({ rows }) => rows),
      );
    });
    // It is awaited by the next call; until then a failure is not "unhandled".
    this.reading.catch(() => {});
  }

  /** Reads all there is, and waits for it. @throws UserError where training diverged */
  async readAll(): Promise<void> {
    await this.read();
    await this.reading;
  }

  /** Reads all there is. @returns the mean loss over all rows since the start */
  async mean(): Promise<number> {
    await this.readAll();
    return this.sum / this.rows;
  }

  /** Lets go of losses that nobody will read. */
  async drop(): Promise<void> {
    dispose(this.pending.map(({ loss }) => loss));
    this.pending = [];
    await this.reading.catch(() => {});
  }

  private take(values: Float32Array, rows: number[]): void {
    let [sum, count] = [0, 0];
    for (const [i, value] of values.entries()) {
      this.stepsRead++;
      if (!Number.isFinite(value)) throw this.diverged(`the loss is no longer a number after ${this.stepsRead} steps of this epoch`);
      sum += value * (rows[i] as number);
      count += rows[i] as number;
    }
    if (sum / count > DIVERGED) throw this.diverged(`the loss has grown to ${(sum / count).toFixed(1)} nats; guessing costs 0.69`);
    this.sum += sum;
    this.rows += count;
    this.seen(sum / count, this.stepsRead);
  }

  private diverged(what: string): UserError {
    const cause = this.cause();
    if (cause !== undefined)
      return new UserError(
        `training diverged: ${what}. ${cause}`,
        'data',
        'Scale such a column by rank or by its logarithm, or leave it out, and train again.',
      );
    return new UserError(`training diverged: ${what}`, 'train.learningRate', 'Lower the learning rate (0.001 or 0.002 suits most data) and train again.');
  }
}
